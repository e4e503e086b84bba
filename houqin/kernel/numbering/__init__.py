"""Visible numbers like WX-2026-00123: no gaps, no doubles, in the row's own transaction."""

from houqin.kernel.numbering.take import take

__all__ = ["take"]
