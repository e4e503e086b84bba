"""The pack: the pages a person's phone holds today. Derived from what opts in, so it can neither forget nor hold too much."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from houqin.kernel.access import Actor
from houqin.kernel.declare import RecordType, register
from houqin.kernel.inbox import Waiting, waiting
from houqin.kernel.pages.door import url_of, with_links

MOST = 240
ROWS = 25
"""As many rows as a list shows: those lying on it can be opened too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """One page. version: another one means that the phone should fetch it again; "" is fetched at every visit."""

    url: str
    title: str
    version: str = ""
    group: str = ""


Source = Callable[[Actor], Iterable[Held]]
S = TypeVar("S", bound=Source)
_sources: list[Source] = []


def held(source: S) -> S:
    """An area's own pages for this person today: of visible rows only, and few."""
    _sources.append(source)
    return source


def pack_for(actor: Actor) -> list[Held]:
    """Each page once; what is nearest to today's work first, so that a short visit brings the best of it."""
    found: dict[str, Held] = {}
    for one in _all(actor):
        if len(found) >= MOST:
            break
        found.setdefault(one.url, one)
    return list(found.values())


def _all(actor: Actor) -> Iterator[Held]:
    yield Held(url="/", title="首页", group="常用")
    for source in _sources:
        yield from source(actor)
    yield Held(url="/inbox/", title="待办", group="常用")
    for waits in waiting(actor):
        yield from _of_waiting(waits)
    for record_type in register:
        if record_type.offline and record_type.policy.may(actor, "view"):
            yield from _of_ledger(record_type, actor)
    yield Held(url="/menu/", title="台账", group="常用", version="1")


def _of_waiting(waits: Waiting) -> Iterator[Held]:
    """What waits for me, and the form to do it with if that can be done without a network."""
    for one in waits.rows:
        version = str(one.row.version)
        yield Held(url=one.url, title=f"{one.title}", group=waits.title, version=version)
        if waits.action.offline:
            title = f"{waits.action.label}：{one.title}"
            yield Held(url=f"{one.url}{waits.action.noun}/", title=title, group=waits.title, version=version)


def _of_ledger(record_type: RecordType, actor: Actor) -> Iterator[Held]:
    label = record_type.label
    maker = record_type.made_by
    if (record_type.form or maker) and record_type.policy.may(actor, maker.key if maker else "add"):
        title = maker.label if maker else f"新增{label}"
        yield Held(url=url_of(record_type, None, "new/"), title=title, group=label)
    yield Held(url=url_of(record_type), title=label, group=label)
    rows = with_links(record_type.visible_to(actor), record_type.model, record_type.list_page.columns)
    order = record_type.list_page.order
    for row in rows.order_by(order, "-id")[:ROWS] if order.lstrip("-") != "id" else rows.order_by(order)[:ROWS]:
        yield Held(url=url_of(record_type, row), title=str(row), group=label, version=str(row.version))
