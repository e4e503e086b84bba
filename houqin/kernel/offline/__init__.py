"""Offline: what a phone holds, what it brings later, and whose it is. The contract is docs/offline.md."""

from houqin.kernel.offline.clocks import corrected
from houqin.kernel.offline.pack import Held, held
from houqin.kernel.offline.refusals import is_queued, is_to_be_held, refused

__all__ = ["Held", "corrected", "held", "is_queued", "is_to_be_held", "refused"]
