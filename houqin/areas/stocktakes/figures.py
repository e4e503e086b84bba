"""What a director says about counts, each number with its rows."""

from django.db.models import Q

from houqin.areas.stocktakes.models import Finding, Stocktake
from houqin.areas.stocktakes.outcomes import Outcome
from houqin.areas.stocktakes.records import FINDING, STOCKTAKE
from houqin.kernel.figures import Figure, Share, Split, Sum, figures

COUNTED = Q(is_expected=True, judged_at__isnull=False) & ~Q(
    outcome__in=(Outcome.WAITING, Outcome.UNVISITED, Outcome.LEFT, Outcome.WITHDRAWN)
)
"""Expected, and somebody was there and looked."""
AGREES = Q(outcome=Outcome.FOUND)
LACKING = Q(outcome__in=(Outcome.MISSING, Outcome.SHORT))
SURPLUS = Q(outcome__in=(Outcome.UNEXPECTED, Outcome.OVER))
DIFFERS = Q(state__in=(Finding.State.OPEN, Finding.State.DECIDED))

KIND: dict[str, tuple[str, ...]] = {
    "assets": ("固定资产", "资产", "校产", "财产"),
    "stores": ("库存物资", "物资", "仓库", "库房", "库存"),
}
CAMPUS = Split(label="校区", path="campus_id", name="campus__name")
SPLITS = {
    "campus": CAMPUS,
    "kind": Split(label="盘点对象", path="stocktake__kind", names=KIND),
    "outcome": Split(label="盘点结果", path="outcome"),
    "building": Split(label="楼栋", path="place__building_id", name="place__building__name"),
}

SESSIONS = figures.add(Figure(
    key="stocktakes.sessions", label="盘点", unit="次", of=STOCKTAKE, when="started_at", where=~Q(state=Stocktake.State.CANCELLED),
    means="在这段时间开始的盘点，作废的不计。",
    splits={
        "campus": CAMPUS, "kind": Split(label="盘点对象", path="kind", names=KIND),
        "extent": Split(label="方式", path="extent", names={"full": ("全面盘点", "全面清查"), "spot": ("抽盘", "抽查"), "special": ("专项清查",)}),
        "state": Split(label="状态", path="state"),
    },
    units=("场", "轮"), words=("盘点", "盘点次数", "清点", "清查", "开展盘点", "组织盘点"),
))  # fmt: skip

LINES = figures.add(Figure(
    key="stocktakes.counted", label="已盘", unit="项", of=FINDING, when="judged_at", where=COUNTED,
    means="在这段时间结束清点的盘点里，账上应有、有人到场清点过的资产和物资，一件资产或一种物资算一项。",
    splits=SPLITS, units=("件", "台", "种", "个"), words=("已盘", "实盘", "盘点", "清点", "清查", "核对"),
))  # fmt: skip

ACCURACY = figures.add(Figure(
    key="stocktakes.accuracy", label="账实相符率", unit="%", of=FINDING, when="judged_at", where=COUNTED, measure=Share(of=AGREES), good="up",
    means="在这段时间盘过的资产和物资里，东西、地点、数量都与账上一致的占多少；期间调出的和没有盘到的不计。",
    splits=SPLITS, words=("账实相符率", "帐实相符率", "账物相符率", "帐物相符率", "账卡物相符率", "盘点准确率", "相符率", "账实一致率", "账卡相符率"),
))  # fmt: skip

MISSING = figures.add(Figure(
    key="stocktakes.missing", label="盘亏", unit="项", of=FINDING, when="judged_at", where=LACKING, good="down",
    means="在这段时间盘点没有找到的资产，和数量少于账面的物资。", splits=SPLITS, units=("件", "台", "种"), words=("盘亏", "账实不符缺少", "没找着",
        "找不着", "没找到", "没有找到", "短少"),
))  # fmt: skip

EXTRA = figures.add(Figure(
    key="stocktakes.surplus", label="盘盈", unit="项", of=FINDING, when="judged_at", where=SURPLUS,
    means="在这段时间盘点发现的账外东西，和数量多于账面的物资。", splits=SPLITS, units=("件", "台", "种"), words=("盘盈", "账外", "多出来", "多出"),
))  # fmt: skip

ELSEWHERE = figures.add(Figure(
    key="stocktakes.elsewhere", label="不在账面地点的资产", unit="件", of=FINDING, when="judged_at", where=Q(outcome=Outcome.ELSEWHERE), good="down",
    means="在这段时间盘点时，在账面以外的场所看到的资产。", splits=SPLITS, units=("台", "项"),
    words=(
        "不在原处", "不在原来的地方", "不在账面位置", "移位", "不在账面地点", "地点不符", "错位", "存放地点不符", "位置不符", "存放位置不符",
    ),
))  # fmt: skip

LOSS_VALUE = figures.add(Figure(
    key="stocktakes.loss_value", label="盘亏金额", unit="元", of=FINDING, when="judged_at", where=LACKING, measure=Sum(path="value"),
    means="在这段时间盘亏的资产原值和物资库存价值。", splits=SPLITS, words=("盘亏金额", "盘亏价值"),
))  # fmt: skip

SURPLUS_VALUE = figures.add(Figure(
    key="stocktakes.surplus_value", label="盘盈金额", unit="元", of=FINDING, when="judged_at", where=SURPLUS, measure=Sum(path="value"),
    means="在这段时间盘盈物资的库存价值；盘盈的资产补全卡片前没有价值。", splits=SPLITS, words=("盘盈金额", "盘盈价值"),
))  # fmt: skip

DECIDED = figures.add(Figure(
    key="stocktakes.decided", label="盘点差异处理率", unit="%", of=FINDING, when="judged_at", where=DIFFERS,
    measure=Share(of=Q(state=Finding.State.DECIDED)), good="up", means="在这段时间盘点出的差异里，已经有处理决定并入账的占多少。",
    splits=SPLITS, words=("盘点差异处理率", "差异处理率", "盘盈盘亏处理率"),
))  # fmt: skip
