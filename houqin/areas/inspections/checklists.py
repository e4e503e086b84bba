"""The checklists that ship with the product, read from one TOML file each.

A school copies them into its own versions; these objects are the first version of each and never change at run time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path

from houqin.foundation.places_data import shipped_place_kinds
from houqin.foundation.posts_data import shipped_posts
from houqin.foundation.rules_data import CERTAINTIES, origin_wording, rule, shipped_rules
from houqin.foundation.shipped import Table, read_table, refuse, repeated

DATA = Path(__file__).with_name("data") / "checklists"
KINDS = ("ok", "number", "choice", "text", "photo")
PERIODS = (
    "every_school_day",
    "every_day",
    "weekly",
    "half_monthly",
    "monthly",
    "per_term",
    "before_holiday",
    "before_trip",
    "on_demand",
)
FEWEST_ITEMS, MOST_ITEMS = 6, 18


@dataclass(frozen=True, kw_only=True)
class Window:
    """The hours of a day a checklist is meant for; an end before the start lies on the next morning."""

    start: time
    end: time

    @property
    def passes_midnight(self) -> bool:
        return self.end < self.start

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A rule paragraph a checklist answers to, in the words shown to people."""

    rule: str
    text: str
    certainty: str

    def wording(self) -> str:
        return origin_wording(self.text, certainty=self.certainty)


@dataclass(frozen=True, kw_only=True)
class Item:
    code: str
    text: str
    kind: str
    unit: str
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    fault_choices: tuple[str, ...]
    required: bool
    critical: bool
    photo_when_fault: bool
    hint: str
    source: str

    @property
    def can_fail(self) -> bool:
        limited = self.low is not None or self.high is not None
        return self.kind == "ok" or bool(self.fault_choices) or limited

    def range_wording(self) -> str:
        """Whose range this is: the rule's where the item names one, otherwise only our default."""
        if self.low is None and self.high is None:
            return ""
        return rule(self.source).wording() if "." in self.source else origin_wording("", certainty="default")


@dataclass(frozen=True, kw_only=True)
class Checklist:
    code: str
    title: str
    about: str
    place_kinds: tuple[str, ...]
    posts: tuple[str, ...]
    period: str
    window: Window
    minutes: int
    sources: tuple[Source, ...]
    items: tuple[Item, ...]


@cache
def load_shipped() -> tuple[Checklist, ...]:
    """Every shipped checklist, ordered by code."""
    return load_folder(DATA)


def load_folder(folder: Path) -> tuple[Checklist, ...]:
    """Read a folder of checklist files; the error lists what is wrong in all of them."""
    problems: list[str] = []
    checklists = tuple(_checklist(path, problems) for path in sorted(folder.glob("*.toml")))
    problems += [
        f"{folder.name}: two checklists are titled {title!r}" for title in repeated(c.title for c in checklists)
    ]
    refuse(problems)
    return checklists


def _checklist(path: Path, problems: list[str]) -> Checklist:
    root = read_table(path, problems)
    checklist = Checklist(
        code=root.text("code"),
        title=root.text("title"),
        about=root.text("about"),
        place_kinds=_known(root, "place_kinds", {kind.code for kind in shipped_place_kinds()}),
        posts=_known(root, "posts", {post.code for post in shipped_posts()}),
        period=root.one_of("period", PERIODS),
        window=_window(root),
        minutes=root.whole("minutes"),
        sources=tuple(_source(row) for row in root.tables("source")),
        items=tuple(_item(row) for row in root.tables("items")),
    )
    root.finish()
    _check_whole(checklist, root, stem=path.stem)
    return checklist


def _known(root: Table, key: str, known: Collection[str]) -> tuple[str, ...]:
    named = root.texts(key)
    if not named:
        root.complain(f"{key!r} is empty")
    for code in named:
        if code not in known:
            root.complain(f"{key!r} names {code!r}, which does not exist")
    return named


def _window(root: Table) -> Window:
    said = root.text("window")
    try:
        start, end = (time.fromisoformat(part) for part in said.split("-"))
        return Window(start=start, end=end)
    except ValueError:
        root.complain(f"'window' must read like 07:00-08:20, not {said!r}")
        return Window(start=time(0), end=time(0))


def _source(row: Table) -> Source:
    source = Source(rule=row.text("rule"), text=row.text("text"), certainty=row.one_of("certainty", CERTAINTIES))
    row.finish()
    return source


def _item(row: Table) -> Item:
    item = Item(
        code=row.text("code"),
        text=row.text("text"),
        kind=row.one_of("kind", KINDS),
        unit=row.text("unit", ""),
        low=row.number("low"),
        high=row.number("high"),
        choices=row.texts("choices"),
        fault_choices=row.texts("fault_choices"),
        required=row.flag("required", True),
        critical=row.flag("critical"),
        photo_when_fault=row.flag("photo_when_fault"),
        hint=row.text("hint", ""),
        source=row.text("source"),
    )
    row.finish()
    for complaint in _item_complaints(item):
        row.complain(complaint)
    return item


def _item_complaints(item: Item) -> list[str]:
    limited = item.low is not None or item.high is not None
    rules = [
        (item.kind != "number" and (limited or item.unit), "only a number has unit, low or high"),
        (item.kind != "choice" and item.choices, "only a choice has choices"),
        (item.kind == "choice" and len(item.choices) < 2, "a choice offers at least two answers"),
        (set(item.fault_choices) - set(item.choices), "fault_choices must be among the choices"),
        (item.choices and set(item.choices) == set(item.fault_choices), "a choice needs an answer that is no fault"),
        (_upside_down(item), "low is above high"),
        (item.critical and not item.can_fail, "an item that cannot fail cannot be critical"),
        (
            item.photo_when_fault and item.kind != "ok",
            "only an ok/fault item asks for a photo; a reading proves itself",
        ),
        ("." in item.source and item.source not in shipped_rules(), f"source {item.source!r} is no shipped rule"),
    ]
    return [complaint for wrong, complaint in rules if wrong]


def _upside_down(item: Item) -> bool:
    return item.low is not None and item.high is not None and item.low > item.high


def _check_whole(checklist: Checklist, root: Table, *, stem: str) -> None:
    if checklist.code != stem:
        root.complain(f"code {checklist.code!r} must be the file's name")
    if not FEWEST_ITEMS <= len(checklist.items) <= MOST_ITEMS:
        root.complain(f"{len(checklist.items)} items; a checklist has {FEWEST_ITEMS} to {MOST_ITEMS}")
    if checklist.minutes < 1:
        root.complain("'minutes' must be at least 1")
    for code in repeated(item.code for item in checklist.items):
        root.complain(f"item code {code!r} is used twice")
    declared = {source.rule for source in checklist.sources}
    used = {item.source.partition(".")[0] for item in checklist.items}
    for missing in sorted(used - declared):
        root.complain(f"items answer to {missing}, which [[source]] does not name")
    for unused in sorted(declared - used):
        root.complain(f"[[source]] names {unused}, which no item answers to")
    for twice in repeated(source.rule for source in checklist.sources):
        root.complain(f"[[source]] names {twice} twice")
