from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from houqin.areas.hazards.models import Hazard
from houqin.areas.inspections.windows import clock_time, parse_windows
from houqin.areas.repairs.models import RepairOrder
from houqin.foundation.models import Campus, Person, Place
from houqin.foundation.posts import NAMES
from houqin.kernel import clock
from houqin.kernel.rows import ForeignKey, Record

POSTS = [(code.value, name) for code, name in NAMES.items()]


class Tier(models.TextChoices):
    SELF = "self", "部门自查"
    REVIEW = "review", "后勤复查"
    SURVEY = "survey", "普查"


class Checklist(Record):
    code = models.CharField("编码", max_length=40)
    title = models.CharField("名称", max_length=60)
    about = models.CharField("说明", max_length=200, blank=True)
    is_shipped = models.BooleanField("系统自带", default=False, editable=False)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "检查表"
        verbose_name_plural = "检查表"
        constraints = (models.UniqueConstraint(fields=["school", "code"], name="checklist_once"),)

    def __str__(self) -> str:
        return self.title


class ChecklistVersion(Record):
    """One edition of a checklist. Never changed: editing makes the next one, and what was done keeps its own."""

    checklist = ForeignKey(Checklist, verbose_name="检查表", related_name="versions")
    edition = models.PositiveIntegerField("版次")
    is_current = models.BooleanField("现行", default=True)
    why = models.CharField("修订原因", max_length=200, blank=True)
    sources = models.JSONField("依据", default=list, blank=True)

    class Meta:
        verbose_name = "检查表版本"
        verbose_name_plural = "检查表版本"
        constraints = (
            models.UniqueConstraint(fields=["school", "checklist", "edition"], name="checklist_edition_once"),
            models.UniqueConstraint(
                fields=["school", "checklist"],
                condition=models.Q(is_current=True),
                name="checklist_one_current",
            ),
        )

    def __str__(self) -> str:
        return f"{self.checklist.title} 第{self.edition}版"


class ChecklistItem(Record):
    class Kind(models.TextChoices):
        OK = "ok", "正常/异常"
        NUMBER = "number", "读数"
        CHOICE = "choice", "选择"
        TEXT = "text", "文字"
        PHOTO = "photo", "照片"

    edition = ForeignKey(ChecklistVersion, verbose_name="检查表版本", related_name="items")
    position = models.PositiveSmallIntegerField("序号")
    code = models.CharField("项目编码", max_length=40)
    text = models.CharField("检查内容", max_length=120)
    kind = models.CharField("填写方式", max_length=10, choices=Kind, default=Kind.OK)
    unit = models.CharField("单位", max_length=12, blank=True)
    low = models.DecimalField("下限", max_digits=12, decimal_places=3, null=True, blank=True)
    high = models.DecimalField("上限", max_digits=12, decimal_places=3, null=True, blank=True)
    choices = models.JSONField("选项", default=list, blank=True)
    fault_choices = models.JSONField("异常选项", default=list, blank=True)
    is_required = models.BooleanField("必填", default=True)
    is_critical = models.BooleanField("关键项", default=False)
    photo_when_fault = models.BooleanField("异常时请拍照", default=False)
    hint = models.CharField("提示", max_length=120, blank=True)
    source = models.CharField("依据", max_length=60, blank=True)

    class Meta:
        verbose_name = "检查项"
        verbose_name_plural = "检查项"
        constraints = (models.UniqueConstraint(fields=["school", "edition", "code"], name="checklist_item_once"),)

    def __str__(self) -> str:
        return self.text

    @property
    def range_words(self) -> str:
        """正常范围, as the person at the gauge needs it; empty without limits."""
        low, high = plain(self.low), plain(self.high)
        if low and high:
            return f"{low}～{high}{self.unit}"
        return f"不低于{low}{self.unit}" if low else f"不高于{high}{self.unit}" if high else ""


def plain(number: Any) -> str:
    return "" if number is None else f"{number.normalize():f}"


class Round(Record):
    """A route: points in order, perhaps with a checklist for the whole of it."""

    name = models.CharField("路线名称", max_length=60)
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    checklist = ForeignKey(Checklist, null=True, blank=True, verbose_name="检查表", related_name="+")
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "巡查路线"
        verbose_name_plural = "巡查路线"
        constraints = (models.UniqueConstraint(fields=["school", "campus", "name"], name="round_once"),)

    def __str__(self) -> str:
        return self.name


class RoundPoint(Record):
    round = ForeignKey(Round, verbose_name="巡查路线", related_name="points")
    position = models.PositiveSmallIntegerField("顺序")
    place = ForeignKey(Place, verbose_name="点位", related_name="+")
    least_seconds = models.PositiveSmallIntegerField(
        "最短步行秒数", default=15, help_text="从上一点走到这里至少要多久；比这还快会被标出"
    )

    class Meta:
        verbose_name = "路线点位"
        verbose_name_plural = "路线点位"
        constraints = (models.UniqueConstraint(fields=["school", "round", "position"], name="round_point_once"),)

    def __str__(self) -> str:
        return f"{self.position}. {self.place.name}"

    def clean(self) -> None:
        if self.round_id and self.place_id and self.place.campus_id != self.round.campus_id:
            raise ValidationError({"place": f"点位不在{self.round.campus.name}，请选本路线校区内的场所。"})


class Schedule(Record):
    """When a checklist or a round is due, on the school calendar."""

    class Recurrence(models.TextChoices):
        SCHOOL_DAY = "school_day", "每个上课日"
        DAY = "day", "每天（含假日）"
        WEEK = "week", "每周"
        HALF_MONTH = "half_month", "每半月"
        MONTH = "month", "每月"
        TERM = "term", "每学期"
        HOLIDAY = "holiday", "放假前"
        DEMAND = "demand", "按需"

    name = models.CharField("名称", max_length=60)
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    checklist = ForeignKey(Checklist, null=True, blank=True, verbose_name="检查表", related_name="+")
    round = ForeignKey(Round, null=True, blank=True, verbose_name="巡查路线", related_name="+")
    place = ForeignKey(Place, null=True, blank=True, verbose_name="场所", related_name="+")
    recurrence = models.CharField("周期", max_length=12, choices=Recurrence, default=Recurrence.SCHOOL_DAY)
    windows = models.CharField(
        "时段", max_length=120, default="08:00-17:00", help_text="如 07:00-08:20、11:20-13:30；跨夜写 21:00-06:00"
    )
    weekdays = models.CharField("星期", max_length=13, blank=True, help_text="每周：如 1,3,5；不填则一周内完成即可")
    times = models.PositiveSmallIntegerField("每学期次数", default=1)
    assignee_post = models.CharField("负责岗位", max_length=20, choices=POSTS, blank=True)
    assignee = ForeignKey(Person, null=True, blank=True, verbose_name="负责人", related_name="+")
    tier = models.CharField("层级", max_length=8, choices=Tier, blank=True)
    campaign = models.CharField("专项行动", max_length=40, blank=True)
    starts_on = models.DateField("开始日期", default=clock.today)
    ends_on = models.DateField("结束日期", null=True, blank=True)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "检查安排"
        verbose_name_plural = "检查安排"
        constraints = (models.UniqueConstraint(fields=["school", "campus", "name"], name="schedule_once"),)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        problems: dict[str, str] = {}
        if self.checklist_id is None and self.round_id is None:
            problems["checklist"] = "请选择检查表或巡查路线。"
        if not self.assignee_post and self.assignee_id is None:
            problems["assignee_post"] = "请选择负责岗位或负责人。"
        if self.ends_on is not None and self.ends_on < self.starts_on:
            problems["ends_on"] = "结束日期不能早于开始日期。"
        if self.campus_id and any(
            one is not None and one.campus_id != self.campus_id for one in (self.round, self.place)
        ):
            problems["campus"] = "巡查路线和场所要在同一校区。"
        if not all(day in "1234567" for day in self.weekdays.replace("，", ",").split(",") if day):
            problems["weekdays"] = "请写 1 到 7，用逗号分开，如 1,3,5。"
        try:
            parse_windows(self.windows)
        except ValueError as error:
            problems["windows"] = str(error)
        if problems:
            raise ValidationError(problems)


class Inspection(Record):
    """One performance: due in a window or begun on demand.

    The answers lie in one JSON field: a round of twelve items done three times a day would else be 7,000 rows and trail entries a term that
    nobody asks for one by one. What is asked for one by one has rows of its own: points (PointVisit) and faults (Finding).
    """

    class State(models.TextChoices):
        DUE = "due", "待检查"
        UNDER_WAY = "under_way", "检查中"
        DONE = "done", "已完成"
        MISSED = "missed", "漏检"
        LATE = "late", "漏检后补录"
        NOT_APPLICABLE = "na", "免检"

    number = models.CharField("编号", max_length=20, editable=False)
    title = models.CharField("检查名称", max_length=60)
    checklist = ForeignKey(Checklist, null=True, blank=True, verbose_name="检查表", related_name="+")
    edition = ForeignKey(ChecklistVersion, null=True, blank=True, verbose_name="检查表版本", related_name="+")
    round = ForeignKey(Round, null=True, blank=True, verbose_name="巡查路线", related_name="+")
    schedule = ForeignKey(Schedule, null=True, blank=True, verbose_name="检查安排", related_name="+")
    place = ForeignKey(Place, null=True, blank=True, verbose_name="场所", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    assignee_post = models.CharField("负责岗位", max_length=20, choices=POSTS, blank=True)
    assignee = ForeignKey(Person, null=True, blank=True, verbose_name="负责人", related_name="+")
    tier = models.CharField("层级", max_length=8, choices=Tier, blank=True)
    campaign = models.CharField("专项行动", max_length=40, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DUE, editable=False)
    window_start = models.DateTimeField("时段开始")
    window_end = models.DateTimeField("时段结束", null=True, blank=True)
    started_at = models.DateTimeField("开始时间", null=True, blank=True, editable=False)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True, editable=False)
    done_by = ForeignKey(Person, null=True, blank=True, verbose_name="检查人", editable=False, related_name="+")
    is_late = models.BooleanField("超时完成", default=False, editable=False)
    missed_at = models.DateTimeField("漏检时间", null=True, blank=True, editable=False)
    reason = models.CharField("原因", max_length=200, blank=True, editable=False)
    note = models.CharField("备注", max_length=300, blank=True, editable=False)
    answers = models.JSONField("结果", default=dict, blank=True, editable=False)
    rest_ok = models.JSONField("按“其余正常”记录的项", default=list, blank=True, editable=False)
    fault_count = models.PositiveSmallIntegerField("异常项数", default=0, editable=False)
    point_count = models.PositiveSmallIntegerField("点位数", default=0, editable=False)
    visited_count = models.PositiveSmallIntegerField("已到点位数", default=0, editable=False)
    too_fast_count = models.PositiveSmallIntegerField("步行过快点位数", default=0, editable=False)

    class Meta:
        verbose_name = "检查"
        verbose_name_plural = "检查"
        constraints = (
            models.UniqueConstraint(fields=["school", "number"], name="inspection_number_once"),
            models.UniqueConstraint(fields=["school", "schedule", "window_start"], name="inspection_window_once"),
        )
        indexes = (
            models.Index(fields=["school", "state", "window_end"], name="inspection_state"),
            models.Index(fields=["school", "window_start"], name="inspection_window"),
            models.Index(fields=["school", "finished_at"], name="inspection_finished"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.DUE, self.State.UNDER_WAY)


class PointVisit(Record):
    class Proof(models.TextChoices):
        SCAN = "scan", "扫码"
        REASON = "reason", "说明原因"

    inspection = ForeignKey(Inspection, verbose_name="检查", related_name="visits")
    point = ForeignKey(RoundPoint, verbose_name="点位", related_name="+")
    place = ForeignKey(Place, verbose_name="场所", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    visited_at = models.DateTimeField("到点时间", default=clock.now)
    proof = models.CharField("凭证", max_length=8, choices=Proof)
    reason = models.CharField("未扫码原因", max_length=120, blank=True)
    walk_seconds = models.PositiveIntegerField("步行秒数", null=True, blank=True)
    too_fast = models.BooleanField("步行过快", default=False)
    visited_by = ForeignKey(Person, null=True, blank=True, verbose_name="到点人", related_name="+")

    class Meta:
        verbose_name = "到点记录"
        verbose_name_plural = "到点记录"
        constraints = (models.UniqueConstraint(fields=["school", "inspection", "point"], name="point_visited_once"),)
        indexes = (models.Index(fields=["school", "visited_at"], name="point_visited_at"),)

    def __str__(self) -> str:
        return f"{self.place.name} {clock_time(self.visited_at)}"


class Finding(Record):
    """An item found faulty, and what became of it."""

    class State(models.TextChoices):
        OPEN = "open", "待处理"
        ON_SPOT = "on_spot", "当场处理"
        HAZARD = "hazard", "已转隐患"
        ORDER = "order", "已转报修"

    inspection = ForeignKey(Inspection, verbose_name="检查", related_name="findings")
    checklist = ForeignKey(Checklist, null=True, blank=True, verbose_name="检查表", related_name="+")
    item_code = models.CharField("项目编码", max_length=40, blank=True)
    item_text = models.CharField("检查内容", max_length=120)
    said = models.CharField("结果", max_length=60, blank=True)
    words = models.CharField("异常说明", max_length=200, blank=True)
    place = ForeignKey(Place, null=True, blank=True, verbose_name="场所", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    is_critical = models.BooleanField("关键项", default=False)
    found_at = models.DateTimeField("发现时间", default=clock.now)
    found_by = ForeignKey(Person, null=True, blank=True, verbose_name="发现人", related_name="+")
    state = models.CharField("处理", max_length=8, choices=State, default=State.OPEN, editable=False)
    handled = models.CharField("当场处理情况", max_length=200, blank=True, editable=False)
    hazard = ForeignKey(Hazard, null=True, blank=True, verbose_name="隐患", editable=False, related_name="+")
    order = ForeignKey(RepairOrder, null=True, blank=True, verbose_name="报修单", editable=False, related_name="+")

    class Meta:
        verbose_name = "异常项"
        verbose_name_plural = "异常项"
        indexes = (
            models.Index(fields=["school", "inspection"], name="finding_inspection"),
            models.Index(fields=["school", "found_at"], name="finding_found"),
            models.Index(fields=["school", "state", "campus"], name="finding_state"),
        )

    def __str__(self) -> str:
        return f"{self.item_text}：{self.words or self.said or '异常'}"[:120]
