"""The repairer's phone: taps add lines, the last one finishes."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from houqin.areas.repairs.actions import Work, assign, finish, install_catalogue
from houqin.areas.repairs.models import RepairOrder, WorkKind
from houqin.areas.repairs.reads import usual_work
from houqin.areas.repairs.tests.browser import browser
from houqin.areas.repairs.tests.samples import an_order
from houqin.areas.repairs.tests.test_public_report import a_photo
from houqin.kernel.access import Actor
from houqin.kernel.files import attachments_of
from houqin.tests.people import World


@pytest.fixture
def order(world: World) -> RepairOrder:
    by = Actor.system(world.school.pk)
    install_catalogue(by=by)
    made: RepairOrder = an_order(world)
    assign(made, by=by, worker=world.people["hao"])
    return made


@pytest.fixture
def phone(world: World) -> Client:
    client = browser(world, "hao")
    return client


def kind(code: str) -> WorkKind:
    return WorkKind.objects.get(code=code)


def tap(phone: Client, order: RepairOrder, **said: Any) -> str:
    answer = phone.post(f"/repairs/orders/{order.pk}/finish/", said, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page) or re.search(
        rf'value="([^"]*)"[^>]*name="{name}"', page
    )
    assert found is not None, name
    return found[1]


def test_the_work_a_report_speaks_of_is_offered_first(phone: Client, order: RepairOrder) -> None:
    offered = [k.name for k in usual_work(order)]

    assert "水龙头" in offered[0]
    assert "水龙头" in offered[1]
    assert len(offered) == 8
    page = phone.get(f"/repairs/orders/{order.pk}/finish/").content.decode()
    assert offered[0] in page


def test_the_work_most_done_of_late_comes_next(world: World, order: RepairOrder) -> None:
    by = Actor.system(world.school.pk)
    pump = kind("water.clean_septic")
    for _ in range(3):
        other = an_order(world)
        assign(other, by=by, worker=world.people["hao"])
        finish(other, by=by, lines=[Work(pump)])
    order.fault = "坏了"

    assert usual_work(order)[0] == pump


def test_taps_count_up_and_fill_in_the_usual_minutes(phone: Client, order: RepairOrder) -> None:
    drain = kind("water.unblock_floor_drain")
    once = tap(phone, order, add=drain.pk)
    assert value_of(once, f"lines-{drain.pk}-quantity") == "1"
    assert value_of(once, "minutes") == str(drain.usual_minutes)

    line = {f"lines-{drain.pk}-kind": drain.pk, f"lines-{drain.pk}-quantity": "1", "minutes": "20", "suggested": "20"}
    twice = tap(phone, order, add=drain.pk, **line)
    assert value_of(twice, f"lines-{drain.pk}-quantity") == "2"
    assert value_of(twice, "minutes") == str(2 * (drain.usual_minutes or 0))
    kept = tap(phone, order, add=drain.pk, **{**line, "minutes": "7"})
    assert value_of(kept, "minutes") == "7"
    assert "lines-" not in tap(phone, order, drop=drain.pk, **line)


def test_the_enter_key_neither_adds_a_line_nor_finishes(phone: Client, order: RepairOrder) -> None:
    drain = kind("water.unblock_floor_drain")
    line = {f"lines-{drain.pk}-kind": drain.pk, f"lines-{drain.pk}-quantity": "3", "minutes": "20", "suggested": "20"}
    page = phone.get(f"/repairs/orders/{order.pk}/finish/").content.decode()
    first = re.search(r'<form[^>]*id="finishing".*?<button([^>]*)>', page, re.DOTALL)
    assert first is not None
    assert 'name="look"' in first[1]

    shown = phone.post(f"/repairs/orders/{order.pk}/finish/", {**line, "look": "1"}).content.decode()
    assert value_of(shown, f"lines-{drain.pk}-quantity") == "3"
    assert value_of(shown, "minutes") == str(3 * (drain.usual_minutes or 0))
    order.refresh_from_db()
    assert order.state == "assigned"


def test_finishing_writes_lines_minutes_note_and_photo(phone: Client, order: RepairOrder) -> None:
    drain = kind("water.unblock_floor_drain")
    sent = phone.post(
        f"/repairs/orders/{order.pk}/finish/",
        {
            f"lines-{drain.pk}-kind": drain.pk, f"lines-{drain.pk}-quantity": "2", "minutes": "35", "note": "掏出一团头发", "cost": "12.5",
            "version": order.version, "submission": "f1", "photos": a_photo(),
        },
    )  # fmt: skip

    assert sent.status_code == 302
    order.refresh_from_db()
    assert (order.state, order.minutes, order.note, order.cost) == ("done", 35, "掏出一团头发", Decimal("12.5"))
    assert [(line.kind, line.quantity) for line in order.work_lines] == [(drain, Decimal(2))]
    assert [a.caption for a in attachments_of(order)] == ["修好后"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"note": "修好了"}, "请至少填写一行"),
        ({"lines-1-kind": "999999", "lines-1-quantity": "1"}, "没有这一项"),
        ({"lines-{k}-kind": "{k}", "lines-{k}-quantity": "0"}, "数量必须大于 0"),
        ({"lines-{k}-kind": "{k}", "lines-{k}-quantity": "很多"}, "数量"),
        ({"lines-{k}-kind": "{k}", "lines-{k}-quantity": "1", "minutes": "-5"}, "用工分钟"),
        ({"lines-{k}-kind": "{k}", "lines-{k}-quantity": "1", "cost": "-1"}, "费用不能为负"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_finished(
    phone: Client, order: RepairOrder, said: dict[str, str], sentence: str
) -> None:
    pk = str(kind("water.unblock_floor_drain").pk)
    told = {name.replace("{k}", pk): value.replace("{k}", pk) for name, value in said.items()}

    answer = phone.post(f"/repairs/orders/{order.pk}/finish/", told)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    order.refresh_from_db()
    assert order.state == "assigned"
    assert order.work_lines == []


def test_an_order_changed_meanwhile_is_told_and_what_was_typed_stays(phone: Client, order: RepairOrder) -> None:
    drain = kind("water.unblock_floor_drain")
    said = {
        f"lines-{drain.pk}-kind": drain.pk,
        f"lines-{drain.pk}-quantity": "3",
        "version": order.version - 1,
        "note": "通了",
    }

    answer = phone.post(f"/repairs/orders/{order.pk}/finish/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "已被别人修改" in page
    assert "通了" in page
    assert value_of(page, f"lines-{drain.pk}-quantity") == "3"
    assert phone.post(f"/repairs/orders/{order.pk}/finish/", {**said, "version": order.version}).status_code == 302


def test_other_work_is_found_by_synonym(phone: Client, order: RepairOrder) -> None:
    found = phone.get(f"/repairs/orders/{order.pk}/finish/kinds/", {"q": "墩布池"}).content.decode()

    assert "疏通拖把池" in found
    assert "没有“瞎写的”" in phone.get(f"/repairs/orders/{order.pk}/finish/kinds/", {"q": "瞎写的"}).content.decode()


def test_only_the_repairer_and_the_office_finish(world: World, order: RepairOrder) -> None:
    for who, answer in (
        ("hao", 200),
        ("mira", 200),
        ("guo", 404),
        ("omar", 404),
        ("dana", 403),
        ("ines", 403),
        ("lena", 404),
    ):
        client = browser(world, who)
        assert client.get(f"/repairs/orders/{order.pk}/finish/").status_code == answer, who


def test_the_printed_form_has_lines_and_signatures(phone: Client, world: World, order: RepairOrder) -> None:
    finish(
        order, by=Actor.system(world.school.pk), lines=[Work(kind("water.unblock_floor_drain"), Decimal(2))], minutes=40
    )

    sheet = phone.get(f"/repairs/orders/{order.pk}/print/").content.decode()
    for told in (order.number, "疏通地漏", "40 分钟", "报修人签字", "维修人签字", "验收人签字", "总务负责人签字"):
        assert told in sheet
