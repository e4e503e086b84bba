"""What a director says about inspections, each number with its rows."""

from django.db.models import Q

from houqin.areas.inspections.models import Finding, Inspection, PointVisit
from houqin.areas.inspections.records import FINDING, INSPECTION, POINT_VISIT
from houqin.kernel.figures import Figure, Share, Split, figures

State = Inspection.State

DONE = Q(state=State.DONE)
MISSED = Q(missed_at__isnull=False)
SETTLED = Q(state__in=(State.DONE, State.MISSED, State.LATE))
"""Done or missed: what is still open may yet be done, what was excused was not to be done."""

CHECKLIST_WORDS = {
    "daily_round_morning": ("早巡", "晨巡", "早间巡视"),
    "daily_round_noon": ("午巡", "午间巡视"),
    "daily_round_evening": ("晚巡", "放学巡视"),
    "night_round": ("夜巡", "夜间巡查", "夜间巡逻", "夜间巡视", "晚间巡查"),
    "fire_daily": ("防火巡查", "每日防火巡查", "日常防火巡查"),
    "fire_monthly": (
        "消防检查",
        "消防自查",
        "消防安全检查",
        "消防月检",
        "消防设施检查",
        "消防设施自查",
        "消防设施月自查",
        "消防器材检查",
    ),
    "pre_term": ("开学前检查", "期初检查", "开学检查"),
    "special_check": ("专项检查", "专项问题集中检查", "专项整治"),
    "campus_monthly": ("月检查", "安全月检查", "每月安全检查"),
    "power_room": ("配电房检查", "配电室检查"),
    "lift": ("电梯检查", "电梯巡检"),
    "playground": ("体育器材检查", "体育设施检查"),
    "canteen_daily": ("食堂检查", "食堂日检查", "食堂每日检查", "食堂日常检查"),
    "canteen_special": ("食堂专项检查", "食品安全检查"),
    "dormitory": ("宿舍检查", "查寝"),
    "drinking_water": ("饮水检查", "饮水机检查"),
    "buildings": ("校舍检查", "校舍安全检查"),
    "extinguisher": ("灭火器检查",),
    "hydrant": ("消火栓检查",),
    "surroundings": ("周边环境检查", "周边排查"),
    "pre_holiday": ("放假前检查", "节前检查"),
}
CHECKLIST = Split(label="检查表", path="checklist__code", name="checklist__title", names=CHECKLIST_WORDS)
CAMPUS = Split(label="校区", path="campus_id", name="campus__name")
SPLITS = {
    "checklist": CHECKLIST,
    "campus": CAMPUS,
    "round": Split(label="路线", path="round_id", name="round__name"),
    "tier": Split(label="层级", path="tier", names={"self": ("部门自查", "自查"), "review": ("复查",), "survey": ("普查", "拉网式排查")}),
    "campaign": Split(label="专项行动", path="campaign"),
    "person": Split(label="检查人", path="done_by_id", name="done_by__name"),
}  # fmt: skip

DONE_COUNT = figures.add(Figure(
    key="inspections.done", label="检查", unit="次", of=INSPECTION, when="window_start", where=DONE,
    means="在这段时间到期或临时开展、已经做完的检查和巡查，漏检后补录的不计。",
    splits=SPLITS, units=("场", "轮"),
    words=(
        "检查", "检查次数", "安全检查", "开展检查", "开展安全检查", "进行安全检查", "组织检查", "隐患排查", "安全排查", "排查", "大检查", "安全大检查",
        "巡视检查", "日常检查", "完成检查", "安检", *(word for words in CHECKLIST_WORDS.values() for word in words),
    ),
))  # fmt: skip

ROUNDS = figures.add(Figure(
    key="inspections.rounds", label="巡查", unit="次", of=INSPECTION, when="window_start", where=DONE & Q(round__isnull=False),
    means="在这段时间按路线逐点走完的巡查。",
    splits=SPLITS, units=("趟", "轮", "人次"), words=("巡查", "巡视", "巡逻", "巡查次数", "校园巡查", "校园巡逻", "巡校", "安全巡查", "日常巡查", "巡检"),
))  # fmt: skip

MISSED_COUNT = figures.add(Figure(
    key="inspections.missed", label="漏检", unit="次", of=INSPECTION, when="window_start", where=MISSED, good="down",
    means="在这段时间到期、时段过了还没有做的检查，后来补录的也算漏检。", splits=SPLITS, words=("检查漏检", "漏检", "漏查", "漏巡", "未检查", "缺检"),
))  # fmt: skip

ON_TIME = figures.add(Figure(
    key="inspections.on_time", label="检查按时完成率", unit="%", of=INSPECTION, when="window_start", where=SETTLED,
    measure=Share(of=DONE & Q(is_late=False)), good="up", means="在这段时间应做的检查里，在规定时段内做完的占多少；免检的不计。",
    splits=SPLITS, words=("检查按时完成率", "按时完成率", "检查完成率", "巡查完成率", "巡检率", "检查覆盖率"),
))  # fmt: skip

HANDLING_WORDS = {
    "on_spot": ("当场处理", "当场整改", "当场解决", "现场整改", "现场处理", "立即整改"),
    "hazard": ("转隐患", "列为隐患", "上报隐患", "列入隐患", "报隐患"),
    "order": ("转维修", "转报修", "报修处理"),
}
FINDING_SPLITS = {
    "checklist": CHECKLIST,
    "campus": CAMPUS,
    "building": Split(label="楼栋", path="place__building_id", name="place__building__name"),
    "kind": Split(label="场所类别", path="place__kind"),
    "state": Split(label="处理", path="state", names=HANDLING_WORDS),
    "item": Split(label="检查内容", path="item_text"),
}

FINDINGS = figures.add(Figure(
    key="inspections.findings", label="检查发现异常", unit="项", of=FINDING, when="found_at",
    means="在这段时间的检查里记为异常或读数超出范围的项。",
    splits=FINDING_SPLITS, units=("处", "个", "条", "件"),
    words=("检查发现异常", "发现问题", "查出问题", "发现异常", "异常", "问题", "检查发现问题", "存在问题"),
))  # fmt: skip

ON_SPOT = figures.add(Figure(
    key="inspections.on_spot", label="当场处理", unit="项", of=FINDING, when="found_at", where=Q(state=Finding.State.ON_SPOT), good="up",
    means="在这段时间检查发现、当场就处理好的异常项。",
    splits=FINDING_SPLITS, units=("处", "个", "条", "件"), words=("当场处理", "当场整改", "当场解决", "现场整改", "立即整改", "立行立改"),
))  # fmt: skip

HANDLED = figures.add(Figure(
    key="inspections.handled_share", label="异常处理率", unit="%", of=FINDING, when="found_at",
    measure=Share(of=~Q(state=Finding.State.OPEN)), good="up", means="在这段时间检查发现的异常项里，已经当场处理、转隐患或转报修的占多少。",
    splits=FINDING_SPLITS, words=("异常处理率", "转隐患或转报修的占", "问题处理率", "问题处置率"),
))  # fmt: skip

POINT_SPLITS = {
    "campus": CAMPUS,
    "place": Split(label="点位", path="place_id", name="place__name"),
    "proof": Split(label="凭证", path="proof"),
}

POINTS = figures.add(Figure(
    key="inspections.points", label="巡查到点", unit="点次", of=POINT_VISIT, when="visited_at",
    means="在这段时间的巡查里到过的点位，每到一次算一次。", splits=POINT_SPLITS, units=("次", "个"), words=("巡查到点", "到点", "打卡", "巡更打卡", "巡更点"),
))  # fmt: skip

SCANNED = figures.add(Figure(
    key="inspections.scanned_share", label="到点扫码率", unit="%", of=POINT_VISIT, when="visited_at",
    measure=Share(of=Q(proof=PointVisit.Proof.SCAN)), good="up", means="巡查到点记录里，用点位二维码证明的占多少，其余为说明了原因的。",
    splits=POINT_SPLITS, words=("到点扫码率", "扫码率", "打卡率", "扫码到点率"),
))  # fmt: skip

TOO_FAST = figures.add(Figure(
    key="inspections.too_fast", label="步行过快的到点", unit="点次", of=POINT_VISIT, when="visited_at", where=Q(too_fast=True), good="down",
    means="两点之间用时比走路最短时间还少的到点记录，可能没有走到。", splits=POINT_SPLITS, words=("步行过快", "疑似未到点"),
))  # fmt: skip
