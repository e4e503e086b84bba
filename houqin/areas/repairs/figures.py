"""What a director says about repairs, each number with its rows."""

from datetime import timedelta

from django.db.models import F, Q

from houqin.areas.repairs.models import RepairOrder, Trade
from houqin.areas.repairs.records import ORDER, WORK_LINE
from houqin.kernel.figures import Average, Figure, Hours, Share, Split, Sum, figures

State = RepairOrder.State

NOT_DROPPED = ~Q(state__in=RepairOrder.DROPPED)
FINISHED = Q(state__in=(State.DONE, State.ACCEPTED))
UNFINISHED = Q(state__in=(State.OPEN, State.ASSIGNED))
WITHIN_A_DAY = Q(finished_at__lte=F("reported_at") + timedelta(hours=24))
RATED = Q(rating__isnull=False)
SATISFIED_FROM = 4

TRADE_WORDS = {
    Trade.WATER.value: ("水工", "水路", "水暖", "给排水", "水类", "用水", "水道工", "管道", "水管", "上下水"),
    Trade.POWER.value: ("电工", "电路", "用电", "照明", "电类", "强电", "电器", "电气", "供电", "电力"),
    Trade.WOOD.value: ("木工", "门窗", "木类", "桌椅", "木器", "家具", "门窗桌椅"),
    Trade.MASON.value: ("泥瓦工", "瓦工", "土建", "墙面", "泥工", "泥水工", "土木", "房屋"),
    Trade.IT.value: ("信息化", "网络", "弱电", "多媒体", "信息类", "电教", "信息技术", "电子设备", "信息设备"),
    Trade.EQUIPMENT.value: ("设备类", "空调", "机电", "设施设备", "专用设备"),
    Trade.OTHER.value: ("其它", "其他类"),
}

TRADE = Split(label="工种", path="trade", names=TRADE_WORDS)
CAMPUS = Split(label="校区", path="campus_id", name="campus__name")
ORDER_SPLITS = {
    "trade": TRADE,
    "campus": CAMPUS,
    "building": Split(label="楼栋", path="place__building_id", name="place__building__name"),
    "kind": Split(label="场所类别", path="place__kind"),
    "state": Split(label="状态", path="state"),
}

RECEIVED = figures.add(Figure(
    key="repairs.received", label="接报修单", unit="次", of=ORDER, when="reported_at", where=NOT_DROPPED,
    means="在这段时间报修的单子，撤回、不受理的不计。",
    splits=ORDER_SPLITS, units=("单", "张", "件", "起", "项", "条", "个", "份"),
    words=(
        "接报修单", "报修单", "接报修", "接报维修", "接报", "接到报修", "受理报修", "报修", "报修次数", "报修总数", "维修申请", "报修电话",
        "报修量", "受理量", "报修受理量", "接单量", "报修工单", "维修工单", "维修单", "工单", "接单", "受理维修", "师生报修", "报修件数",
        "报修任务", "保修登记", "报修登记", "受理", "来单子", "单子", "报上来的活",
    ),
))  # fmt: skip

FINISHED_COUNT = figures.add(Figure(
    key="repairs.finished", label="完成维修", unit="次", of=ORDER, when="reported_at", where=FINISHED, good="up",
    means="在这段时间报修、目前已经完工的单子。",
    splits=ORDER_SPLITS, units=("单", "张", "件", "起", "项", "处", "条", "个", "份"),
    words=(
        "完成维修", "完成报修", "维修完成", "维修", "修好", "处理报修", "解决报修", "修复", "及时维修", "维修次数", "完成维修任务", "零星维修", "维修量",
        "维修任务", "日常维修", "各类维修", "小修", "零修", "完成工单", "办结工单", "办结报修", "完工", "办结维修工单", "完成维修工单", "办结维修单", "办结",
        "完成次数", "完成数", "处理工单", "处理维修工单", "处理维修单", "干完", "弄好", "修完", "单子干完", "处置报修工单", "处理报修工单",
        "完成报修工单", "办结报修工单", "处置工单", "修竣", "竣工",
    ),
))  # fmt: skip

FINISHED_SHARE = figures.add(Figure(
    key="repairs.finished_share", label="维修完成率", unit="%", of=ORDER, when="reported_at", where=NOT_DROPPED,
    measure=Share(of=FINISHED), good="up", means="在这段时间报修的单子里，目前已经完工的占多少；撤回、不受理的不计。",
    splits=ORDER_SPLITS, words=(
        "维修完成率", "报修完成率", "完成率", "修复率", "处理率", "维修率", "报修处理率", "报修办结率", "工单办结率", "工单完成率", "办结率", "完工率",
    ),
))  # fmt: skip

IN_A_DAY = figures.add(Figure(
    key="repairs.in_a_day", label="24小时内修复率", unit="%", of=ORDER, when="reported_at", where=NOT_DROPPED,
    measure=Share(of=WITHIN_A_DAY), good="up", means="在这段时间报修的单子里，从报修起24小时之内完工的占多少；撤回、不受理的不计，还没完工的算未做到。",
    splits=ORDER_SPLITS,
    words=(
        "24小时内修复率", "24小时修复率", "24小时内处理率", "24小时内维修完成率", "当日修复率", "及时率", "维修及时率", "及时维修率", "24小时办结率",
        "24小时完成率", "当天修复率", "24小时内完成率", "24小时内办结率", "当天解决", "当天修好", "当日解决", "当天办结率", "24小时内解决", "24小时内修复的占",
    ),
))  # fmt: skip

HOURS = figures.add(Figure(
    key="repairs.hours", label="平均修复时长", unit="小时", of=ORDER, when="reported_at",
    where=FINISHED & Q(finished_at__gte=F("reported_at")), measure=Hours(start="reported_at", end="finished_at"), good="down",
    means="在这段时间报修、已完工的单子，从报修到完工平均用了多少小时。",
    splits=ORDER_SPLITS, words=("平均修复时长", "平均维修时长", "平均用时", "平均处理时间", "平均维修时间", "平均处理时长",
        "从报修到修好", "从报修到完工", "从报修到修复", "从接单到修好", "从接单到完工", "修复平均"),
))  # fmt: skip

REOPENED = figures.add(Figure(
    key="repairs.reopened", label="返修", unit="次", of=ORDER, when="reported_at", where=Q(reopened_count__gt=0),
    measure=Sum(path="reopened_count"), good="down", means="在这段时间报修的单子，完工后又被报修人退回重修的次数。",
    splits=ORDER_SPLITS, units=("单", "张", "件", "起", "项", "个"), words=("返修", "返工", "重修", "二次维修", "退回", "退回重修", "退回返修", "返修单", ),
))  # fmt: skip

SATISFIED = figures.add(Figure(
    key="repairs.satisfied", label="维修满意率", unit="%", of=ORDER, when="reported_at", where=RATED,
    measure=Share(of=Q(rating__gte=SATISFIED_FROM)), good="up", means="报修人打过分的单子里，4分和5分的占多少。",
    splits=ORDER_SPLITS,
    words=(
        "维修满意率", "维修满意度", "报修满意度", "报修满意率", "维修服务满意度", "维修服务满意率", "维修好评率", "好评率", "人满意",
        "4分及以上的占", "4分以上的占",
    ),
))  # fmt: skip

RATING = figures.add(Figure(
    key="repairs.rating", label="维修平均评分", unit="分", of=ORDER, when="reported_at", where=RATED, measure=Average(path="rating"),
    good="up", means="报修人打分的平均数，满分5分。",
    splits=ORDER_SPLITS, words=("维修平均评分", "平均评分", "平均分", "评分", "平均得分", "评分平均", "维修打分", "打分"),
))  # fmt: skip

RATED_COUNT = figures.add(Figure(
    key="repairs.rated", label="报修人评价", unit="次", of=ORDER, when="reported_at", where=RATED, good="up",
    means="在这段时间报修、报修人验收时打过分的单子。", splits=ORDER_SPLITS,
    units=("人次", "条", "份"), words=("评价", "验收评价", "回访", "师生评价", "参与评价", "收到评价", "打分", "师生打分"),
))  # fmt: skip

UNFINISHED_COUNT = figures.add(Figure(
    key="repairs.unfinished", label="尚未完工的报修", unit="次", of=ORDER, when="reported_at", where=UNFINISHED, good="down",
    means="在这段时间报修、目前还没有完工的单子。",
    splits=ORDER_SPLITS, units=("单", "张", "件", "项", "起", "处", "个"),
    words=(
        "没修好", "没有修好", "未修好",
        "尚未完工", "未完成维修", "未修复", "待维修", "未处理报修", "遗留报修", "没有完工", "未完工", "没修完", "没有修完", "剩余报修",
        "未能按时完成", "未能完成", "未能按时完成", "未能完成", "没弄完", "没干完", "没弄好", "还没修", "未竣", "在修", "正在维修",
    ),
))  # fmt: skip

URGENT = figures.add(Figure(
    key="repairs.urgent", label="紧急报修", unit="次", of=ORDER, when="reported_at", where=NOT_DROPPED & Q(is_urgent=True),
    means="在这段时间报修时标明紧急的单子，撤回、不受理的不计。",
    splits=ORDER_SPLITS, units=("单", "件", "起", "项", "张", "个"),
    words=(
        "紧急报修", "紧急维修", "应急维修", "抢修", "应急抢修", "突发维修", "紧急抢修", "突发故障", "急修", "处置紧急报修", "处理紧急报修",
    ),
))  # fmt: skip

OUTSOURCED = figures.add(Figure(
    key="repairs.outsourced", label="委托外包维修", unit="次", of=ORDER, when="reported_at",
    where=NOT_DROPPED & Q(contractor__isnull=False),
    means="在这段时间报修、派给外包单位的单子，撤回、不受理的不计。",
    splits={**ORDER_SPLITS, "contractor": Split(label="外包单位", path="contractor_id", name="contractor__name")},
    units=("单", "件", "项", "起", "个"), words=(
        "委托外包维修", "外包维修", "外包单位维修", "外委维修", "外包", "委外维修", "请外单位维修", "外请单位维修", "委托外单位维修", "外请维修",
        "外协维修", "联系厂家维修",
        "第三方维修", "请外面师傅", "请外头师傅", "外请师傅", "请人来修",
    ),
))  # fmt: skip

COST = figures.add(Figure(
    key="repairs.cost", label="维修费用", unit="元", of=ORDER, when="finished_at", where=FINISHED & Q(cost__gt=0),
    measure=Sum(path="cost"), means="在这段时间完工的单子上登记的费用合计。",
    splits=ORDER_SPLITS, units=("万元",),
    words=(
        "维修费用", "维修费", "维修经费", "维修支出", "维修资金", "维修金额", "费用", "维修费用支出", "维修开支", "零星维修费", "维修总费用",
    ),
))  # fmt: skip

MATERIALS = figures.add(Figure(
    key="repairs.materials", label="维修用库存材料", unit="元", of=ORDER, when="finished_at", where=FINISHED & Q(materials_cost__gt=0),
    measure=Sum(path="materials_cost"), means="在这段时间完工的报修单从库房领用的材料，按库存成本合计。",
    splits=ORDER_SPLITS, units=("万元",), words=(
        "维修用库存材料", "维修材料费", "维修耗材", "材料费", "维修领料", "维修用材料", "维修材料", "维修用料", "用库存材料", "用库房材料", "用掉材料",
    ),
))  # fmt: skip

WORK = figures.add(Figure(
    key="repairs.work", label="维修工作量", unit="项", of=WORK_LINE, when="done_at", measure=Sum(path="quantity"),
    means="在这段时间完工的各项维修工作的数量，按工作内容各自的单位计；不同单位相加只表示工作量。",
    splits={
        "item": Split(label="工作内容", path="kind__code", name="kind__name", unit="kind__unit", words="kind__words"),
        "trade": Split(label="工种", path="kind__trade", names=TRADE_WORDS),
        "campus": CAMPUS,
        "building": Split(label="楼栋", path="order__place__building_id", name="order__place__building__name"),
        "kind": Split(label="场所类别", path="order__place__kind"),
        "unit": Split(label="单位", path="kind__unit"),
    },
    words=("维修工作量", "维修数量", "维修总量"),
))  # fmt: skip
