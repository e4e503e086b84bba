"""Who asks for what, how much they may have, and what is handed out to many at once."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from houqin.areas.stores.models.items import Item, quantity_field
from houqin.areas.stores.models.stock import Store
from houqin.foundation.models import Campus, Department, Person, SchoolClass
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record


class Quota(Record):
    """How much of an item one class, department or person may have in a month, term or year."""

    class Audience(models.TextChoices):
        CLASS = "class", "每个班级"
        DEPARTMENT = "department", "每个部门"
        PERSON = "person", "每个人"

    class Per(models.TextChoices):
        MONTH = "month", "每月"
        TERM = "term", "每学期"
        YEAR = "year", "每年"

    item = ForeignKey(Item, verbose_name="物品", related_name="quotas")
    audience = models.CharField("对象", max_length=10, choices=Audience)
    school_class = ForeignKey(SchoolClass, null=True, blank=True, verbose_name="只对班级", related_name="+")
    department = ForeignKey(Department, null=True, blank=True, verbose_name="只对部门", related_name="+")
    person = ForeignKey(Person, null=True, blank=True, verbose_name="只对个人", related_name="+")
    quantity = quantity_field("定额")
    per = models.CharField("周期", max_length=10, choices=Per, default=Per.TERM)

    class Meta:
        verbose_name = "领用定额"
        verbose_name_plural = "领用定额"
        constraints = (
            models.UniqueConstraint(
                fields=["school", "item", "audience", "school_class", "department", "person"], nulls_distinct=False, name="quota_once"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.item} {self.get_audience_display()}{self.get_per_display()} {self.item.told(self.quantity)}"

    def clean(self) -> None:
        problems = {
            name: f"对象是“{self.get_audience_display()}”，不能再限定这一项。"
            for audience, name in (("class", "school_class"), ("department", "department"), ("person", "person"))
            if audience != self.audience and getattr(self, f"{name}_id") is not None
        }
        if self.quantity is not None and self.quantity < 0:
            problems["quantity"] = "不能小于 0。"
        if problems:
            raise ValidationError(problems)


class IssueList(Record):
    """One list for many classes (发放单): each class has its own requisition on it and signs for itself."""

    class State(models.TextChoices):
        ISSUING = "issuing", "发放中"
        CLOSED = "closed", "已发完"

    number = models.CharField("单号", max_length=20, editable=False)
    title = models.CharField("标题", max_length=60)
    store = ForeignKey(Store, verbose_name="库房", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.ISSUING, editable=False)
    issued_on = models.DateField("发放日期", default=clock.today)

    class Meta:
        verbose_name = "发放单"
        verbose_name_plural = "发放单"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="issue_list_once"),)

    def __str__(self) -> str:
        return self.title

    @property
    @shown("进度")
    def progress(self) -> str:
        made = self.requisitions.of(self.school_id)
        signed = made.filter(state=Requisition.State.SIGNED).count()
        return f"已签收 {signed} / {made.count()}"

    @property
    def table(self) -> dict[str, Any]:
        """Classes down, items across: what each gets, for the paper."""
        lines = (
            RequisitionLine.objects.of(self.school_id)
            .filter(requisition__issue_list=self)
            .order_by("requisition_id", "id")
        )
        lines = lines.select_related(
            "item", "requisition__school_class", "requisition__department", "requisition__person"
        )
        items: dict[int, Item] = {}
        each: dict[int, dict[int, Decimal]] = {}
        whose: dict[int, Requisition] = {}
        for line in lines:
            items[line.item_id], whose[line.requisition_id] = line.item, line.requisition
            each.setdefault(line.requisition_id, {})[line.item_id] = line.counts
        rows = [
            {
                "to_whom": whose[pk].to_whom,
                "quantities": [got.get(item) for item in items],
                "signed": whose[pk].signed_by,
            }
            for pk, got in each.items()
        ]
        sums = [sum((got.get(item, Decimal(0)) for got in each.values()), Decimal(0)) for item in items]
        return {"items": items.values(), "lines": rows, "sums": sums}


class Requisition(Record):
    """Supplies asked for (领用单): asked, approved and issued are three numbers on each line; whoever receives signs."""

    class State(models.TextChoices):
        ASKED = "asked", "待审批"
        APPROVED = "approved", "待发放"
        ISSUED = "issued", "待签收"
        SIGNED = "signed", "已签收"
        REJECTED = "rejected", "未批准"
        WITHDRAWN = "withdrawn", "已撤回"

    LIVE = (State.ASKED, State.APPROVED)
    DROPPED = (State.REJECTED, State.WITHDRAWN)

    number = models.CharField("单号", max_length=20, editable=False)
    store = ForeignKey(Store, verbose_name="库房", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    asked_by = ForeignKey(Person, null=True, blank=True, verbose_name="申领人", editable=False, related_name="+")
    asked_at = models.DateTimeField("申领时间", default=clock.now)
    person = ForeignKey(Person, null=True, blank=True, verbose_name="领用人", related_name="+")
    school_class = ForeignKey(SchoolClass, null=True, blank=True, verbose_name="领用班级", related_name="+")
    department = ForeignKey(Department, null=True, blank=True, verbose_name="领用部门", related_name="+")
    to_whom = models.CharField("领用方", max_length=120, blank=True, editable=False)
    issue_list = ForeignKey(
        IssueList, null=True, blank=True, verbose_name="发放单", editable=False, related_name="requisitions"
    )
    summary = models.CharField("领什么", max_length=120, blank=True, editable=False)
    purpose = models.CharField("用途", max_length=120, blank=True)
    needed_on = models.DateField("要用日期", null=True, blank=True)
    over = models.CharField("超出定额", max_length=200, blank=True, editable=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED, editable=False)
    approved_by = ForeignKey(Person, null=True, blank=True, verbose_name="审批人", editable=False, related_name="+")
    approved_at = models.DateTimeField("审批时间", null=True, blank=True, editable=False)
    decided = models.CharField("审批意见", max_length=200, blank=True, editable=False)
    issued_by = ForeignKey(Person, null=True, blank=True, verbose_name="发放人", editable=False, related_name="+")
    issued_at = models.DateTimeField("发放时间", null=True, blank=True, editable=False)
    slip = models.CharField("出库单号", max_length=20, blank=True, editable=False)
    signed_by = models.CharField("签收人", max_length=40, blank=True, editable=False)
    signed_at = models.DateTimeField("签收时间", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "领用单"
        verbose_name_plural = "领用单"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="requisition_once"),)
        indexes = (
            models.Index(fields=["school", "state", "campus"], name="requisition_state"),
            models.Index(fields=["school", "asked_by", "-id"], name="requisition_asker"),
            models.Index(fields=["school", "school_class", "asked_at"], name="requisition_class"),
            models.Index(fields=["school", "asked_at"], name="requisition_asked"),
            models.Index(fields=["school", "issue_list"], name="requisition_list"),
        )

    def __str__(self) -> str:
        return self.number or "领用单"

    @property
    def asked_on(self) -> date:
        return timezone.localtime(self.asked_at).date()

    @property
    def rows(self) -> "list[RequisitionLine]":
        return list(self.lines.of(self.school_id).select_related("item").order_by("id"))


class RequisitionLine(Record):
    requisition = ForeignKey(Requisition, verbose_name="领用单", related_name="lines")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    item = ForeignKey(Item, verbose_name="物品", related_name="+")
    requested = quantity_field("申领数量")
    approved = quantity_field("批准数量", null=True, blank=True)
    issued = quantity_field("实发数量", default=0)
    cost = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, default=0)

    class Meta:
        verbose_name = "领用明细"
        verbose_name_plural = "领用明细"
        indexes = (
            models.Index(fields=["school", "requisition"], name="requisition_line"),
            models.Index(fields=["school", "item"], name="requisition_line_item"),
        )

    def __str__(self) -> str:
        return f"{self.requisition} {self.item}"

    @property
    def granted(self) -> Decimal:
        """What may be handed out."""
        return Decimal(self.requested if self.approved is None else self.approved)

    @property
    def counts(self) -> Decimal:
        """What counts against a quota: what was handed out, or else may still be."""
        return Decimal(self.issued) if self.requisition.issued_at is not None else self.granted
