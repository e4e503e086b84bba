"""Ids as an address or a form carries them."""

from collections.abc import Iterable

LONGEST = 18


def row_id(told: str) -> int:
    """0, which is no row's, for whatever cannot be the id of one."""
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= LONGEST else 0


def row_ids(told: Iterable[str]) -> list[int]:
    """Those that can be the id of a row; what somebody typed instead is no row."""
    return [found for one in told if (found := row_id(one))]
