"""What a director says of contracts and firms, each number with its rows."""

from django.db.models import Q

from houqin.areas.suppliers.models import Complaint, Contract, Expires, Payment
from houqin.areas.suppliers.records import COMPLAINT, CONTRACT, CONTRACT_LINE, LICENCE, PAYMENT, SCORE, SUPPLIER
from houqin.kernel import clock
from houqin.kernel.figures import Average, Figure, Share, Split, Sum, figures

KIND_WORDS = {
    Contract.Kind.UPKEEP.value: ("维护保养", "维保服务", "消防维保", "电梯维保", "维保费"),
    Contract.Kind.GREENING.value: ("绿化养护", "园林绿化", "绿化管养", "绿化费", "绿化养护费", "养护费"),
    Contract.Kind.GUARDS.value: ("保安服务", "安保", "安保服务", "保安费"),
    Contract.Kind.CLEANING.value: ("保洁服务", "物业保洁", "保洁费"),
    Contract.Kind.TESTS.value: ("水质检测", "检验检测", "检测服务", "检测费"),
    Contract.Kind.CATERING.value: ("食材采购", "食材供应", "大宗食材"),
    Contract.Kind.BUS.value: ("校车服务", "接送服务"),
    Contract.Kind.WORKS.value: ("维修工程", "工程"),
}
AGREED = ~Q(state=Contract.State.DRAFT)
SUPPLIERS = Split(label="供应商", path="supplier_id", name="supplier__name")
CONTRACT_SPLITS = {
    "kind": Split(label="类别", path="kind", names=KIND_WORDS),
    "supplier": SUPPLIERS,
    "fund": Split(label="经费来源", path="fund_id", name="fund__name"),
    "state": Split(label="状态", path="state"),
}
PAYMENT_SPLITS = {
    "kind": Split(label="类别", path="contract__kind", names=KIND_WORDS),
    "supplier": Split(label="供应商", path="contract__supplier_id", name="contract__supplier__name"),
    "fund": Split(label="经费来源", path="contract__fund_id", name="contract__fund__name"),
}


def _late() -> Q:
    return Q(state__in=(Payment.State.TO_ACCEPT, Payment.State.TO_PAY), due_on__lt=clock.today())


SIGNED = figures.add(Figure(
    key="suppliers.signed", label="签订合同", unit="份", of=CONTRACT, when="signed_on", where=AGREED,
    means="在这段时间签订的合同。", splits=CONTRACT_SPLITS, units=("个", "项", "件"),
    words=("签订合同", "合同签订", "新签合同", "签订各类合同", "签署合同", "续签合同", "合同"),
))  # fmt: skip

AMOUNT = figures.add(Figure(
    key="suppliers.contract_amount", label="合同金额", unit="元", of=CONTRACT, when="signed_on", where=AGREED, measure=Sum(path="amount"),
    means="在这段时间签订的合同的金额合计。", splits=CONTRACT_SPLITS, units=("万元",),
    words=("合同金额", "合同总额", "签约金额", "合同总金额", "合同价款", "合同额"),
))  # fmt: skip

IN_FORCE = figures.add(Figure(
    key="suppliers.in_force", label="在履行合同", unit="份", of=CONTRACT, when="signed_on", where=Q(state__in=Contract.BINDING),
    means="在这段时间签订、目前还在履行的合同。", splits=CONTRACT_SPLITS, units=("个", "项"),
    words=("在履行合同", "履行中合同", "在执行合同", "有效合同", "履行中"),
))  # fmt: skip

ENDED = figures.add(Figure(
    key="suppliers.ended", label="到期合同", unit="份", of=CONTRACT, when="ends_on", where=AGREED & ~Q(state=Contract.State.CANCELLED),
    means="在这段时间到期的合同。", splits=CONTRACT_SPLITS, units=("个", "项"), words=("到期合同", "合同到期", "期满合同", "到期"),
))  # fmt: skip

COVERED = figures.add(Figure(
    key="suppliers.covered", label="合同约定内容", unit="项", of=CONTRACT_LINE, when="contract__signed_on",
    where=~Q(contract__state=Contract.State.DRAFT), measure=Sum(path="quantity"),
    means="在这段时间签订的合同里约定的各项内容，按各自的单位计。",
    splits={
        "item": Split(label="内容", path="what", unit="unit"),
        "kind": Split(label="类别", path="contract__kind", names=KIND_WORDS),
        "unit": Split(label="单位", path="unit"),
    },
    words=("合同约定内容", "养护面积", "服务数量", "约定工作量"),
))  # fmt: skip

PAID = figures.add(Figure(
    key="suppliers.paid", label="支付合同款", unit="元", of=PAYMENT, when="paid_on", where=Q(state=Payment.State.PAID), measure=Sum(path="amount"),
    means="在这段时间按合同付出的款项合计。", splits=PAYMENT_SPLITS, units=("万元",),
    words=(
        "支付合同款", "合同付款", "支付款项", "合同支付", "支付服务费", "付款金额", "付款", "服务费", "保洁费", "保安费", "绿化费", "绿化养护费",
        "养护费", "维保费", "检测费", "外包服务费", "已付", "已付款",
    ),
))  # fmt: skip

INSTALMENTS = figures.add(Figure(
    key="suppliers.instalments", label="合同付款笔数", unit="笔", of=PAYMENT, when="paid_on", where=Q(state=Payment.State.PAID),
    means="在这段时间按合同付出的笔数，每笔都先验收后付款（约定不需验收的除外）。",
    splits=PAYMENT_SPLITS, units=("次",), words=("合同付款笔数", "付款笔数", "支付笔数", "支付款项", "支付合同款", "合同付款", "付款"),
))  # fmt: skip

OVERDUE = figures.add(Figure(
    key="suppliers.overdue", label="逾期未付合同款", unit="笔", of=PAYMENT, when="due_on", where=_late, good="down",
    means="应付日期在这段时间、已过期仍没有付出的款。", splits=PAYMENT_SPLITS, words=("逾期未付合同款", "逾期未付", "拖欠款项", "未按期支付"),
))  # fmt: skip

EXPIRED = figures.add(Figure(
    key="suppliers.expired", label="供应商过期证照", unit="份", of=LICENCE, when="expires_on", where=Q(state=Expires.EXPIRED), good="down",
    means="在这段时间到期、目前还没有换证的供应商证照。",
    splits={"supplier": SUPPLIERS, "name": Split(label="证照", path="name")}, units=("个", "张", "件"),
    words=("供应商过期证照", "过期证照", "证照过期", "资质过期"),
))  # fmt: skip

SCORE_AVERAGE = figures.add(Figure(
    key="suppliers.score", label="供应商平均评分", unit="分", of=SCORE, when="given_at", measure=Average(path="points"), good="up",
    means="在这段时间验收、答复投诉等给供应商打的分的平均数，满分5分。",
    splits={"supplier": SUPPLIERS, "kind": Split(label="类别", path="supplier__kind")},
    words=(
        "供应商平均评分", "供应商平均得分", "供应商考核平均分", "供应商考核平均", "平均得分", "平均评分", "供应商打分", "供应商评分", "履约评分", "服务评分",
        "供应商考核得分", "供应商评价", "服务商平均得分", "服务商评分", "考核的评分平均",
    ),
))  # fmt: skip

COMPLAINTS = figures.add(Figure(
    key="suppliers.complaints", label="供应商投诉", unit="件", of=COMPLAINT, when="happened_at", good="down",
    means="在这段时间对供应商的投诉。", splits={"supplier": SUPPLIERS, "state": Split(label="状态", path="state")}, units=("次", "起", "条"),
    words=("投诉", "投诉外包单位", "供应商投诉", "投诉供应商", "服务商投诉", "外包单位投诉"),
))  # fmt: skip

ANSWERED = figures.add(Figure(
    key="suppliers.answered", label="供应商投诉答复率", unit="%", of=COMPLAINT, when="happened_at", measure=Share(of=Q(state=Complaint.State.ANSWERED)),
    good="up", means="在这段时间对供应商的投诉里，已经答复的占多少。", splits={"supplier": SUPPLIERS},
    words=("供应商投诉答复率", "供应商投诉处理率", "供应商投诉办结率", "投诉答复率", "投诉处理率", "投诉办结率"),
))  # fmt: skip

BARRED = figures.add(Figure(
    key="suppliers.barred", label="列入黑名单的供应商", unit="家", of=SUPPLIER, when="barred_on",
    means="在这段时间列入黑名单、目前还在黑名单上的供应商。", splits={"kind": Split(label="类别", path="kind")}, units=("个",),
    words=("列入黑名单的供应商", "黑名单供应商", "清退供应商", "列入黑名单", "拉入黑名单", "进黑名单"),
))  # fmt: skip
