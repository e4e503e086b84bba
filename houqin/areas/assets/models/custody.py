"""Who answers for what: custodians, what a class or room was handed, and what was paid for what is gone."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models

from houqin.areas.assets.models.cards import Asset
from houqin.foundation.models import Campus, Person, Place, SchoolClass, Term
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record


class Custody(Record):
    """A sub-custodian answers for a place and all below it; the general custodian, with no place, for the rest of the school."""

    place = ForeignKey(Place, null=True, blank=True, verbose_name="保管范围", related_name="+")
    campus = ForeignKey(Campus, null=True, blank=True, verbose_name="校区", editable=False, related_name="+")
    person = ForeignKey(Person, verbose_name="保管人", related_name="+")
    since = models.DateField("开始日期", default=clock.today, editable=False)

    class Meta:
        verbose_name = "保管分工"
        verbose_name_plural = "保管分工"
        constraints = (
            models.UniqueConstraint(fields=["school", "place"], nulls_distinct=False, name="custody_place_once"),
        )

    def __str__(self) -> str:
        return f"{self.scope_told} {self.person}"

    @property
    @shown("保管什么")
    def scope_told(self) -> str:
        return str(self.place) if self.place is not None else "全校（总保管）"


class PropertySheet(Record):
    """What one room held when it was handed to whoever answers for it, and what was there at the end (班级财产清单)."""

    class State(models.TextChoices):
        DRAFT = "draft", "待移交"
        HANDED = "handed", "已移交"
        CHECKED = "checked", "已核对"

    number = models.CharField("单号", max_length=20, editable=False)
    place = ForeignKey(Place, verbose_name="场所", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    school_class = ForeignKey(SchoolClass, null=True, blank=True, verbose_name="班级", editable=False, related_name="+")
    term = ForeignKey(Term, null=True, blank=True, verbose_name="学期", editable=False, related_name="+")
    keeper = ForeignKey(Person, null=True, blank=True, verbose_name="责任人", related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT, editable=False)
    due_on = models.DateField("核对期限", null=True, blank=True, editable=False)
    handed_at = models.DateTimeField("接收时间", null=True, blank=True, editable=False)
    checked_at = models.DateTimeField("核对时间", null=True, blank=True, editable=False)
    said = models.CharField("说明", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "财产清单"
        verbose_name_plural = "财产清单"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="property_sheet_number_once"),)
        indexes = (
            models.Index(fields=["school", "place", "state"], name="property_sheet_place"),
            models.Index(fields=["school", "checked_at"], name="property_sheet_checked"),
        )

    def __str__(self) -> str:
        return self.number or "财产清单"

    @property
    def told_lines(self) -> "list[PropertyLine]":
        return list(self.lines.of(self.school_id).order_by("id"))


class PropertyLine(Record):
    """So many things of one name: counted when handed over, and again at the end."""

    class State(models.TextChoices):
        WHOLE = "whole", "一致"
        OPEN = "open", "待处理"
        SETTLED = "settled", "已处理"

    sheet = ForeignKey(PropertySheet, verbose_name="财产清单", related_name="lines")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    name = models.CharField("名称", max_length=80)
    asset = ForeignKey(Asset, null=True, blank=True, verbose_name="资产卡片", related_name="+")
    quantity = models.PositiveIntegerField("移交数量", validators=[MinValueValidator(1)])
    missing = models.PositiveIntegerField("缺少", default=0)
    damaged = models.PositiveIntegerField("损坏", default=0)
    state = models.CharField("核对结果", max_length=10, choices=State, default=State.WHOLE)
    said = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "清单明细"
        verbose_name_plural = "清单明细"
        indexes = (
            models.Index(fields=["school", "sheet"], name="property_line_sheet"),
            models.Index(fields=["school", "state", "campus"], name="property_line_state"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.quantity} 件"

    @property
    def is_whole(self) -> bool:
        return not (self.missing or self.damaged)


class Compensation(Record):
    """Money for a thing that somebody lost or broke; paid against a receipt, or waived with a reason."""

    class State(models.TextChoices):
        OPEN = "open", "待赔偿"
        PAID = "paid", "已赔偿"
        WAIVED = "waived", "免赔"

    class Why(models.TextChoices):
        MISSING = "missing", "遗失"
        DAMAGED = "damaged", "损坏"

    number = models.CharField("单号", max_length=20, editable=False)
    name = models.CharField("赔什么", max_length=80)
    why = models.CharField("原因", max_length=10, choices=Why)
    amount = models.DecimalField(
        "赔偿金额（元）", max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    payer = models.CharField("由谁赔", max_length=60, help_text="班级或姓名，如“三（1）班”")
    asset = ForeignKey(Asset, null=True, blank=True, verbose_name="资产卡片", related_name="+")
    line = ForeignKey(PropertyLine, null=True, blank=True, verbose_name="清单明细", editable=False, related_name="+")
    school_class = ForeignKey(SchoolClass, null=True, blank=True, verbose_name="班级", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    said = models.CharField("情况说明", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN, editable=False)
    asked_on = models.DateField("提出日期", default=clock.today, editable=False)
    due_on = models.DateField("赔偿期限", null=True, blank=True)
    receipt = models.CharField("收据号", max_length=20, blank=True, editable=False)
    paid_on = models.DateField("收款日期", null=True, blank=True, editable=False)
    received_by = ForeignKey(Person, null=True, blank=True, verbose_name="收款人", editable=False, related_name="+")
    waived_because = models.CharField("免赔原因", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "财产赔偿"
        verbose_name_plural = "财产赔偿"
        constraints = (
            models.UniqueConstraint(fields=["school", "number"], name="compensation_number_once"),
            models.UniqueConstraint(
                fields=["school", "receipt"], condition=~models.Q(receipt=""), name="compensation_receipt_once"
            ),
        )
        indexes = (
            models.Index(fields=["school", "state", "campus"], name="compensation_state"),
            models.Index(fields=["school", "paid_on"], name="compensation_paid"),
        )

    def __str__(self) -> str:
        return f"{self.payer} {self.name} {self.number}".strip()
