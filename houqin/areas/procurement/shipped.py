"""What comes with the system: a first chain, the usual central catalogue, how each way of buying is gone."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from houqin.areas.procurement.models import Kind, Route
from houqin.foundation.posts import Post
from houqin.foundation.rules_data import CERTAINTIES, origin_wording
from houqin.foundation.shipped import Table, read_table, refuse

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, kw_only=True, slots=True)
class ShippedStep:
    name: str
    step: int
    post: str
    amount_from: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class ShippedCatalogueLine:
    name: str
    words: tuple[str, ...]
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Guidance:
    """How one way of buying is gone; origin says where that is known from, never calling what is unconfirmed the law."""

    route: Route
    when: str
    origin: str
    steps: tuple[str, ...]
    papers: tuple[str, ...]


@cache
def shipped_chain() -> tuple[ShippedStep, ...]:
    problems: list[str] = []
    root = read_table(DATA / "chain.toml", problems)
    found = tuple(_step(row) for row in root.tables("steps"))
    root.finish()
    refuse(problems)
    return found


def _step(row: Table) -> ShippedStep:
    step = ShippedStep(
        name=row.text("name"), step=row.whole("step"), post=row.one_of("post", [post.value for post in Post]),
        amount_from=Decimal(row.whole("amount_from")),
    )  # fmt: skip
    row.finish()
    return step


@cache
def shipped_catalogue() -> tuple[str, tuple[ShippedCatalogueLine, ...]]:
    """Where it comes from, in words, and its lines."""
    problems: list[str] = []
    root = read_table(DATA / "catalogue.toml", problems)
    origin = origin_wording(root.text("source"), certainty=root.one_of("certainty", CERTAINTIES))
    lines = []
    for row in root.tables("lines"):
        lines.append(
            ShippedCatalogueLine(name=row.text("name"), words=row.texts("words"), kind=row.one_of("kind", Kind.values))
        )
        row.finish()
    root.finish()
    refuse(problems)
    return origin, tuple(lines)


@cache
def guidance() -> Mapping[str, Guidance]:
    problems: list[str] = []
    root = read_table(DATA / "routes.toml", problems)
    sources = {key: str(text) for key, text in root.table("sources").items()}
    found = {one.route.value: one for one in (_guidance(row, sources) for row in root.tables("routes"))}
    root.finish()
    problems += [f"routes.toml: nothing is said of {route!r}" for route in Route.values if route not in found]
    refuse(problems)
    return found


def _guidance(row: Table, sources: Mapping[str, str]) -> Guidance:
    source = sources[row.one_of("source", list(sources))]
    one = Guidance(
        route=Route(row.one_of("code", Route.values)), when=row.text("when"),
        origin=origin_wording(source, certainty=row.one_of("certainty", CERTAINTIES)), steps=row.texts("steps"), papers=row.texts("papers"),
    )  # fmt: skip
    row.finish()
    return one
