"""Who asks, who decides, and what neither may do."""

from decimal import Decimal

import pytest

from houqin.areas.procurement import actions
from houqin.areas.procurement.actions import Wanted
from houqin.areas.procurement.models import Approval, ApprovalRule, Request
from houqin.areas.procurement.records import CATALOGUE, REQUEST, RULE
from houqin.areas.procurement.tests.samples import a_fund, a_room, agreed, by, drawn, paper, wish
from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.actions import Refused, add
from houqin.kernel.inbox import waiting
from houqin.tests.people import World

State = Request.State


def rule(world: World, name: str, step: int, post: str, **values: object) -> ApprovalRule:
    return add(RULE, by=by(world), values={"name": name, "step": step, "post": post, **values})  # type: ignore[no-any-return]


def steps(request: Request) -> list[tuple[str, str]]:
    return [(step.name, step.state) for step in request.approvals.order_by("step", "id")]


def costing(amount: int) -> list[Wanted]:
    return [Wanted("保洁服务", Decimal(1), "次", Decimal(amount))]


def waiting_of(actor: Actor) -> list[str]:
    return [
        row.title for group in waiting(actor) for row in group.rows if group.record_type.key.startswith("procurement.")
    ]


def test_a_wish_without_a_price_waits_for_the_buyer(world: World, omar: Actor, bai: Actor) -> None:
    request = actions.ask_for(by=omar, lines=[Wanted("扫把", Decimal(20))], why="用完了")
    assert (request.state, request.campus) == (State.NEW, world.north)
    assert request.gaps == ["经费来源", "扫把的估价"]
    assert waiting_of(bai) == ["扫把"]

    actions.complete(request, by=bai, lines=[Wanted("扫把", Decimal(20), "把", Decimal(8))], fund=a_fund(world))
    assert (request.state, request.amount, request.buyer) == (State.APPROVING, Decimal("160.00"), world.people["bai"])
    assert waiting_of(bai) == []


@pytest.mark.parametrize("quantity", ["0", "-3", "NaN", "Infinity", "1E+30", "0.0001"])
def test_a_quantity_that_is_none_has_its_sentence(world: World, omar: Actor, quantity: str) -> None:
    with pytest.raises(Refused, match="数量要大于 0"):
        actions.ask_for(by=omar, lines=[Wanted("扫把", Decimal(quantity))], why="用完了")
    assert not Request.objects.exists()


@pytest.mark.parametrize("price", ["0", "-1", "NaN", "0.001", "1E+40"])
def test_a_price_that_is_none_has_its_sentence(world: World, omar: Actor, price: str) -> None:
    with pytest.raises(Refused, match="估计单价要大于 0"):
        actions.ask_for(by=omar, lines=[Wanted("扫把", Decimal(1), "把", Decimal(price))], why="用完了")


def test_all_problems_of_a_wish_come_at_once(world: World, omar: Actor) -> None:
    paper(world)
    with pytest.raises(Refused) as refused:
        actions.ask_for(by=omar, lines=[Wanted("", Decimal(1)), Wanted("A4 纸", Decimal(-1), "箱")], why="用完了")
    said = str(refused.value)
    assert "请写要什么" in said
    assert "没有“箱”的换算" in said
    assert "数量要大于 0" in said


def test_nobody_asks_for_a_campus_where_he_does_not_serve(world: World, omar: Actor) -> None:
    with pytest.raises(Refused, match="本人任职的校区"):
        actions.ask_for(by=omar, lines=costing(100), why="坏了", campus=world.south)


def test_the_chain_follows_the_amount(world: World) -> None:
    assert steps(wish(world, lines=costing(800))) == [("校区负责人审批", "waiting")]
    assert steps(wish(world, lines=costing(20_000))) == [
        ("校区负责人审批", "waiting"),
        ("后勤主任审批", "ahead"),
        ("校长审批", "ahead"),
    ]


def test_the_chain_is_the_school_s_own_by_kind_campus_and_fund(world: World) -> None:
    earmarked = a_fund(world, "营养餐专项")
    rule(world, "南校区审批", 1, "campus_director", campus=world.south)
    rule(world, "主任审批", 2, "director")
    rule(world, "专项会签", 2, "accountant", fund=earmarked)
    rule(world, "工程审批", 3, "principal", kind="works")

    assert [name for name, _ in steps(wish(world))] == ["主任审批"]
    assert [name for name, _ in steps(wish(world, campus="south"))] == ["南校区审批", "主任审批"]
    assert [name for name, _ in steps(wish(world, fund=earmarked))] == ["主任审批", "专项会签"]


def test_a_large_sum_is_decided_together_with_minutes(world: World, boss: Actor) -> None:
    request = wish(world, lines=costing(60_000))
    step = request.approvals.get(needs_minutes=True)
    assert "集体决策起点 50,000元（系统默认，可修改）" in step.because
    for one in request.approvals.filter(needs_minutes=False).order_by("step"):
        actions.agree(one, by=by(world))
    step.refresh_from_db()

    with pytest.raises(Refused, match=r"会议纪要编号.*附上会议纪要"):
        actions.agree(step, by=boss)
    actions.agree(step, by=boss, meeting_number="校务会 3 号", minutes=[drawn("纪要.png")])
    request.refresh_from_db()
    assert (request.state, request.meeting_number) == (State.APPROVED, "校务会 3 号")


def test_two_countersign_one_step_and_both_must(world: World, mira: Actor, kong: Actor) -> None:
    rule(world, "主任会签", 1, "director")
    rule(world, "财务会签", 1, "accountant")
    request = wish(world)
    assert [state for _, state in steps(request)] == ["waiting", "waiting"]

    actions.agree(request.approvals.get(name="财务会签"), by=kong)
    request.refresh_from_db()
    assert request.state == State.APPROVING
    actions.agree(request.approvals.get(name="主任会签"), by=mira)
    request.refresh_from_db()
    assert request.state == State.APPROVED


def test_the_asker_never_agrees_to_his_own(world: World, nan: Actor, mira: Actor) -> None:
    request = wish(world, who="nan")
    step = request.approvals.get()
    assert step.post == "director"
    assert step.because == "每一单；没有别人任校区分管，由后勤主任审批"

    actions.hand_over(step, by=mira, person=world.people["boss"])
    with pytest.raises(Refused, match="申请人本人"):
        actions.hand_over(step, by=by(world), person=world.people["nan"])
    with pytest.raises(Forbidden):
        actions.agree(step, by=nan)


def test_a_director_who_asks_is_refused_with_a_sentence(world: World, mira: Actor) -> None:
    rule(world, "主任审批", 1, "director")
    request = wish(world, who="mira")
    step = request.approvals.get()
    Approval.objects.filter(pk=step.pk).update(post="director")
    with pytest.raises(Refused, match=r"您是.*申请人，不能再办审批"):
        actions.agree(step, by=mira)


def test_a_step_is_decided_once(world: World, nan: Actor) -> None:
    step = wish(world).approvals.get()
    actions.agree(step, by=nan)
    with pytest.raises(Refused, match="现在是“同意”"):
        actions.reject(step, by=nan, said="晚了")


def test_sent_back_corrected_and_decided_anew(world: World, omar: Actor, nan: Actor) -> None:
    request = wish(world)
    with pytest.raises(Refused, match="请写原因"):
        actions.send_back(request.approvals.get(), by=nan, said=" ")
    actions.send_back(request.approvals.get(), by=nan, said="太多了，先买一半")
    request.refresh_from_db()
    assert (request.state, request.said) == (State.RETURNED, "太多了，先买一半")
    assert waiting_of(omar) == ["A4 纸"]

    actions.correct(request, by=omar, lines=[Wanted("A4 纸", Decimal(10), "包", Decimal(25), item=paper(world))])
    assert (request.state, request.amount, request.round) == (State.APPROVING, Decimal("250.00"), 2)
    assert [line.told for line in request.told_lines] == ["A4 纸 10包"]
    actions.agree(request.approvals.get(state="waiting"), by=nan)


def test_handed_over_it_waits_for_that_person_alone(world: World, nan: Actor, hao: Actor, lena: Actor) -> None:
    step = wish(world).approvals.get()
    actions.hand_over(step, by=nan, person=world.people["hao"], said="我出差")
    assert step.handed_told == "nan 转交给 hao：我出差"
    assert waiting_of(nan) == []
    assert waiting_of(hao) == ["A4 纸"]
    with pytest.raises(NotVisible):
        actions.agree(step, by=lena)
    actions.agree(step, by=hao)
    assert step.decided_by == world.people["hao"]


def test_withdrawn_nobody_is_asked_any_more(world: World, omar: Actor, nan: Actor) -> None:
    request = wish(world)
    actions.withdraw(request, by=omar, reason="库里找到了")
    assert waiting_of(nan) == []
    with pytest.raises(Refused, match="现在是“作废”"):
        actions.agree(request.approvals.get(), by=nan)


def test_what_a_rule_wants_signed_is_signed(world: World, mira: Actor) -> None:
    rule(world, "主任签字", 1, "director", needs_signature=True)
    step = wish(world).approvals.get()
    with pytest.raises(Refused, match="手写签名"):
        actions.agree(step, by=mira)
    actions.agree(step, by=mira, signature=drawn())
    assert step.is_signed


def test_a_fund_gives_no_more_than_it_has(world: World, nan: Actor) -> None:
    small = a_fund(world, "班级经费", budget=800)
    agreed(world, fund=small)
    second = wish(world, fund=small, lines=costing(400))
    with pytest.raises(Refused, match=r"只剩 300\.00 元，不够本单的 400\.00 元"):
        actions.agree(second.approvals.get(), by=nan)
    second.refresh_from_db()
    assert second.state == State.APPROVING


def test_splitting_is_noticed_and_shown(world: World) -> None:
    first = wish(world, lines=costing(3000))
    second = wish(world, lines=costing(2800))
    assert not first.is_split
    assert second.is_split
    assert "合计 5,800.00 元，达到三家比价起点 5,000 元" in second.split_told
    assert first.number in second.split_told
    other = wish(world, lines=costing(2800), fund=a_fund(world, "另一笔"))
    assert not other.is_split


def test_splitting_under_the_tender_limit_needs_an_exception(world: World) -> None:
    rich = a_fund(world, "专项", budget=None)
    agreed(world, fund=rich, lines=costing(200_000))
    request = wish(world, fund=rich, lines=costing(150_000))
    assert "已达到分散采购限额" in request.split_told
    assert "未核实" in request.split_told
    step = request.approvals.get(state="waiting")
    with pytest.raises(Refused, match="请写特殊情况说明"):
        actions.agree(step, by=by(world))
    actions.agree(step, by=by(world), exception="台风后抢修，已报教育局")
    assert "台风后抢修" in step.said


def test_the_way_of_buying_follows_the_catalogue_and_the_amount(world: World) -> None:
    add(
        CATALOGUE,
        by=by(world),
        values={"name": "打印设备", "words": "打印机、激光打印机", "source": "参考省目录（未核实）"},
    )
    rich = a_fund(world, "专项", budget=None)
    printer = wish(world, fund=rich, lines=[Wanted("激光打印机", Decimal(1), "台", Decimal(1500))])
    assert (printer.route_rule, printer.in_catalogue) == (
        "central",
        "打印设备（参考省目录（未核实），以本省现行目录为准）",
    )
    routes = {amount: wish(world, fund=rich, lines=costing(amount)).route_rule for amount in (900, 400_000, 3_000_000)}
    assert routes == {900: "own", 400_000: "inquiry", 3_000_000: "open"}
    works = wish(world, fund=rich, lines=[Wanted("操场翻修", Decimal(1), "项", Decimal(700_000))], kind="works")
    assert works.route_rule == "invited"
    assert "未核实" in works.route_because


def test_what_made_it_necessary_is_named(world: World, mira: Actor) -> None:
    room = a_room(world)
    request = actions.ask_for(by=mira, lines=costing(300), campus=world.north, because=room)
    assert (request.origin_kind, request.origin_id) == ("stores.store", room.pk)
    assert request.origin == f"库房 {room.name}"
    assert REQUEST.visible_to(mira).filter(origin_id=room.pk).exists()
