"""The classes that ship with the product, and which rule tells how long a thing of a class lives."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from houqin.foundation.rules_data import shipped_rules
from houqin.foundation.shipped import Table, read_table, refuse, repeated

DATA = Path(__file__).with_name("data") / "asset_classes.toml"
USUAL_UNIT = "件"


@dataclass(frozen=True, kw_only=True, slots=True)
class ShippedClass:
    code: str
    name: str
    parent: str
    unit: str
    keeps_data: bool
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Shipped:
    """lives: prefix of a code → the rule that tells its years, "" where nothing is depreciated."""

    classes: tuple[ShippedClass, ...]
    lives: Mapping[str, str]


@cache
def shipped() -> Shipped:
    return load(DATA)


def load(path: Path) -> Shipped:
    problems: list[str] = []
    root = read_table(path, problems)
    lives = {}
    for table in root.tables("lives"):
        lives[table.text("prefix")] = table.text("rule", "")
        table.finish()
    classes = tuple(_class(table) for table in root.tables("classes"))
    root.finish()
    codes = {one.code for one in classes}
    problems += [
        f"{path.name}: rule {rule!r} is not shipped" for rule in lives.values() if rule and rule not in shipped_rules()
    ]
    problems += [
        f"{path.name}: {one.code} names the parent {one.parent}, which is not there"
        for one in classes
        if one.parent and one.parent not in codes
    ]
    problems += [f"{path.name}: {code} stands there twice" for code in repeated(one.code for one in classes)]
    refuse(problems)
    return Shipped(classes=classes, lives=lives)


def _class(table: Table) -> ShippedClass:
    made = ShippedClass(
        code=table.text("code"), name=table.text("name"), parent=table.text("parent", ""), unit=table.text("unit", USUAL_UNIT),
        keeps_data=table.flag("keeps_data"), words=table.text("words", ""),
    )  # fmt: skip
    table.finish()
    return made


def life_rule_of(code: str) -> str | None:
    """The rule that tells the years of a class; "" when it is not depreciated, None when nothing is known about it."""
    for length in range(len(code), 1, -1):
        found = shipped().lives.get(code[:length])
        if found is not None:
            return found
    return None


def unit_of(code: str) -> str:
    """The unit of the nearest shipped class above."""
    units = {one.code: one.unit for one in shipped().classes}
    for length in (7, 5, 3):
        if unit := units.get(code[:length].ljust(9, "0")):
            return unit
    return USUAL_UNIT
