"""The wrong things that people and programs send most, through the page and through the API: each is answered in words and changes nothing."""

import html
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from houqin.areas.assets.models import Asset
from houqin.areas.assets.tests.samples import a_class_called
from houqin.areas.procurement import actions as procurement
from houqin.areas.procurement.actions import Wanted
from houqin.areas.procurement.models import Acceptance, Approval
from houqin.areas.procurement.tests.samples import a_fund, ordered
from houqin.areas.stores.models import Batch, Movement
from houqin.areas.stores.tests.samples import a_store, an_item, stocked
from houqin.kernel import clock
from houqin.tests.api import program
from houqin.tests.people import World, actor_of, user_of


def page(world: World, who: str, path: str, values: dict[str, Any]) -> tuple[int, str]:
    client = Client()
    client.force_login(user_of(world, who))
    answer = client.post(path, {"submission": "s", **values})
    return answer.status_code, html.unescape(answer.content.decode())


def api(world: World, who: str, path: str, body: dict[str, Any]) -> tuple[int, str]:
    answer = program(world, who).post(path, body)
    return answer.status_code, str(answer.json()["detail"])


def a_card(world: World, **other: Any) -> dict[str, Any]:
    return {
        "name": "电脑", "asset_class": a_class_called(world).pk, "value": "4200", "campus": world.north.pk, "old_number": "2019-7",
        "opening_depreciation": "0", **other,
    }  # fmt: skip


def test_a_card_that_is_there_already(world: World) -> None:
    card, said = a_card(world), "原编号“2019-7”已被另一条固定资产使用"
    assert page(world, "qiu", "/assets/cards/new/", card)[0] == 302

    for status, told in (
        page(world, "qiu", "/assets/cards/new/", card | {"submission": "s2"}),
        api(world, "qiu", "/assets/cards/", card),
    ):
        assert status in (409, 422)
        assert said in told
    assert Asset.objects.count() == 1


@pytest.mark.parametrize("given", [{"value": "-1"}, {"value": "NaN"}, {"value": "1e400"}, {"asset_class": 99999}])
def test_a_card_that_cannot_be(world: World, given: dict[str, Any]) -> None:
    card = a_card(world, **given)

    for status, told in (page(world, "qiu", "/assets/cards/new/", card), api(world, "qiu", "/assets/cards/", card)):
        assert status == 422
        assert any(said in told for said in ("大于或等于0", "数字", "应为数", "没有这一项，请重新选择")), told
    assert not Asset.objects.exists()


@pytest.mark.parametrize(
    ("quantity", "on_page", "by_program"),
    [
        ("-1", "数量必须大于 0", "数量必须大于 0"), ("0", "数量必须大于 0", "数量必须大于 0"), ("1e400", "数量太大", "第 1 行数量：应为数"),
        ("NaN", "第 1 行数量：输入一个数字", "第 1 行数量：应为数"), ("0.5", "只能按整数收发", "只能按整数收发"),
    ],
)  # fmt: skip
def test_a_quantity_that_is_none(world: World, quantity: str, on_page: str, by_program: str) -> None:
    store, chalk = a_store(world), an_item(world, name="粉笔", unit="盒")
    stocked(world, store, chalk, 10)
    omar = world.people["omar"].pk
    lines = {"lines": [{"item": chalk.pk, "quantity": quantity}]}
    typed = {f"lines-{chalk.pk}-item": chalk.pk, f"lines-{chalk.pk}-quantity": quantity}

    receiving = f"/stores/rooms/{store.pk}/receive/"
    received = {
        "lines-0-item": chalk.pk,
        "lines-0-quantity": quantity,
        "lines-0-unit_price": "1",
        "said": "捐赠",
        "version": 1,
    }
    for status, told, said in (
        (*page(world, "shen", receiving, received), on_page),
        (*api(world, "shen", receiving, {**lines, "said": "捐赠"}), by_program),
        (*page(world, "shen", "/stores/counter/", {**typed, "store": store.pk, "to": f"person-{omar}"}), on_page),
        (*api(world, "shen", "/stores/requisitions/", {**lines, "store": store.pk, "person": omar}), by_program),
    ):
        assert status == 422
        assert said in told
    assert Movement.objects.count() == 1


def test_a_batch_that_has_expired_and_a_unit_that_nobody_converted(world: World) -> None:
    store, gel = a_store(world), an_item(world, name="酒精", unit="瓶", has_batches=True)
    stocked(world, store, gel, 5, days=-3, batch="OLD")
    typed = {
        f"lines-{gel.pk}-item": gel.pk,
        f"lines-{gel.pk}-quantity": "1",
        "store": store.pk,
        "to": f"person-{world.people['omar'].pk}",
    }
    old = {"item": gel.pk, "quantity": "1", "batch": Batch.objects.get().pk}
    issuing = f"/stores/rooms/{store.pk}/issue/"
    whom = {"person": world.people["omar"].pk}

    for (status, told), said in (
        (page(world, "shen", "/stores/counter/", typed), "已过期，不能发放"),
        (api(world, "shen", issuing, {"lines": [old], **whom}), "过期，不能发放"),
        (api(world, "shen", issuing, {"lines": [{"item": gel.pk, "quantity": "1", "unit": "箱"}], **whom}), "没有“箱”这个单位的换算"),
    ):  # fmt: skip
        assert status == 422
        assert said in told
    assert Movement.objects.count() == 1


def test_a_month_that_is_closed(world: World) -> None:
    store, chalk = a_store(world), an_item(world, name="粉笔")
    before = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=5)
    with clock.at(clock.now().replace(year=before.year, month=before.month, day=5)):
        stocked(world, store, chalk, 10)
    path = f"/stores/rooms/{store.pk}"
    assert program(world, "shen").post(f"{path}/close-month/", {"month": before.isoformat()}).status_code == 200

    line = {"item": chalk.pk, "quantity": "1", "unit_price": "1"}
    late = {"lines": [line], "said": "补记", "happened_at": f"{before.isoformat()}T10:00:00+08:00"}
    typed = {f"lines-0-{name}": value for name, value in line.items()}
    typed |= {"said": "补记", "happened_at": f"{before.isoformat()}T10:00", "version": 1}
    for status, told in (api(world, "shen", f"{path}/receive/", late), page(world, "shen", f"{path}/receive/", typed)):
        assert status == 422
        assert "已经月结，不能再记账。请按今天登记" in told
    assert Movement.objects.count() == 1


def test_nobody_approves_what_he_asked_for_or_accepts_what_he_bought(world: World) -> None:
    nan = actor_of(world, "nan")
    wanted = [Wanted("桌子", Decimal(2), "张", Decimal(100))]
    request = procurement.ask_for(by=nan, lines=wanted, why="坏了", fund=a_fund(world), campus=world.north)
    step, order = request.approvals.get(), ordered(world)

    for (status, told), said in (
        (page(world, "nan", f"/procurement/approvals/{step.pk}/", {"decision": "agree", "version": step.version}), "不能同意采购审批"),
        (api(world, "nan", f"/procurement/approvals/{step.pk}/agree/", {}), "不能同意采购审批"),
        (page(world, "bai", f"/procurement/orders/{order.pk}/acceptance/", {}), "不能验收采购订单"),
        (api(world, "bai", f"/procurement/orders/{order.pk}/acceptance/", {"lines": []}), "不能验收采购订单"),
    ):  # fmt: skip
        assert status == 403
        assert said in told
    assert Approval.objects.get(pk=step.pk).state == "waiting"
    assert not Acceptance.objects.exists()
