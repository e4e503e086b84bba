from django.db import models

from houqin.areas.repairs.models import RepairOrder
from houqin.foundation.models import Campus, Person, Place
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record


class Hazard(Record):
    class Level(models.TextChoices):
        GENERAL = "general", "一般"
        LARGER = "larger", "较大"
        MAJOR = "major", "重大"

    class Source(models.TextChoices):
        INSPECTION = "inspection", "检查巡查"
        REPORT = "report", "师生报告"
        RULE = "rule", "规则提醒"
        ABOVE = "above", "上级检查"

    class State(models.TextChoices):
        FOUND = "found", "待派人"
        ASSIGNED = "assigned", "待整改"
        RECTIFIED = "rectified", "待复查"
        CLOSED = "closed", "已销号"
        WITHDRAWN = "withdrawn", "已撤回"

    class Escalation(models.TextChoices):
        NONE = "none", "未上报"
        DIRECTOR = "director", "已报后勤主任"
        PRINCIPAL = "principal", "已报校长"
        OUTSIDE = "outside", "已函告校外单位"

    number = models.CharField("编号", max_length=20, editable=False)
    place = ForeignKey(Place, verbose_name="场所", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    what = models.CharField("隐患内容", max_length=300)
    level = models.CharField("等级", max_length=10, choices=Level, default=Level.GENERAL)
    source = models.CharField("来源", max_length=12, choices=Source, default=Source.REPORT)
    state = models.CharField("状态", max_length=10, choices=State, default=State.FOUND, editable=False)
    found_at = models.DateTimeField("发现时间", default=clock.now)
    found_by = ForeignKey(Person, null=True, blank=True, verbose_name="发现人", editable=False, related_name="+")
    owner = ForeignKey(Person, null=True, blank=True, verbose_name="整改责任人", editable=False, related_name="+")
    due_at = models.DateTimeField("整改期限", null=True, blank=True, editable=False)
    protection = models.CharField("临时防护", max_length=200, blank=True, help_text="拉警戒线、停用、围挡等")
    protected_at = models.DateTimeField("防护时间", null=True, blank=True, editable=False)
    rectification = models.CharField("整改情况", max_length=300, blank=True, editable=False)
    reading = models.CharField("读数或扫码证明", max_length=60, blank=True, editable=False)
    rectified_at = models.DateTimeField("整改时间", null=True, blank=True, editable=False)
    rectified_by = ForeignKey(Person, null=True, blank=True, verbose_name="整改人", editable=False, related_name="+")
    hours = models.DecimalField(
        "整改用时（小时）", max_digits=8, decimal_places=1, null=True, blank=True, editable=False
    )
    reinspected_at = models.DateTimeField("复查时间", null=True, blank=True, editable=False)
    reinspected_by = ForeignKey(Person, null=True, blank=True, verbose_name="复查人", editable=False, related_name="+")
    reinspection = models.CharField("复查意见", max_length=200, blank=True, editable=False)
    rejected_count = models.PositiveSmallIntegerField("复查退回次数", default=0, editable=False)
    # Stored, not derived: being late once stays on the record, and the figure and its rows must agree at any later time.
    overdue_at = models.DateTimeField("超期时间", null=True, blank=True, editable=False)
    escalation = models.CharField("上报", max_length=10, choices=Escalation, default=Escalation.NONE, editable=False)
    escalated_at = models.DateTimeField("上报时间", null=True, blank=True, editable=False)
    needs_outside = models.BooleanField("须函告校外单位", default=False, editable=False)
    outside_body = models.CharField("函告单位", max_length=60, blank=True, editable=False)
    letter_number = models.CharField("函号", max_length=40, blank=True, editable=False)
    letter_text = models.CharField("函告内容", max_length=500, blank=True, editable=False)
    order = ForeignKey(RepairOrder, null=True, blank=True, verbose_name="报修单", editable=False, related_name="+")

    class Meta:
        verbose_name = "隐患"
        verbose_name_plural = "隐患"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="hazard_number_once"),)
        indexes = (
            models.Index(fields=["school", "state", "campus"], name="hazard_state"),
            models.Index(fields=["school", "found_at"], name="hazard_found"),
            models.Index(fields=["school", "order"], name="hazard_order"),
        )

    def __str__(self) -> str:
        return self.number or "隐患"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.FOUND, self.State.ASSIGNED, self.State.RECTIFIED)

    @property
    @shown("超期")
    def is_overdue(self) -> bool:
        """Not rectified in time: now, or when it was."""
        return self.overdue_at is not None or (
            self.due_at is not None
            and self.state in (self.State.FOUND, self.State.ASSIGNED)
            and self.due_at < clock.now()
        )
