"""What a director says about the plan's tasks, each number with its rows."""

from django.db.models import F, Q

from houqin.areas.plans.models import Task, TaskKind
from houqin.areas.plans.records import TASK
from houqin.kernel import clock
from houqin.kernel.figures import Figure, Share, Split, figures

State = Task.State

COUNTED = ~Q(state=State.DROPPED)
DONE = Q(state=State.DONE)

SPLITS = {
    "kind": Split(label="类别", path="kind"),
    "department": Split(label="负责部门", path="department_id", name="department__name", words="department__aliases"),
    "post": Split(label="负责岗位", path="owner_post"),
    "campus": Split(label="校区", path="campus_id", name="campus__name"),
    "state": Split(label="状态", path="state"),
}


def overdue() -> Q:
    """Done after its day, or not done though the day has passed."""
    return (DONE & Q(done_at__date__gt=F("due_on"))) | (Q(state=State.TODO) & Q(due_on__lt=clock.today()))


TASKS = figures.add(Figure(
    key="plans.tasks", label="计划任务", unit="项", of=TASK, when="due_on", where=COUNTED,
    means="期限在这段时间的计划任务，取消的不计，转下学期的计入。",
    splits=SPLITS, units=("个", "件", "条"),
    words=(
        "计划", "计划任务", "工作任务", "任务", "计划事项", "安排工作", "部署工作", "重点工作", "重点任务", "制定的工作", "布置的工作",
    ),
))  # fmt: skip

DONE_COUNT = figures.add(Figure(
    key="plans.done", label="完成计划任务", unit="项", of=TASK, when="due_on", where=DONE, good="up",
    means="期限在这段时间、目前已经完成的计划任务。",
    splits=SPLITS, units=("个", "件", "条"), words=("完成计划任务", "完成任务", "完成工作", "完成计划", "落实任务", "完成重点工作"),
))  # fmt: skip

DONE_SHARE = figures.add(Figure(
    key="plans.done_share", label="计划完成率", unit="%", of=TASK, when="due_on", where=COUNTED, measure=Share(of=DONE), good="up",
    means="期限在这段时间的计划任务里，目前已经完成的占多少；取消的不计。",
    splits=SPLITS, words=("计划完成率", "任务完成率", "工作完成率", "计划落实率"),
))  # fmt: skip

OVERDUE = figures.add(Figure(
    key="plans.overdue", label="超期任务", unit="项", of=TASK, when="due_on", where=overdue, good="down",
    means="期限在这段时间、到期还没有完成或者过期才完成的计划任务。",
    splits=SPLITS, units=("个", "件", "条"), words=("任务超期", "任务超期完成", "任务逾期", "超期任务", "逾期任务", "未按期完成", "延期任务"),
))  # fmt: skip

CARRIED = figures.add(Figure(
    key="plans.carried", label="转下学期任务", unit="项", of=TASK, when="due_on", where=Q(state=State.CARRIED), good="down",
    means="期限在这段时间、没有完成而转到下学期的计划任务。",
    splits=SPLITS, units=("个", "件", "条"), words=("转下学期任务", "结转任务", "转入下学期", "顺延任务", "顺延下学期", "结转下学期",
        "顺延到下学期", "顺延至下学期", "转到下学期"),
))  # fmt: skip

# What was held is counted on the day it was done: a summary tells of the months in which people met.
HELD_SPLITS = {name: SPLITS[name] for name in ("department", "post", "campus")}

MEETINGS = figures.add(Figure(
    key="plans.meetings", label="召开会议", unit="次", of=TASK, when="done_at", where=DONE & Q(kind=TaskKind.MEETING),
    means="在这段时间完成的会议类任务，一项任务算一次。",
    splits=HELD_SPLITS, units=("场",),
    words=(
        "召开会议", "会议", "开会", "后勤会议", "工作会议", "召开各类会议", "组织会议", "例会", "后勤例会", "工作例会", "部门会议", "处务会",
        "安全会议", "安全工作会议",
    ),
))  # fmt: skip

DRILLS = figures.add(Figure(
    key="plans.drills", label="开展演练", unit="次", of=TASK, when="done_at", where=DONE & Q(kind=TaskKind.DRILL),
    means="在这段时间完成的演练类任务，一项任务算一次。",
    splits=HELD_SPLITS, units=("场",),
    words=("开展演练", "演练", "应急演练", "安全演练", "组织演练", "举行演练", "应急预案演练", "疏散演练", "应急疏散演练", "应急疏散", "逃生演练", "演习"),
))  # fmt: skip

TRAININGS = figures.add(Figure(
    key="plans.trainings", label="培训教育", unit="次", of=TASK, when="done_at", where=DONE & Q(kind=TaskKind.TRAINING),
    means="在这段时间完成的培训和安全教育类任务，一项任务算一次。",
    splits=HELD_SPLITS, units=("场", "期"),
    words=(
        "培训教育", "培训", "组织培训", "开展培训", "安全培训", "安全教育", "安全教育活动", "安全教育培训", "教育培训", "专题培训", "业务培训",
        "业务学习", "技能培训", "安全知识培训", "安全讲座",
    ),
))  # fmt: skip
