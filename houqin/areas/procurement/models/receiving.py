"""What came, what was taken, and the papers without which nobody is paid."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from houqin.areas.procurement.models.asking import NOT_NEGATIVE, Goods
from houqin.areas.procurement.models.buying import Order, OrderLine
from houqin.areas.stores.models import Item, Store
from houqin.areas.suppliers.models import Fund, Supplier
from houqin.foundation.models import Campus, Person, Place
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record


class Acceptance(Record):
    """One delivery looked at by two people. Never changed: what was wrong is a new acceptance or a return."""

    number = models.CharField("单号", max_length=20, editable=False)
    order = ForeignKey(Order, verbose_name="采购订单", related_name="acceptances")
    title = models.CharField("采购什么", max_length=80)
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    supplier = ForeignKey(Supplier, verbose_name="供应商", related_name="+")
    store = ForeignKey(Store, null=True, blank=True, verbose_name="入哪个库房", related_name="+")
    place = ForeignKey(Place, null=True, blank=True, verbose_name="放在哪里", related_name="+")
    accepted_by = ForeignKey(Person, null=True, blank=True, verbose_name="验收人", related_name="+")
    witness = ForeignKey(Person, verbose_name="见证人", related_name="+")
    accepted_at = models.DateTimeField("验收时间", default=clock.now)
    value = models.DecimalField("验收金额（元）", max_digits=14, decimal_places=2, default=Decimal(0))
    points = models.PositiveSmallIntegerField(
        "供货评分", default=5, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    said = models.CharField("验收意见", max_length=300, blank=True)
    has_refused = models.BooleanField("有拒收", default=False)
    is_signed = models.BooleanField("已手写签名", default=False)

    class Meta:
        verbose_name = "到货验收"
        verbose_name_plural = "到货验收"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="acceptance_number_once"),)
        indexes = (
            models.Index(fields=["school", "order"], name="acceptance_order"),
            models.Index(fields=["school", "accepted_at"], name="acceptance_at"),
        )

    def __str__(self) -> str:
        return self.number or "到货验收"

    @property
    def told_lines(self) -> list["AcceptanceLine"]:
        return list(self.lines.of(self.school_id).select_related("line", "item").order_by("id"))


class AcceptanceLine(Record):
    """What was done with one line of a delivery: the rows behind what was spent."""

    acceptance = ForeignKey(Acceptance, verbose_name="到货验收", related_name="lines")
    line = ForeignKey(OrderLine, verbose_name="订单明细", related_name="+")
    words = models.CharField("物品", max_length=80)
    item = ForeignKey(Item, null=True, blank=True, verbose_name="物品", related_name="+")
    goods = models.CharField("验收后", max_length=10, choices=Goods)
    unit = models.CharField("单位", max_length=10, blank=True)
    accepted = models.DecimalField(
        "验收", max_digits=12, decimal_places=3, default=Decimal(0), validators=[NOT_NEGATIVE]
    )
    refused = models.DecimalField(
        "拒收", max_digits=12, decimal_places=3, default=Decimal(0), validators=[NOT_NEGATIVE]
    )
    short = models.DecimalField(
        "缺少不再补", max_digits=12, decimal_places=3, default=Decimal(0), validators=[NOT_NEGATIVE]
    )
    value = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, default=Decimal(0))
    batch = models.CharField("批号", max_length=40, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    reason = models.CharField("拒收原因", max_length=200, blank=True)
    booked = models.CharField("去向", max_length=200, blank=True)
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    fund = ForeignKey(Fund, verbose_name="经费来源", related_name="+")
    supplier = ForeignKey(Supplier, verbose_name="供应商", related_name="+")
    accepted_at = models.DateTimeField("验收时间", default=clock.now)

    class Meta:
        verbose_name = "验收明细"
        verbose_name_plural = "验收明细"
        indexes = (
            models.Index(fields=["school", "acceptance"], name="acceptance_line_of"),
            models.Index(fields=["school", "accepted_at"], name="acceptance_line_at"),
            models.Index(fields=["school", "fund", "accepted_at"], name="acceptance_line_fund"),
        )

    def __str__(self) -> str:
        return f"{self.words} {self.accepted.normalize():f}{self.unit}"


class Packet(Record):
    """The papers of one order. Nothing is paid before all of them are there."""

    class State(models.TextChoices):
        COLLECTING = "collecting", "待补材料"
        READY = "ready", "待付款"
        PAID = "paid", "已付款"
        CANCELLED = "cancelled", "作废"

    number = models.CharField("单号", max_length=20, editable=False)
    order = ForeignKey(Order, verbose_name="采购订单", related_name="packets")
    title = models.CharField("采购什么", max_length=80)
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    fund = ForeignKey(Fund, verbose_name="经费来源", related_name="+")
    supplier = ForeignKey(Supplier, verbose_name="收款单位", related_name="+")
    buyer = ForeignKey(Person, null=True, blank=True, verbose_name="采购人", related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.COLLECTING, editable=False)
    amount = models.DecimalField("验收金额（元）", max_digits=14, decimal_places=2, default=Decimal(0))
    missing = models.CharField("还缺", max_length=300, blank=True, editable=False)
    is_complete = models.BooleanField("材料齐全", default=False, editable=False)
    invoice_number = models.CharField("发票号码", max_length=40, blank=True, editable=False)
    invoice_on = models.DateField("开票日期", null=True, blank=True, editable=False)
    invoice_amount = models.DecimalField(
        "发票金额（元）", max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    sent_back_because = models.CharField("退回原因", max_length=200, blank=True, editable=False)
    opened_at = models.DateTimeField("建立时间", default=clock.now)
    paid_at = models.DateTimeField("付款时间", null=True, blank=True, editable=False)
    paid_by = ForeignKey(Person, null=True, blank=True, verbose_name="付款人", editable=False, related_name="+")
    paid_amount = models.DecimalField(
        "付款金额（元）", max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    voucher = models.CharField("凭证号", max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = "报销材料"
        verbose_name_plural = "报销材料"
        constraints = (
            models.UniqueConstraint(fields=["school", "number"], name="packet_number_once"),
            models.UniqueConstraint(fields=["school", "order"], name="packet_once"),
            models.UniqueConstraint(
                fields=["school", "supplier", "invoice_number"],
                condition=~models.Q(invoice_number=""),
                name="invoice_once",
            ),
        )
        indexes = (models.Index(fields=["school", "state", "campus"], name="packet_state"),)

    def __str__(self) -> str:
        """With what is missing, so that every refusal names it."""
        return f"{self.number}（还缺{self.missing}）" if self.missing else self.number

    @property
    @shown("材料")
    def papers(self) -> str:
        return f"还缺{self.missing}" if self.missing else "材料齐全"
