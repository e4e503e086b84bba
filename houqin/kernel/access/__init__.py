"""Who is acting, and the one answer to what they may see and do."""

from houqin.kernel.access.actor import Actor, Door, Holding
from houqin.kernel.access.policy import Forbidden, NotVisible, Policy

__all__ = ["Actor", "Door", "Forbidden", "Holding", "NotVisible", "Policy"]
