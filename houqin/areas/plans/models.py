from django.db import models
from django.db.models import F

from houqin.areas.inspections.models import Checklist
from houqin.foundation.models import Campus, Department, Person, Term
from houqin.foundation.posts import NAMES
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record

POSTS = [(code.value, name) for code, name in NAMES.items()]


class TaskKind(models.TextChoices):
    TASK = "task", "工作"
    INSPECTION = "inspection", "检查"
    STOCKTAKE = "stocktake", "盘点"
    DRILL = "drill", "演练"
    ROSTER = "roster", "值班"
    SETTLEMENT = "settlement", "结算"
    MEETING = "meeting", "会议"
    TRAINING = "training", "培训教育"


class Plan(Record):
    """A plan as the director wrote it, read line by line; adopted, its items are tasks."""

    class State(models.TextChoices):
        REVIEW = "review", "待核对"
        ADOPTED = "adopted", "已立项"
        DROPPED = "dropped", "已作废"

    title = models.CharField("标题", max_length=120)
    term = ForeignKey(Term, verbose_name="学期", related_name="+")
    campus = ForeignKey(Campus, null=True, blank=True, verbose_name="校区", related_name="+")
    file_name = models.CharField("文件名", max_length=200, blank=True, editable=False)
    text_digest = models.CharField(max_length=64, editable=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.REVIEW, editable=False)

    class Meta:
        verbose_name = "工作计划"
        verbose_name_plural = "工作计划"
        constraints = (models.UniqueConstraint(fields=["school", "term", "text_digest"], name="plan_once"),)

    def __str__(self) -> str:
        return self.title


class PlanLine(Record):
    """One line of a plan and what became of it. Nothing of the document is dropped silently: `why` says the reason."""

    class Became(models.TextChoices):
        ITEM = "item", "立为任务"
        GOAL = "goal", "目标"
        LEFT = "left", "不立项"

    plan = ForeignKey(Plan, verbose_name="工作计划", related_name="plan_lines")
    line = models.PositiveIntegerField("行号")
    text = models.TextField("原文")
    became = models.CharField("成为", max_length=5, choices=Became)
    why = models.CharField("理由", max_length=200, blank=True)
    title = models.CharField("事项", max_length=300, blank=True)
    section = models.CharField("章节", max_length=200, blank=True)
    kind = models.CharField("类别", max_length=10, choices=TaskKind, default=TaskKind.TASK)
    month = models.PositiveSmallIntegerField("月份", null=True, blank=True)
    months = models.JSONField("各月", default=list, blank=True)
    week = models.PositiveSmallIntegerField("周次", null=True, blank=True)
    on = models.DateField("日期", null=True, blank=True)
    recurrence = models.JSONField("周期", default=dict, blank=True)
    owners = models.CharField("原文负责", max_length=200, blank=True)
    department = ForeignKey(Department, null=True, blank=True, verbose_name="负责部门", related_name="+")
    owner_post = models.CharField("负责岗位", max_length=20, choices=POSTS, blank=True)
    owner = ForeignKey(Person, null=True, blank=True, verbose_name="负责人", related_name="+")
    checklist = ForeignKey(Checklist, null=True, blank=True, verbose_name="检查表", related_name="+")

    class Meta:
        verbose_name = "计划事项"
        verbose_name_plural = "计划事项"
        indexes = (models.Index(fields=["school", "plan", "line"], name="plan_line_order"),)

    def __str__(self) -> str:
        return (self.title or self.text)[:60]

    @property
    @shown("时间")
    def when_said(self) -> str:
        """How a person says the time: 3月、第5周、2026-03-12、每周."""
        if self.on:
            return self.on.isoformat()
        told = (
            f"第{self.week}周"
            if self.week
            else "、".join(f"{m}月" for m in self.months or ([self.month] if self.month else []))
        )
        return f"{told} {REPEATS.get(self.recurrence.get('kind', ''), '')}".strip() or "全学期"


REPEATS = {
    "every_school_day": "每个上课日", "every_day": "每天", "weekly": "每周", "half_monthly": "每半月", "monthly": "每月",
    "quarterly": "每季度", "per_term": "每学期", "per_year": "每学年",
}  # fmt: skip


class Goal(Record):
    """A goal with a number. Bound to a figure, it shows how far it is from being met."""

    class Operator(models.TextChoices):
        AT_LEAST = ">=", "不低于"
        AT_MOST = "<=", "不超过"
        EQUAL = "=", "等于"
        ABOVE = ">", "高于"
        BELOW = "<", "低于"

    plan = ForeignKey(Plan, verbose_name="工作计划", related_name="goals")
    text = models.CharField("目标", max_length=300)
    said = models.CharField("所指", max_length=100, blank=True)
    operator = models.CharField("关系", max_length=2, choices=Operator, default=Operator.AT_LEAST)
    value = models.DecimalField("目标值", max_digits=14, decimal_places=2)
    unit = models.CharField("单位", max_length=10, blank=True)
    figure = models.CharField("指标", max_length=60, blank=True)

    class Meta:
        verbose_name = "计划目标"
        verbose_name_plural = "计划目标"
        indexes = (models.Index(fields=["school", "plan"], name="goal_plan"),)

    def __str__(self) -> str:
        return self.text[:60]


class Task(Record):
    """A piece of work with an owner and a due window on the school calendar."""

    class State(models.TextChoices):
        TODO = "todo", "待办"
        DONE = "done", "已完成"
        CARRIED = "carried", "转下学期"
        DROPPED = "dropped", "已取消"

    number = models.CharField("编号", max_length=20, editable=False)
    title = models.CharField("任务", max_length=300)
    kind = models.CharField("类别", max_length=10, choices=TaskKind, default=TaskKind.TASK)
    plan = ForeignKey(Plan, null=True, blank=True, verbose_name="工作计划", editable=False, related_name="tasks")
    line = ForeignKey(PlanLine, null=True, blank=True, verbose_name="计划事项", editable=False, related_name="tasks")
    term = ForeignKey(Term, verbose_name="学期", related_name="+")
    campus = ForeignKey(Campus, null=True, blank=True, verbose_name="校区", related_name="+")
    department = ForeignKey(Department, null=True, blank=True, verbose_name="负责部门", related_name="+")
    owner_post = models.CharField("负责岗位", max_length=20, choices=POSTS, blank=True)
    owner = ForeignKey(Person, null=True, blank=True, verbose_name="负责人", related_name="+")
    opens_on = models.DateField("开始")
    due_on = models.DateField("期限")
    checklist = ForeignKey(Checklist, null=True, blank=True, verbose_name="检查表", related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.TODO, editable=False)
    done_at = models.DateTimeField("完成时间", null=True, blank=True, editable=False)
    done_by = ForeignKey(Person, null=True, blank=True, verbose_name="完成人", editable=False, related_name="+")
    note = models.CharField("完成情况", max_length=500, blank=True, editable=False)
    carried_from = ForeignKey("self", null=True, blank=True, verbose_name="结转自", editable=False, related_name="+")

    class Meta:
        verbose_name = "任务"
        verbose_name_plural = "任务"
        constraints = (
            models.UniqueConstraint(fields=["school", "number"], name="task_number_once"),
            models.CheckConstraint(condition=models.Q(due_on__gte=F("opens_on")), name="task_due_after_opening"),
        )
        indexes = (
            models.Index(fields=["school", "state", "due_on"], name="task_state_due"),
            models.Index(fields=["school", "term", "due_on"], name="task_term_due"),
        )

    def __str__(self) -> str:
        return self.title[:60]

    @property
    @shown("超期")
    def is_overdue(self) -> bool:
        return self.state == self.State.TODO and self.due_on < clock.today()
