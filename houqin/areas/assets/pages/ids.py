"""Ids as an address or a form carries them."""

from collections.abc import Iterable

LONGEST = 18


def row_ids(told: Iterable[str]) -> list[int]:
    """Those that can be the id of a row; what somebody typed instead is no row."""
    return [int(one) for one in told if one.isascii() and one.isdecimal() and len(one) <= LONGEST]
