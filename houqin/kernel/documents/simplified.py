"""Traditional characters as simplified ones, character for character, so that positions stay."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def simplified_forms() -> dict[int, int]:
    """For ``str.translate``: each traditional form to the one simplified form it has."""
    pairs = files(__package__).joinpath("traditional.txt").read_text(encoding="utf-8").replace("\n", "")
    return {ord(pairs[at]): ord(pairs[at + 1]) for at in range(0, len(pairs), 2)}
