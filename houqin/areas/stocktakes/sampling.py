"""Which lines a spot check takes: decided by the number of the count alone, so that nobody picks and anybody can check."""

import hashlib
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Named(Protocol):
    @property
    def key(self) -> str: ...


T = TypeVar("T", bound=Named)


def sampled(lines: Sequence[T], *, share: int, seed: str) -> list[T]:
    """share per hundred of the lines, rounded up, in their own order."""
    wanted = -(-len(lines) * share // 100)
    drawn = {line.key for line in sorted(lines, key=lambda line: (_lot(seed, line.key), line.key))[:wanted]}
    return [line for line in lines if line.key in drawn]


def _lot(seed: str, key: str) -> bytes:
    return hashlib.sha256(f"{seed}/{key}".encode()).digest()
