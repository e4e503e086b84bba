"""How much work a call is, counted and not timed: the same on a quiet machine and a busy one."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def effort(work: Callable[[], object]) -> int:
    """The number of functions called, Python's and the interpreter's own, while ``work`` runs."""
    count = 0

    def counted(frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def grows_with_its_size(work: Callable[[int], object], size: int, *, spare: float = 1.25) -> bool:
    """Whether twice the input costs about twice the work, not four times; ``spare`` allows for what is rounded."""
    work(size)  # what is learned once (compiled patterns, word lists) is not counted
    return effort(lambda: work(2 * size)) <= 2 * spare * effort(lambda: work(size))
