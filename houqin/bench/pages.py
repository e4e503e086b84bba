"""Lists, searches, one row, and a report: what a request costs, beside the bare view that gives the same bytes from the same rows."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from houqin.bench import seeding, servers
from houqin.bench.load import Ask, once, side_by_side
from houqin.bench.result import Measured, measured
from houqin.bench.servers import Server
from houqin.bench.stage import Stage

LIST, API = "/repairs/orders/", "/api/v1/repairs/orders/"
FILTER = "state=open&trade=water"
COMMON, RARE = "漏水", "孔雀"
SAME = 0.03
"""The floor's answers may differ in length by this share: a page tells a little that its rows do not."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """How the measuring person is known: by the session of a browser, by the token of a program."""

    cookie: str
    token: str

    @property
    def parts(self) -> tuple[str, str]:
        return self.cookie, self.token

    @property
    def browser(self) -> tuple[tuple[str, str], ...]:
        return (("Cookie", f"sessionid={self.cookie}"),)

    @property
    def program(self) -> tuple[tuple[str, str], ...]:
        return (("Authorization", f"Bearer {self.token}"),)


def key_for_this_school() -> Key:
    """Signs the director in and gives them a token, as the pages for it do."""
    from datetime import timedelta

    from django.test import Client

    from houqin.foundation.models import User
    from houqin.kernel import clock
    from houqin.kernel.access import Door
    from houqin.kernel.access.actors import actor_for
    from houqin.kernel.api.models import ApiToken
    from houqin.kernel.api.tokens import issue, new_key
    from houqin.kernel.rows import School

    user, school, browser = User.objects.get(phone=seeding.PHONE), School.objects.get(), Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    actor, token = actor_for(user, school.pk, door=Door.PAGE), new_key(school.pk)
    assert actor is not None
    issue(
        by=actor,
        name="测量",
        scope=ApiToken.Scope.WRITE,
        expires_at=clock.now() + timedelta(days=1),
        key=token,
        records=[],
    )
    return Key(cookie=browser.cookies["sessionid"].value, token=token)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A request to the real server, and the floor's for the same bytes."""

    name: str
    real: Ask
    bare: Ask


def pairs(key: Key, real: Server, bare: Server, caught: Path) -> Iterator[Pair]:
    page = Ask(port=real.port, path=LIST, headers=key.browser)
    listed = Ask(port=real.port, path=f"{API}?limit=50", headers=key.program)
    ground = Ask(port=bare.port, path="/list.html")
    first = json.loads(once(listed))["items"][0]
    _catch(caught, "list.html", page)
    yield Pair(name="list_html", real=page, bare=ground)
    pad = len(json.loads(once(listed))["next"])
    yield Pair(name="list_json", real=listed, bare=replace(ground, path=f"/list.json?pad={pad}"))
    narrowed = replace(listed, path=f"{API}?limit=50&{FILTER}")
    yield Pair(name="filtered_html", real=replace(page, path=f"{LIST}?{FILTER}"), bare=ground)
    for name, words in (("search_common", COMMON), ("search_rare", RARE)):
        asked = replace(narrowed, path=f"{API}?limit=50&q={quote(words)}")
        ids = ",".join(str(item["id"]) for item in json.loads(once(asked))["items"])
        yield Pair(name=f"{name}_json", real=asked, bare=replace(ground, path=f"/some.json?ids={ids}"))
    yield Pair(name="search_html", real=replace(page, path=f"{LIST}?q={quote(COMMON)}"), bare=ground)
    one = replace(page, path=f"{LIST}{first['id']}/")
    _catch(caught, "detail.html", one)
    yield Pair(name="detail_html", real=one, bare=replace(ground, path=f"/{first['id']}.html"))
    yield Pair(
        name="detail_json",
        real=replace(listed, path=f"{API}{first['id']}/"),
        bare=replace(ground, path=f"/{first['id']}.json"),
    )
    yield _creation(listed, ground, caught)


def _creation(listed: Ask, ground: Ask, caught: Path) -> Pair:
    from houqin.foundation.models import Place

    place: Any = Place.objects.order_by("pk").first()
    told = {"place": place.pk, "fault": "洗手池下方台盆水管漏水，课间学生反映"}
    made = replace(listed, path=API, method="POST", body=json.dumps(told).encode())
    _catch(caught, "made.json", made)
    bare = told | {"school": place.school_id, "campus": place.campus_id}
    return Pair(
        name="create_json",
        real=made,
        bare=replace(ground, path="/make.json", method="POST", body=json.dumps(bare).encode()),
    )


def _catch(caught: Path, name: str, ask: Ask) -> None:
    (caught / name).write_bytes(once(ask))


def check_same(pair: Pair) -> None:
    """A floor that answers less than the page is no floor."""
    ours, theirs = len(once(pair.real)), len(once(pair.bare))
    if pair.bare.path != "/list.html" or pair.name == "list_html":
        assert abs(ours - theirs) <= SAME * ours, (
            f"{pair.name}: {ours} bytes, the floor's {theirs}; bring bench/floor.py up to date"
        )


def costs(backend: str, stage: Stage, key: Key, wanted: Callable[[str], bool]) -> Iterator[Measured]:
    """Milliseconds a request, real and bare asked in turn."""
    caught = stage.data / "caught"
    caught.mkdir(exist_ok=True)
    with servers.real(stage) as real, servers.floor(stage, caught) as bare:
        for pair in pairs(key, real, bare, caught):
            if not wanted(pair.name):
                continue
            check_same(pair)
            ours, theirs = side_by_side([pair.real, pair.bare])
            yield measured(pair.name, backend, ours * 1000, "ms", floor=theirs * 1000)
        if wanted("list_html_bytes"):
            yield measured(
                "list_html_bytes", backend, len(once(Ask(port=real.port, path=LIST, headers=key.browser))), "bytes"
            )


def growth(
    backend: str, large: Stage, small: Stage, keys: tuple[Key, Key], wanted: Callable[[str], bool]
) -> Iterator[Measured]:
    """The same search in ten times as many rows."""
    with servers.real(large) as many, servers.real(small) as few:
        for name, words in (("search_common_growth", COMMON), ("search_rare_growth", RARE)):
            if not wanted(name):
                continue
            asks = [
                Ask(port=server.port, path=f"{LIST}?q={quote(words)}", headers=key.browser)
                for server, key in zip((many, few), keys, strict=True)
            ]
            above, below = side_by_side(asks)
            yield measured(name, backend, above * 1000, "ms", floor=below * 1000)


def queries(backend: str, key: Key, wanted: Callable[[str], bool]) -> Iterator[Measured]:
    """Queries of each request, counted in this process on the same data."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from houqin.areas.repairs.models import RepairOrder
    from houqin.foundation.models import Place

    browser, program = (
        Client(headers={"Cookie": f"sessionid={key.cookie}"}),
        Client(headers={"Authorization": f"Bearer {key.token}"}),
    )
    newest, place = RepairOrder.objects.latest("id").pk, Place.objects.earliest("id").pk
    told = json.dumps({"place": place, "fault": "洗手池下方台盆水管漏水"})
    asked: dict[str, Callable[[], Any]] = {
        "list_html": lambda: browser.get(LIST),
        "filtered_html": lambda: browser.get(f"{LIST}?{FILTER}"),
        "search_html": lambda: browser.get(LIST, {"q": COMMON}),
        "detail_html": lambda: browser.get(f"{LIST}{newest}/"),
        "list_json": lambda: program.get(API),
        "detail_json": lambda: program.get(f"{API}{newest}/"),
        "create_json": lambda: program.post(API, told, content_type="application/json"),
    }
    for name, ask in asked.items():
        if not wanted(f"{name}_queries"):
            continue
        assert ask().status_code in (200, 201), name  # what a process asks once and keeps is not a request's cost
        with CaptureQueriesContext(connection) as caught:
            ask()
        yield measured(f"{name}_queries", backend, len([q for q in caught if _is_query(q["sql"])]), "queries")


def _is_query(sql: str | None) -> bool:
    """A statement that PostgreSQL has planned already is told without its words."""
    return sql is None or sql.split(" ", 1)[0].upper() not in ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
