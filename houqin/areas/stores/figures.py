"""What a director says about supplies, each number with its rows."""

from django.db.models import Q

from houqin.areas.stores.models import Category, Loan, Movement, Requisition, WriteOff
from houqin.areas.stores.records import (
    ISSUE_LIST,
    LOAN,
    MONTH_CLOSE,
    MONTH_LINE,
    MOVEMENT,
    REQUISITION,
    TRANSFER,
    WRITE_OFF,
)
from houqin.kernel import clock
from houqin.kernel.figures import Figure, Share, Split, Sum, figures

Kind = Movement.Kind
ASKED = ~Q(state__in=Requisition.DROPPED)
GIVEN = Q(state__in=(Requisition.State.ISSUED, Requisition.State.SIGNED))
OFF = Q(state=WriteOff.State.APPROVED)

CATEGORY_WORDS = {
    Category.OFFICE.value: ("办公物品", "办公文具", "办公耗材", "文具"), Category.TEACHING.value: ("教学物资", "教学耗材", "教具"),
    Category.CLEANING.value: ("清洁", "保洁", "劳动工具", "保洁用品", "卫生用品", "清洁工具", "卫生工具", "保洁工具"),
    Category.REPAIR.value: ("维修物资", "维修用品", "五金", "水电材料", "五金材料", "维修耗材", "维修配件", "水电配件"),
    Category.EPIDEMIC.value: ("防疫", "疫情防控", "消毒", "消毒物资", "防疫消毒物资", "防疫用品"),
    Category.SAFETY.value: ("安保", "劳保", "安防", "劳保用品"), Category.SPORT.value: ("体育", "体育用品"), Category.KITCHEN.value: ("厨房", "食堂用品"),
    Category.DORM.value: ("宿舍物资", "寝室用品", "床上用品"), Category.OTHER.value: ("其它",),
}  # fmt: skip

CAMPUS = Split(label="校区", path="campus_id", name="campus__name")
STOCK_SPLITS = {
    "category": Split(label="品类", path="item__category", names=CATEGORY_WORDS),
    "kind": Split(label="类型", path="item__kind"),
    "item": Split(label="物品", path="item__code", name="item__name", unit="item__unit", words="item__words"),
    "store": Split(label="库房", path="store_id", name="store__name"),
    "campus": CAMPUS,
}
VALUE_SPLITS = {**STOCK_SPLITS, "item": Split(label="物品", path="item__code", name="item__name", words="item__words")}
"""Money and counts of papers: an item parts them, but they are not in its unit."""
CLASS = Split(label="班级", path="school_class_id", name="school_class__name")
DEPARTMENT = Split(label="部门", path="department_id", name="department__name")
TAKERS = {"class": CLASS, "department": DEPARTMENT}
COUNTED = ("个", "只", "箱", "批", "套", "支", "盒", "包", "瓶")

IN_VALUE = figures.add(Figure(
    key="stores.in_value", label="物资入库金额", unit="元", of=MOVEMENT, when="happened_at", where=Q(kind=Kind.RECEIPT), measure=Sum(path="worth"),
    means="在这段时间验收入库、受赠入库的物资值多少钱；调拨、盘盈、期初不计。",
    splits=VALUE_SPLITS, units=("万元",),
    words=(
        "进货金额", "进货", "仓库进货", "库房进货", "物资入库金额", "入库金额", "购入物资金额", "物资采购金额", "购置物资金额", "入库总值",
        "入库物资总值", "购进物品总值",
        "入库物资价值", "入库价值", "物资入库", "入库物资", "入库", "购入物资", "购置物资", "购进物资", "购进物品", "补充物资",
    ),
))  # fmt: skip

IN_QUANTITY = figures.add(Figure(
    key="stores.in_quantity", label="物资入库", unit="件", of=MOVEMENT, when="happened_at", where=Q(kind=Kind.RECEIPT), measure=Sum(path="amount"),
    means="在这段时间入库的数量，按物品各自的单位计；不同单位相加只表示工作量。",
    splits=STOCK_SPLITS, units=COUNTED, words=("物资入库", "入库物资", "入库数量", "入库", "购入物资", "购置物资", "购进物资", "购进物品", "补充物资"),
))  # fmt: skip

OUT_VALUE = figures.add(Figure(
    key="stores.out_value", label="物资领用金额", unit="元", of=MOVEMENT, when="happened_at", where=Q(kind=Kind.ISSUE), measure=Sum(path="worth"),
    means="在这段时间领用发出的物资值多少钱，按移动平均价计。",
    splits={**VALUE_SPLITS, **TAKERS}, units=("万元",),
    words=(
        "领出去", "领出", "物资领用金额", "领用金额", "物资消耗金额", "耗材支出", "领用物资金额", "出库金额", "发放金额", "出库领用金额", "领用总值",
        "出库价值", "发放物资价值", "领用物资价值", "物资发放", "发放物资", "领用物资", "物资领用", "领用物品", "发放物品", "领走物品", "消耗物资",
        "领用", "出库", "发放总金额", "出库总值", "发放",
    ),
))  # fmt: skip

OUT_QUANTITY = figures.add(Figure(
    key="stores.out_quantity", label="物资发放", unit="件", of=MOVEMENT, when="happened_at", where=Q(kind=Kind.ISSUE), measure=Sum(path="amount"),
    means="在这段时间领用发出的数量，按物品各自的单位计；不同单位相加只表示工作量。",
    splits={**STOCK_SPLITS, **TAKERS}, units=COUNTED,
    words=(
        "物资发放", "发放物资", "物资领用数量", "领用数量", "配发物资", "下发物资", "发放物品", "领用物资", "物资出库", "出库物资", "出库",
    ),
))  # fmt: skip

ASKED_COUNT = figures.add(Figure(
    key="stores.requisitions", label="物资申领", unit="次", of=REQUISITION, when="asked_at", where=ASKED,
    means="在这段时间申领、发放物资的单子，没有批准的和撤回的不计。",
    splits={**TAKERS, "campus": CAMPUS, "state": Split(label="状态", path="state")}, units=("单", "人次", "张", "份"),
    words=(
        "领用", "申领", "受理申领", "办理领用", "领用申请", "申领单", "领用登记", "物资申领", "物资领用", "领用物资", "申领物资", "领用单",
        "领用单据", "领料单", "物资保障",
    ),
))  # fmt: skip

GIVEN_SHARE = figures.add(Figure(
    key="stores.given_share", label="申领满足率", unit="%", of=REQUISITION, when="asked_at", where=ASKED, measure=Share(of=GIVEN), good="up",
    means="在这段时间申领的单子里，目前已经发放的占多少；没有批准的和撤回的不计。",
    splits={**TAKERS, "campus": CAMPUS}, words=("申领满足率", "物资保障率", "发放率", "物资发放率", "领用满足率", "已发放的占", "发放的占"),
))  # fmt: skip

UNSIGNED = figures.add(Figure(
    key="stores.unsigned", label="已发放未签收", unit="单", of=REQUISITION, when="asked_at", where=Q(state=Requisition.State.ISSUED), good="down",
    means="在这段时间申领、物资已经发出、领用人还没有签收的单子。", splits={**TAKERS, "campus": CAMPUS}, words=("未签收",), units=("次", "张"),
))  # fmt: skip

LISTS = figures.add(Figure(
    key="stores.issue_lists", label="集中发放", unit="次", of=ISSUE_LIST, when="issued_on", means="在这段时间做的发放单，一张管多个班。",
    splits={"campus": CAMPUS}, units=("单", "批"), words=("集中发放", "统一发放", "开学物资发放", "集中发放物资", "集中发放开学物资",
        "统一发放物资", "开学集中发放"),
))  # fmt: skip

EXPIRED = figures.add(Figure(
    key="stores.expired", label="过期报废金额", unit="元", of=WRITE_OFF, when="decided_at", where=OFF & Q(reason=WriteOff.Reason.EXPIRED),
    measure=Sum(path="value"), good="down", means="在这段时间批准报废的过期物资值多少钱。",
    splits=VALUE_SPLITS, words=("过期报废金额", "报废过期物资", "过期物资报废", "过期报废", "过期物资"),
))  # fmt: skip

WRITTEN_OFF = figures.add(Figure(
    key="stores.written_off", label="物资报废金额", unit="元", of=WRITE_OFF, when="decided_at", where=OFF, measure=Sum(path="value"), good="down",
    means="在这段时间批准报废的物资值多少钱，包括过期的。",
    splits={**VALUE_SPLITS, "reason": Split(label="原因", path="reason")}, words=("物资报废金额", "报废物资", "物资报废", "报损", "低值易耗品报废"),
))  # fmt: skip

LOSS = figures.add(Figure(
    key="stores.loss", label="物资盘亏金额", unit="元", of=MOVEMENT, when="happened_at", where=Q(kind=Kind.LOSS), measure=Sum(path="worth"), good="down",
    means="在这段时间盘点少了、路上短少的物资值多少钱。", splits=VALUE_SPLITS, words=("物资盘亏金额", "盘亏", "物资短少", "物资盘亏"),
))  # fmt: skip

LOANS = figures.add(Figure(
    key="stores.loans", label="物资借用", unit="次", of=LOAN, when="lent_at", means="在这段时间借出的物资。",
    splits={name: VALUE_SPLITS[name] for name in ("item", "store", "campus")}, units=("人次", "单"), words=("物资借用", "借用物资", "借出物资"),
))  # fmt: skip


def _overdue() -> Q:
    return Q(state=Loan.State.OUT, due_on__lt=clock.today())


OVERDUE = figures.add(Figure(
    key="stores.overdue", label="借用逾期未还", unit="次", of=LOAN, when="lent_at", where=_overdue, good="down",
    means="在这段时间借出、过了应还日期目前还没有还清的。",
    splits={name: VALUE_SPLITS[name] for name in ("item", "store", "campus")}, units=("单", "件"), words=("借用逾期", "逾期未还", "没还",
        "借了没还", "借东西没还", "借出去没还", "欠着", "没有归还", "尚未归还"),
))  # fmt: skip

TRANSFERS = figures.add(Figure(
    key="stores.transfers", label="物资调拨", unit="次", of=TRANSFER, when="sent_at", means="在这段时间库房之间、校区之间的调拨。",
    splits={"sender": Split(label="调出库房", path="from_store_id", name="from_store__name")}, units=("单",),
    words=(
        "物资调拨", "校区间调拨", "库房之间调拨", "库房间调拨", "调拨物资",
    ),
))  # fmt: skip

BALANCE_VALUE = figures.add(Figure(
    key="stores.balance_value", label="物资库存金额", unit="元", of=MONTH_LINE, when="close__month", measure=Sum(path="value_after"), at_end=True,
    means="这段时间里最后一个结了账的月份，月末各物品的库存金额；没有月结的库房不在内。",
    splits={
        **{name: VALUE_SPLITS[name] for name in ("category", "kind", "item", "campus")},
        "store": Split(label="库房", path="close__store_id", name="close__store__name"),
    },
    units=("万元",),
    words=(
        "结存", "结余", "库存", "库存结余", "库存价值", "库存物资价值", "物资库存金额", "库存金额", "库存物资", "期末库存", "库存物资金额", "期末库存物资",
        "期末库存金额", "月末库存", "年末库存", "仓库结存", "期末结存", "库存结存", "结存金额", "结存物资", "结余物资", "库存余额",
    ),
))  # fmt: skip

CLOSED = figures.add(Figure(
    key="stores.closed", label="库房月结", unit="次", of=MONTH_CLOSE, when="month", means="这段时间里已经结账的库房月份。",
    splits={"store": STOCK_SPLITS["store"], "campus": CAMPUS}, words=("结账", "库房月结", "月度盘存", "库存月结", "月末结账", "仓库月结", "库房结账", "月结"),
))  # fmt: skip
