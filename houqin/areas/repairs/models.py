from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from houqin.areas.assets.models import Asset
from houqin.areas.repairs.limits import quotes_over
from houqin.areas.suppliers.models import Supplier
from houqin.foundation.models import Campus, Person, Place
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record, SchoolRow


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
    part = models.CharField("部位", max_length=20, blank=True)
    words = models.CharField("同义词", max_length=200, blank=True, help_text="报修人和维修工的其他说法，用顿号分开")
    usual_minutes = models.PositiveSmallIntegerField("每单位常用分钟", null=True, blank=True)
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
        REJECTED = "rejected", "不受理"

    LIVE = (State.OPEN, State.ASSIGNED)
    """Somebody still has to repair something."""
    DROPPED = (State.WITHDRAWN, State.REJECTED)
    """Nothing was repaired and nothing will be: not ours, reported twice, or taken back."""

    number = models.CharField("单号", max_length=20, editable=False)
    place = ForeignKey(Place, verbose_name="场所", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    asset = ForeignKey(
        Asset,
        null=True,
        blank=True,
        verbose_name="哪件东西",
        related_name="repair_orders",
        help_text="有资产标签的可以选，不选也能报",
    )
    fault = models.CharField("故障描述", max_length=300)
    trade = models.CharField("工种", max_length=10, choices=Trade, blank=True)
    trade_hint = models.CharField("工种依据", max_length=80, blank=True, editable=False)
    is_urgent = models.BooleanField("紧急", default=False)
    is_pressing = models.BooleanField("在急修", default=False, editable=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN, editable=False)
    reported_at = models.DateTimeField("报修时间", default=clock.now)
    reported_by = ForeignKey(Person, null=True, blank=True, verbose_name="报修人", editable=False, related_name="+")
    reporter_name = models.CharField("报修人姓名", max_length=40, blank=True)
    reporter_phone = models.CharField("联系电话", max_length=20, blank=True)
    worker = ForeignKey(Person, null=True, blank=True, verbose_name="维修人", editable=False, related_name="+")
    contractor = ForeignKey(Supplier, null=True, blank=True, verbose_name="外包单位", editable=False, related_name="+")
    due_on = models.DateField("期限", null=True, blank=True, editable=False)
    assigned_at = models.DateTimeField("派单时间", null=True, blank=True, editable=False)
    needs_papers = models.BooleanField("待补手续", default=False, editable=False)
    finished_at = models.DateTimeField("完工时间", null=True, blank=True, editable=False)
    minutes = models.PositiveIntegerField("用工分钟", null=True, blank=True, editable=False)
    cost = models.DecimalField("费用（元）", max_digits=10, decimal_places=2, default=Decimal(0), editable=False)
    materials_cost = models.DecimalField(
        "库存材料（元）", max_digits=10, decimal_places=2, default=Decimal(0), editable=False
    )
    note = models.CharField("维修说明", max_length=300, blank=True, editable=False)
    quotes = models.CharField("三家比价", max_length=300, blank=True, editable=False)
    accepted_at = models.DateTimeField("验收时间", null=True, blank=True, editable=False)
    accepted_by = ForeignKey(Person, null=True, blank=True, verbose_name="验收人", editable=False, related_name="+")
    rating = models.PositiveSmallIntegerField(
        "评分", null=True, blank=True, editable=False, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    reopened_count = models.PositiveSmallIntegerField("返修次数", default=0, editable=False)
    reopened_because = models.CharField("返修原因", max_length=300, blank=True, editable=False)
    duplicate_of = ForeignKey("self", null=True, blank=True, verbose_name="并入", editable=False, related_name="+")
    dropped_because = models.CharField("撤回或不受理原因", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "报修单"
        verbose_name_plural = "报修单"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="order_number_once"),)
        indexes = (
            models.Index(fields=["school", "state", "campus"], name="order_state"),
            models.Index(fields=["school", "reported_at"], name="order_reported"),
            models.Index(fields=["school", "-is_pressing", "-id"], name="order_pressing"),
            models.Index(fields=["school", "worker", "state"], name="order_worker"),
            models.Index(fields=["school", "asset"], name="order_asset"),
            models.Index(fields=["school", "reported_by", "-id"], name="order_reporter"),
        )

    def __str__(self) -> str:
        return self.number or "报修单"

    @property
    @shown("超期")
    def is_late(self) -> bool:
        return self.due_on is not None and self.state in self.LIVE and self.due_on < clock.today()

    @property
    @shown("提醒")
    def alarm(self) -> str:
        """What somebody should see at a glance: 紧急 · 超期 2 天; nothing once it is repaired."""
        if self.state not in self.LIVE:
            return ""
        late = f"超期 {(clock.today() - self.due_on).days} 天" if self.is_late and self.due_on is not None else ""
        return " · ".join(word for word in ("紧急" if self.is_urgent else "", late) if word)

    def clean(self) -> None:
        if self.asset is not None and self.asset.state == Asset.State.DISPOSED:
            raise ValidationError({"asset": f"{self.asset} 已经处置，不能再报修；请改选别的，或不选。"})

    @property
    @shown("费用")
    def cost_told(self) -> str:
        """What is to be paid, and beside it what the stores gave."""
        told = [f"{self.cost} 元"] if self.cost else []
        return "；".join([*told, f"用库存材料 {self.materials_cost} 元"] if self.materials_cost else told)

    @property
    @shown("返修")
    def reopened_told(self) -> str:
        return f"{self.reopened_count} 次，最近：{self.reopened_because}" if self.reopened_count else ""

    @property
    @shown("抢修手续")
    def papers_told(self) -> str:
        return "未派单先抢修，待补手续" if self.needs_papers else ""

    @property
    def reimbursement_gaps(self) -> list[str]:
        """What is missing before money may be paid for this order."""
        gaps = []
        if self.finished_at is None or not self.cost:
            gaps.append("完工和费用")
        if self.state != self.State.ACCEPTED:
            gaps.append("验收")
        if self.cost > quotes_over(self.school_id) and not self.quotes:
            gaps.append("三家比价")
        if self.needs_papers:
            gaps.append("抢修补办手续")
        return gaps

    @property
    def is_reimbursable(self) -> bool:
        return not self.reimbursement_gaps

    @property
    @shown("报销")
    def reimbursement(self) -> str:
        if not self.cost and self.contractor_id is None:
            return ""
        gaps = self.reimbursement_gaps
        return f"还缺{'、'.join(gaps)}" if gaps else "手续齐全，可以报销"

    @property
    def work_lines(self) -> list["WorkLine"]:
        return list(self.lines.of(self.school_id).select_related("kind").order_by("id"))

    def save(self, *args: Any, **options: Any) -> None:
        self.is_pressing = self.is_urgent and self.state in self.LIVE
        super().save(*args, **options)


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
        return f"{self.order} {self.told}"

    @property
    def told(self) -> str:
        """更换水龙头 2 只"""
        return f"{self.kind.name} {self.quantity.normalize():f} {self.kind.unit}"


class ReportLink(SchoolRow):
    """The private address by which whoever scanned a code follows the order. Kept apart from the order: on no trail, in no export."""

    order = ForeignKey(RepairOrder, related_name="+")
    secret = models.CharField(max_length=40)
    submission = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["school", "secret"], name="report_link_once"),
            models.UniqueConstraint(fields=["school", "submission"], name="report_submission_once"),
        )


class ReportTry(SchoolRow):
    """A report that counts against a limit. `key` is a keyed hash: who it was cannot be read from it."""

    key = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = (
            models.Index(fields=["school", "key", "at"], name="report_try_key"),
            models.Index(fields=["school", "at"], name="report_try_at"),
        )
