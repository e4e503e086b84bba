from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from houqin.foundation.models import Campus, Contractor, Person, Place
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record


class Trade(models.TextChoices):
    WATER = "water", "水"
    POWER = "power", "电"
    WOOD = "wood", "木"
    MASON = "mason", "泥瓦"
    IT = "it", "信息"
    EQUIPMENT = "equipment", "设备"
    OTHER = "other", "其他"


class WorkKind(Record):
    """A line of the work catalogue: what a repairer does, and in which unit it is counted."""

    code = models.CharField("编码", max_length=40)
    name = models.CharField("工作内容", max_length=40)
    unit = models.CharField("单位", max_length=10)
    trade = models.CharField("工种", max_length=10, choices=Trade)
    words = models.CharField("同义词", max_length=200, blank=True)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "维修工作项"
        verbose_name_plural = "维修工作项"
        constraints = (models.UniqueConstraint(fields=["school", "code"], name="work_kind_once"),)

    def __str__(self) -> str:
        return f"{self.name}（{self.unit}）"


class RepairOrder(Record):
    class State(models.TextChoices):
        OPEN = "open", "待派单"
        ASSIGNED = "assigned", "待维修"
        DONE = "done", "待验收"
        ACCEPTED = "accepted", "已验收"
        WITHDRAWN = "withdrawn", "已撤回"

    number = models.CharField("单号", max_length=20, editable=False)
    place = ForeignKey(Place, verbose_name="场所", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    fault = models.CharField("故障描述", max_length=300)
    trade = models.CharField("工种", max_length=10, choices=Trade, blank=True)
    is_urgent = models.BooleanField("紧急", default=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN, editable=False)
    reported_at = models.DateTimeField("报修时间", default=clock.now)
    reported_by = ForeignKey(Person, null=True, blank=True, verbose_name="报修人", editable=False, related_name="+")
    reporter_name = models.CharField("报修人姓名", max_length=40, blank=True)
    reporter_phone = models.CharField("联系电话", max_length=20, blank=True)
    worker = ForeignKey(Person, null=True, blank=True, verbose_name="维修人", editable=False, related_name="+")
    contractor = ForeignKey(
        Contractor, null=True, blank=True, verbose_name="外包单位", editable=False, related_name="+"
    )
    due_on = models.DateField("期限", null=True, blank=True, editable=False)
    finished_at = models.DateTimeField("完工时间", null=True, blank=True, editable=False)
    minutes = models.PositiveIntegerField("用工分钟", null=True, blank=True, editable=False)
    cost = models.DecimalField("费用（元）", max_digits=10, decimal_places=2, default=Decimal(0), editable=False)
    rating = models.PositiveSmallIntegerField(
        "评分", null=True, blank=True, editable=False, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    reopened_count = models.PositiveSmallIntegerField("返修次数", default=0, editable=False)

    class Meta:
        verbose_name = "报修单"
        verbose_name_plural = "报修单"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="order_number_once"),)
        indexes = (
            models.Index(fields=["school", "state", "campus"], name="order_state"),
            models.Index(fields=["school", "reported_at"], name="order_reported"),
        )

    def __str__(self) -> str:
        return self.number or "报修单"

    @property
    @shown("超期")
    def is_late(self) -> bool:
        return (
            self.due_on is not None
            and self.state in (self.State.OPEN, self.State.ASSIGNED)
            and self.due_on < clock.today()
        )


class WorkLine(Record):
    """What was done on an order, counted. Written only by finishing the order."""

    order = ForeignKey(RepairOrder, verbose_name="报修单", related_name="lines")
    kind = ForeignKey(WorkKind, verbose_name="工作内容", related_name="+")
    quantity = models.DecimalField(
        "数量", max_digits=8, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    trade = models.CharField("工种", max_length=10, choices=Trade, editable=False)
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    done_at = models.DateTimeField("完工时间", default=clock.now)

    class Meta:
        verbose_name = "维修工作"
        verbose_name_plural = "维修工作"
        indexes = (
            models.Index(fields=["school", "order"], name="line_order"),
            models.Index(fields=["school", "done_at", "kind"], name="line_done"),
        )

    def __str__(self) -> str:
        return f"{self.order} {self.kind.name} {self.quantity.normalize():f}{self.kind.unit}"
