"""The kinds of places a campus is made of, from the campus down to a single drinking point."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from houqin.foundation.shipped import Table, read_table, refuse, repeated

DATA = Path(__file__).with_name("data")
LEVELS = ("campus", "area", "building", "floor", "passage", "room", "plant", "point")


@dataclass(frozen=True, kw_only=True)
class ShippedPlaceKind:
    code: str
    name: str
    level: str
    about: str
    synonyms: tuple[str, ...]
    pupils: bool
    private: bool
    order: int


@cache
def shipped_place_kinds() -> tuple[ShippedPlaceKind, ...]:
    return load_place_kinds(DATA / "place_kinds.toml")


def load_place_kinds(path: Path) -> tuple[ShippedPlaceKind, ...]:
    """Kinds in the order of the file; a word may name one kind only, so an imported sheet is never ambiguous."""
    problems: list[str] = []
    root = read_table(path, problems)
    kinds = tuple(_kind(row, order) for order, row in enumerate(root.tables("place_kinds"), start=1))
    root.finish()
    words = (word for kind in kinds for word in (kind.name, *kind.synonyms))
    problems += [f"{path.name}: kind code {code!r} is used twice" for code in repeated(kind.code for kind in kinds)]
    problems += [f"{path.name}: {word!r} names two kinds" for word in repeated(words)]
    refuse(problems)
    return kinds


def place_kind_called(word: str) -> ShippedPlaceKind | None:
    """The kind with this Chinese name or synonym, blanks around it ignored."""
    wanted = word.strip()
    return next((kind for kind in shipped_place_kinds() if wanted in (kind.name, *kind.synonyms)), None)


def _kind(row: Table, order: int) -> ShippedPlaceKind:
    kind = ShippedPlaceKind(
        code=row.text("code"),
        name=row.text("name"),
        level=row.one_of("level", LEVELS),
        about=row.text("about"),
        synonyms=row.texts("synonyms"),
        pupils=row.flag("pupils"),
        private=row.flag("private"),
        order=order,
    )
    row.finish()
    return kind
