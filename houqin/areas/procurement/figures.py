"""What a director says about purchases, each number with its rows."""

from django.db.models import Q

from houqin.areas.procurement.models import Goods, Kind, Order, Packet, Request, Route
from houqin.areas.procurement.records import ACCEPTANCE_LINE, ORDER, PACKET, REQUEST
from houqin.kernel.figures import Figure, Hours, Share, Split, Sum, figures

NOT_DROPPED = ~Q(state__in=Request.DROPPED)
NOT_CANCELLED = ~Q(state=Order.State.CANCELLED)

CAMPUS = Split(label="校区", path="campus_id", name="campus__name")
FUND = Split(label="经费来源", path="fund_id", name="fund__name")
SUPPLIER = Split(label="供应商", path="supplier_id", name="supplier__name")
ROUTE = Split(label="采购方式", path="route", names={
    Route.OWN.value: ("自行采购", "零星采购"), Route.INQUIRY.value: ("询价采购",), Route.INVITED.value: ("邀标", "邀请招标"),
    Route.OPEN.value: ("公开招标", "招标"),
    Route.SINGLE.value: ("单一来源",), Route.CENTRAL.value: ("集中采购", "政府采购", "政采"),
})  # fmt: skip
KIND = Split(label="类别", path="kind", names={
    Kind.GOODS.value: ("货物", "货物类", "物资", "物资类"), Kind.SERVICE.value: ("服务", "服务类"), Kind.WORKS.value: ("工程", "工程类", "维修工程"),
})  # fmt: skip
GOODS = Split(label="去向", path="goods", names={
    Goods.CONSUMABLE.value: ("消耗品", "易耗品", "库存物资"), Goods.DURABLE.value: ("低值易耗品", "低值耐用品"),
    Goods.FIXED.value: ("固定资产", "设备", "设施设备"), Goods.SERVICE.value: ("服务", "维修服务"),
})  # fmt: skip

REQUESTS = figures.add(Figure(
    key="procurement.requests", label="采购申请", unit="件", of=REQUEST, when="asked_at", where=NOT_DROPPED,
    means="在这段时间提出的采购申请，撤回和未批准的不计。",
    splits={"campus": CAMPUS, "fund": FUND, "kind": KIND, "route": ROUTE, "state": Split(label="状态", path="state")},
    units=("次", "单", "项", "份", "批"),
    words=(
        "申请采购", "提出采购申请", "采购申请", "受理采购申请", "采购审批", "办理采购", "采购项目", "采购事项", "提出采购", "申购", "申购单",
        "采购申请单", "请购单", "立项申请", "采购立项", "请购",
    ),
))  # fmt: skip

APPROVAL_HOURS = figures.add(Figure(
    key="procurement.approval_hours", label="采购审批用时", unit="小时", of=REQUEST, when="asked_at", where=Q(decided_at__isnull=False),
    measure=Hours(start="asked_at", end="decided_at"), good="down", means="已批准的采购申请，从提出到批准平均用了多少小时。",
    splits={"campus": CAMPUS, "fund": FUND, "kind": KIND},
    words=(
        "采购审批用时", "平均审批时间", "审批用时", "采购审批时长", "采购审批平均用时", "从申请到批准用时", "采购审批时间", "从提出到批准", "从申请到批准",
        "采购申请从提出到批准",
    ),
))  # fmt: skip

SPLIT_NOTICED = figures.add(Figure(
    key="procurement.split", label="疑似化整为零", unit="件", of=REQUEST, when="asked_at", where=NOT_DROPPED & Q(is_split=True), good="down",
    means="系统提醒过疑似化整为零、最后仍然进行的采购申请。", splits={"campus": CAMPUS, "fund": FUND},
    units=("次", "单"), words=("疑似化整为零", "化整为零", "拆分采购", "疑似拆分采购"),
))  # fmt: skip

ORDERS = figures.add(Figure(
    key="procurement.orders", label="完成采购", unit="批", of=ORDER, when="ordered_on", where=NOT_CANCELLED,
    means="在这段时间下的采购订单，取消的不计。",
    splits={"campus": CAMPUS, "fund": FUND, "supplier": SUPPLIER, "route": ROUTE, "state": Split(label="状态", path="state"),
            "kind": Split(label="类别", path="request__kind", names=KIND.names)},
    units=("次", "单", "项", "件", "笔", "批次", "份"), words=("签订采购订单", "签订订单", "完成采购", "采购订单", "采购", "采购次数", "物资采购",
        "完成采购任务", "买东西", "下单", "成交", "采购物品",
    ),
))  # fmt: skip

SPENT = figures.add(Figure(
    key="procurement.spent", label="采购支出", unit="元", of=ACCEPTANCE_LINE, when="accepted_at", where=Q(value__gt=0), measure=Sum(path="value"),
    means="在这段时间验收的采购，按验收金额合计。",
    splits={
        "fund": FUND, "supplier": SUPPLIER, "goods": GOODS, "campus": CAMPUS, "category": Split(label="物品品类", path="item__category"),
        "kind": Split(label="类别", path="acceptance__order__request__kind", names=KIND.names),
    },
    units=("万元",),
    words=(
        "采购支出", "采购金额", "采购经费", "采购总额", "采购资金", "购置经费", "采购费用", "采购总金额", "投入资金", "添置设备", "采购总支出",
        "采购", "购置", "采购物资", "采购花费", "购置费", "验收金额", "买东西", "买东西花", "花钱", "钱花", "花出去", "成交金额", "采购物品",
    ),
))  # fmt: skip

SAVED = figures.add(Figure(
    key="procurement.saved", label="比价节约", unit="元", of=ORDER, when="ordered_on", where=NOT_CANCELLED & Q(quote_count__gt=1),
    measure=Sum(path="saved"), good="up", means="多家比价的采购，成交价比最高报价少的钱合计。",
    splits={"campus": CAMPUS, "fund": FUND, "supplier": SUPPLIER}, units=("万元",),
    words=(
        "货比三家节约", "货比三家省下", "比价省下", "砍价省", "比最高报价省下", "比最高报价节约", "省下", "节约", "节省", "比价节约", "节约资金",
        "节约采购资金", "节约经费", "节支", "节省资金",
        "节约采购经费", "节省经费", "节约采购成本", "比最高报价少", "节约费用", "省钱", "省下来", "抠出来", "压减",
    ),
))  # fmt: skip

COMPARED = figures.add(Figure(
    key="procurement.compared", label="货比三家", unit="批", of=ORDER, when="ordered_on", where=NOT_CANCELLED & Q(quote_count__gte=3), good="up",
    means="三家或三家以上报过价的采购订单。", splits={"campus": CAMPUS, "fund": FUND},
    units=("次", "项", "件", "笔"), words=("三家比价采购", "货比三家", "三家比价", "比价采购", "采购比价", "三家以上比价", "三家以上询价", "三家以上报价"),
))  # fmt: skip

REFUSED = figures.add(Figure(
    key="procurement.refused", label="拒收", unit="项", of=ACCEPTANCE_LINE, when="accepted_at", where=Q(refused__gt=0), good="down",
    means="在这段时间的到货验收中，有拒收数量的物品项数。", splits={"supplier": SUPPLIER, "goods": GOODS, "campus": CAMPUS},
    units=("次", "批", "批次", "起"), words=(
        "拒收", "退货", "验收不合格", "不合格退回", "拒收物品", "不合格货物", "不合格物品", "拒收不合格食材", "拒收不合格物品", "拒收不合格食品", "退货拒收",
    ),
))  # fmt: skip

COMPLETE = figures.add(Figure(
    key="procurement.complete", label="采购材料齐全率", unit="%", of=PACKET, when="opened_at", where=~Q(state=Packet.State.CANCELLED),
    measure=Share(of=Q(is_complete=True)), good="up", means="在这段时间开始验收的采购，申请审批、报价、验收、发票目前都齐全的占多少。",
    splits={"campus": CAMPUS, "fund": FUND, "supplier": SUPPLIER},
    words=(
        "采购材料齐全率", "材料齐全率", "报销材料齐全率", "采购资料完整率", "采购手续齐全率", "手续完备率", "采购资料齐全率", "资料齐全率",
    ),
))  # fmt: skip

UNPAID = figures.add(Figure(
    key="procurement.incomplete", label="材料不齐的采购", unit="件", of=PACKET, when="opened_at", where=Q(state=Packet.State.COLLECTING), good="down",
    means="在这段时间开始验收、目前报销材料还不齐的采购。", splits={"campus": CAMPUS, "fund": FUND, "supplier": SUPPLIER},
    units=("笔", "单", "批"), words=("材料不齐", "材料不齐的采购", "手续不全", "采购材料不齐", "采购手续不全", "报销材料不齐", "采购资料不齐", "资料不齐"),
))  # fmt: skip
