"""Notices: queued with the change, sent by the worker, tried again, and never lost or doubled."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot
from django.db import transaction
from django.test import Client

from houqin.areas.repairs.actions import assign
from houqin.areas.repairs.records import ORDER
from houqin.areas.repairs.tests.samples import an_order
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, change
from houqin.kernel.notices.actions import keep_for_me, try_out
from houqin.kernel.notices.digest import remind
from houqin.kernel.notices.models import Channel, Notice
from houqin.kernel.notices.queue import notices_of, notify, notify_about
from houqin.kernel.notices.sending import TRIES, send_due
from houqin.kernel.tests.samples import HOOK, a_channel
from houqin.tests.people import World, make_world, user_of

DING = (
    "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
)
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/1a2b3c4d-1111-2222-3333-444455556666"


@dataclass
class Outside:
    """A server of our own that stands for the chat services: it keeps what it is sent."""

    port: int = 0
    bodies: list[Any] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def text(self) -> str:
        return json.dumps(self.bodies, ensure_ascii=False)


@pytest.fixture
def outside() -> Iterator[Outside]:
    told = Outside()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.bodies.append(json.loads(body))
            self.send_response(told.answers.pop(0) if told.answers else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"errcode": 0, "code": 0, "StatusCode": 0, "errmsg": "ok"}')

        def log_message(self, *args: Any) -> None:
            pass

    with _serving(HTTPServer(("127.0.0.1", 0), Handler)) as port:
        told.port = port
        yield told


@contextmanager
def _serving(server: Any) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def webhook(world: World, outside: Outside, **values: Any) -> Channel:
    channel: Channel = a_channel(world, kind=Channel.Kind.WEBHOOK, address=f"{outside.url}/hook", **values)
    return channel


def tell(world: World, who: str = "mira", **told: Any) -> list[Notice]:
    user_id = world.people[who].user_id
    return notify(world.school.pk, to=[user_id], **{"title": "请派单", **told})


def test_a_notice_names_the_row_and_links_to_it(world: World, outside: Outside) -> None:
    webhook(world, outside)
    order = an_order(world)

    notify_about(order, to=[world.people["mira"].user_id], title="新的紧急报修", body=order.fault)
    assert send_due(world.school, clock.now()) == 1

    for said in (
        order.number,
        "新的紧急报修",
        "水龙头漏水",
        "mira",
        f"http://127.0.0.1:8000/repairs/orders/{order.pk}/",
    ):
        assert said in outside.text
    assert send_due(world.school, clock.now()) == 0


def test_what_is_rolled_back_is_never_told(world: World, outside: Outside) -> None:
    webhook(world, outside)
    with transaction.atomic():
        tell(world)
        transaction.set_rollback(True)
    assert send_due(world.school, clock.now()) == 0
    assert outside.bodies == []


def test_what_did_not_go_out_is_tried_again_later_and_at_last_given_up(world: World, outside: Outside) -> None:
    webhook(world, outside)
    notice = tell(world)[0]
    outside.answers[:] = [500, 200]
    now = clock.now()

    assert send_due(world.school, now) == 0
    notice.refresh_from_db()
    assert (notice.tries, notice.sent_at) == (1, None)
    assert notice.error
    assert send_due(world.school, now + timedelta(minutes=1)) == 0
    assert send_due(world.school, now + timedelta(minutes=3)) == 1

    other = tell(world)[0]
    outside.answers[:] = [500] * TRIES
    for n in range(TRIES):
        send_due(world.school, now + timedelta(days=n + 1))
    other.refresh_from_db()
    assert other.failed_at is not None
    assert send_due(world.school, now + timedelta(days=30)) == 0


def test_nobody_is_told_the_same_thing_twice(world: World, outside: Outside) -> None:
    webhook(world, outside)
    for _ in range(3):
        tell(world, dedupe="hazard-7")
    assert send_due(world.school, clock.now()) == 1


def test_a_group_hears_many_notices_as_one_message(world: World, outside: Outside) -> None:
    webhook(world, outside)
    for who in ("mira", "hao", "omar"):
        tell(world, who, title=f"给{who}的提醒")
    assert send_due(world.school, clock.now()) == 3
    assert len(outside.bodies) == 1
    assert all(f"{who}：给{who}的提醒" in outside.text for who in ("mira", "hao", "omar"))


def test_quiet_hours_hold_back_all_but_the_urgent(world: World, outside: Outside) -> None:
    webhook(world, outside, quiet_from=time(21, 30), quiet_to=time(6, 30))
    night, morning = datetime(2026, 3, 2, 15, tzinfo=UTC), datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    with clock.at(night):
        tell(world, title="明天再说")
        tell(world, title="校门口爆管", urgent=True)

    assert send_due(world.school, night) == 1
    assert "校门口爆管" in outside.text
    assert send_due(world.school, morning) == 1


def test_without_a_channel_the_notice_is_kept_for_the_person(world: World) -> None:
    tell(world)
    assert [n.title for n in notices_of(world.school.pk, user_of(world, "mira").pk)] == ["请派单"]
    assert send_due(world.school, clock.now()) == 0


def test_a_personal_channel_hears_its_owner_only(world: World, outside: Outside, mira: Actor) -> None:
    channel = webhook(world, outside)
    keep_for_me(channel, by=mira)
    tell(world, "mira", title="给主任")
    tell(world, "hao", title="给维修工")
    assert send_due(world.school, clock.now()) == 1
    assert "给维修工" not in outside.text


def test_another_schools_channel_hears_nothing(world: World, outside: Outside) -> None:
    other = make_world("别的学校", "XX")
    webhook(other, outside)
    tell(world)
    assert send_due(world.school, clock.now()) == send_due(other.school, clock.now()) == 0


@pytest.mark.parametrize(
    ("plugin", "kind", "address", "said"),
    [
        (NotifyWeComBot, Channel.Kind.WECOM, HOOK, "msgtype"),
        (NotifyDingTalk, Channel.Kind.DINGTALK, DING, "msgtype"),
        (NotifyFeishu, Channel.Kind.FEISHU, FEISHU, "msg_type"),
    ],
)
def test_each_chat_service_is_spoken_to_in_its_own_words(
    world: World,
    outside: Outside,
    ann: Actor,
    monkeypatch: pytest.MonkeyPatch,
    plugin: Any,
    kind: str,
    address: str,
    said: str,
) -> None:
    """The services' own addresses are fixed in the library; its plugin is pointed at a server on this machine."""
    monkeypatch.setattr(plugin, "notify_url", f"{outside.url}/{{key}}{{token}}".replace("{key}{token}", "x"))
    channel = a_channel(world, kind=kind, address=address)

    try_out(channel, by=ann)

    assert send_due(world.school, clock.now()) == 1
    assert said in outside.text
    assert "收到这条消息" in outside.text


def test_mail_goes_out_by_smtp(world: World) -> None:
    lines: list[str] = []

    class Post(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 hello\r\n")
            in_data = False
            for raw in self.rfile:
                line = raw.decode().rstrip("\r\n")
                lines.append(line)
                if in_data:
                    in_data = line != "."
                    answer = "" if in_data else "250 kept"
                else:
                    answer = {"DATA": "354 go on", "QUIT": "221 bye"}.get(line.upper(), "250 ok")
                    in_data = line.upper() == "DATA"
                if answer:
                    self.wfile.write(f"{answer}\r\n".encode())
                if line.upper() == "QUIT":
                    return

    with _serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post)) as port:
        address = f"mailto://127.0.0.1:{port}?from=houqin@school.example&to=mira@school.example&mode=insecure"
        a_channel(world, kind=Channel.Kind.EMAIL, address=address)
        tell(world, title="Three orders wait")
        assert send_due(world.school, clock.now()) == 1

    assert "rcpt to:<mira@school.example>" in "\n".join(lines).lower()
    assert "Three orders wait" in "\n".join(lines)


def test_an_address_of_the_wrong_kind_is_refused_with_a_sentence(world: World) -> None:
    with pytest.raises(Refused, match="企业微信"):
        a_channel(world, kind=Channel.Kind.WECOM, address="http://127.0.0.1/x")
    with pytest.raises(Refused, match="免打扰"):
        a_channel(world, quiet_from=time(22))


def test_the_address_of_a_bot_is_never_shown_or_logged(world: World, ann: Actor) -> None:
    channel = a_channel(world)
    page = Client()
    page.force_login(user_of(world, "ann"))
    for path in ("/channels/", f"/channels/{channel.pk}/", f"/channels/{channel.pk}/edit/"):
        assert "693a91f6" not in page.get(path).content.decode(), path


def digests() -> Any:
    """The areas tell their own news too."""
    return Notice.objects.filter(dedupe__startswith="digest/")


class TestDigest:
    @pytest.fixture(autouse=True)
    def morning(self) -> Iterator[None]:
        """An hour later is the same day."""
        with clock.at(datetime(2026, 3, 2, 1, tzinfo=UTC)):
            yield

    def given(self, world: World, days: int, who: str = "hao") -> Any:
        order = an_order(world)
        assign(
            order, by=Actor.system(world.school.pk), worker=world.people[who], due_on=clock.today() + timedelta(days=1)
        )
        return change(order, by=Actor.system(world.school.pk), values={"due_on": clock.today() + timedelta(days=days)})

    def test_each_person_has_one_notice_a_day_with_what_is_due(self, world: World) -> None:
        late, today, later = self.given(world, -2), self.given(world, 0), self.given(world, 3)

        remind(world.school, clock.now())
        remind(world.school, clock.now() + timedelta(hours=1))

        notice = digests().get(user=world.people["hao"].user)
        assert notice.title == "今天到期 1 项，已超期 1 项"
        assert f"完工 {late.number}（超期 2 天）" in notice.body
        assert f"完工 {today.number}（今天到期）" in notice.body
        assert later.number not in notice.body
        assert f"/{ORDER.path}/{late.pk}/" in notice.body

    def test_work_that_somebody_has_does_not_flood_the_office(self, world: World) -> None:
        self.given(world, -1)
        remind(world.school, clock.now())
        assert set(digests().values_list("user_name", flat=True)) == {"hao"}

    def test_tomorrow_there_is_a_new_one(self, world: World) -> None:
        self.given(world, 0)
        remind(world.school, clock.now())
        remind(world.school, clock.now() + timedelta(days=1))
        assert list(digests().order_by("id").values_list("title", flat=True)) == ["今天到期 1 项", "已超期 1 项"]


def test_a_person_reads_their_own_notices_in_the_system(world: World) -> None:
    tell(world, "mira", title="给主任的话")
    tell(world, "hao", title="给维修工的话")
    page = Client()
    page.force_login(user_of(world, "mira"))
    told = page.get("/me/notices/").content.decode()
    assert "给主任的话" in told
    assert "给维修工的话" not in told
