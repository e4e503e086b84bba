"""What a director says about hazards, each number with its rows."""

from django.db.models import Q

from houqin.areas.hazards.models import Hazard
from houqin.areas.hazards.records import HAZARD
from houqin.kernel import clock
from houqin.kernel.figures import Average, Figure, Share, Split, figures

State = Hazard.State

COUNTED = ~Q(state=State.WITHDRAWN)
CLOSED = Q(state=State.CLOSED)
WAITING = Q(state__in=(State.FOUND, State.ASSIGNED))

SPLITS = {
    "level": Split(
        label="等级", path="level", names={"general": ("一般隐患",), "larger": ("较大隐患",), "major": ("重大隐患", "重大安全隐患", "重大危险隐患")}
    ),
    "source": Split(
        label="来源", path="source", names={
            "inspection": ("检查发现", "巡查发现", "自查", "检查中发现", "巡查中发现", "自查发现", "巡检发现"),
            "report": ("师生报告", "师生反映", "师生上报", "教师上报", "师生举报", "群众反映"),
            "above": ("上级检查", "督查", "上级交办", "上级通报", "上级督查"),
        }
    ),
    "campus": Split(label="校区", path="campus_id", name="campus__name"),
    "building": Split(label="楼栋", path="place__building_id", name="place__building__name"),
    "kind": Split(label="场所类别", path="place__kind"),
    "state": Split(label="状态", path="state"),
}  # fmt: skip


def late() -> Q:
    """Late once, or late now."""
    return COUNTED & (Q(overdue_at__isnull=False) | (WAITING & Q(due_at__lt=clock.now())))


FOUND = figures.add(Figure(
    key="hazards.found", label="发现隐患", unit="处", of=HAZARD, when="found_at", where=COUNTED,
    means="在这段时间检查发现或有人报告的隐患，撤回的误报不计。",
    splits=SPLITS, units=("个", "条", "项", "起", "件"),
    words=("发现隐患", "排查隐患", "安全隐患", "排查出隐患", "查出隐患", "隐患", "发现安全隐患", "隐患数", "隐患排查", "存在隐患", "不安全因素", "事故隐患",
        "隐患清单", "隐患台账", "建立隐患清单", "登记在册隐患", "在册隐患", "登记隐患", "毛病",
    ),
))  # fmt: skip

CLOSED_COUNT = figures.add(Figure(
    key="hazards.closed", label="整改销号", unit="处", of=HAZARD, when="found_at", where=CLOSED, good="up",
    means="在这段时间发现、已经整改并由他人复查合格的隐患。",
    splits=SPLITS, units=("个", "条", "项", "起", "件"),
    words=(
        "整改销号", "完成整改", "整改隐患", "消除隐患", "已整改", "整改", "整改到位", "治理隐患", "排除隐患", "处理隐患", "整治隐患", "处置隐患",
        "整改安全隐患", "消除安全隐患", "排除安全隐患", "治理安全隐患", "处理安全隐患", "整治安全隐患", "隐患整改", "整改完成", "销号", "弄妥", "闭环", "改好",
    ),
))  # fmt: skip

CLOSED_SHARE = figures.add(Figure(
    key="hazards.closed_share", label="隐患整改率", unit="%", of=HAZARD, when="found_at", where=COUNTED, measure=Share(of=CLOSED), good="up",
    means="在这段时间发现的隐患里，已经整改并复查合格的占多少。",
    splits=SPLITS, words=("隐患整改率", "整改率", "隐患整改完成率", "整改完成率", "隐患消除率", "整治率", "隐患排查整改率", "销号率", "隐患销号率", "闭环率"),
))  # fmt: skip

OPEN_COUNT = figures.add(Figure(
    key="hazards.open", label="未销号隐患", unit="处", of=HAZARD, when="found_at",
    where=Q(state__in=(State.FOUND, State.ASSIGNED, State.RECTIFIED)), good="down",
    means="在这段时间发现、目前还没有复查合格的隐患。",
    splits=SPLITS, units=("个", "条", "项", "件"),
    words=(
        "还剩", "剩下", "未销号", "未整改", "尚未整改", "遗留隐患", "未完成整改", "正在整改", "没整改", "没有整改", "没有整改到位", "剩余隐患", "挂账", "挂着",
        "没有销号", "尚未销号",
    ),
))  # fmt: skip

OVERDUE = figures.add(Figure(
    key="hazards.overdue", label="超期隐患", unit="处", of=HAZARD, when="found_at", where=late, good="down",
    means="在这段时间发现、没有在期限内整改的隐患，后来补做了的也算。",
    splits=SPLITS, units=("个", "条", "项", "件"),
    words=(
        "隐患超期", "隐患超期整改", "隐患逾期", "超期隐患", "超期", "逾期隐患", "逾期未整改", "超期未整改", "没有在期限内整改",
        "未按期整改", "未在期限内整改",
    ),
))  # fmt: skip

HOURS = figures.add(Figure(
    key="hazards.hours", label="平均整改用时", unit="小时", of=HAZARD, when="found_at", where=COUNTED & Q(hours__isnull=False),
    measure=Average(path="hours"), good="down", means="在这段时间发现、已经整改的隐患，从发现到整改平均用了多少小时。",
    splits=SPLITS, words=("平均整改用时", "平均整改时间", "平均整改时长", "整改平均用时", "隐患平均处理时间"),
))  # fmt: skip

IN_A_DAY = figures.add(Figure(
    key="hazards.in_a_day", label="24小时内整改率", unit="%", of=HAZARD, when="found_at", where=COUNTED, measure=Share(of=Q(hours__lte=24)), good="up",
    means="在这段时间发现的隐患里，24小时之内完成整改的占多少；还没整改的算未做到。",
    splits=SPLITS,
    words=(
        "24小时内整改率", "24小时内完成整改的占", "24小时内整改的占", "24小时整改率", "24小时内处理率", "隐患24小时内处置率", "及时整改率",
        "整改及时率",
    ),
))  # fmt: skip

OUTSIDE = figures.add(Figure(
    key="hazards.outside", label="函告校外单位", unit="次", of=HAZARD, when="found_at", where=COUNTED & ~Q(letter_number=""),
    means="在这段时间发现、学校发函请校外单位处理的隐患。",
    splits=SPLITS, units=("处", "件", "份", "项"), words=("函告校外单位", "发函", "致函", "函告", "上报有关部门", "协调有关部门"),
))  # fmt: skip

TO_ORDER = figures.add(Figure(
    key="hazards.to_order", label="隐患转报修", unit="处", of=HAZARD, when="found_at", where=COUNTED & Q(order__isnull=False),
    means="在这段时间发现、转成报修单维修的隐患。",
    splits=SPLITS, units=("个", "次", "件", "项", "条", "起"), words=("隐患转报修", "转维修", "转报修", "转后勤维修"),
))  # fmt: skip
