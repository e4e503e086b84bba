"""Prices asked for, and the order that came of the best of them."""

from decimal import Decimal

from django.db import models

from houqin.areas.procurement.models.asking import ABOVE_ZERO, FEN, NOT_NEGATIVE, Goods, Request, RequestLine, Route
from houqin.areas.stores.models import Item
from houqin.areas.suppliers.models import Fund, Supplier
from houqin.foundation.models import Campus, Person
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record


class Quote(Record):
    """One supplier's price for a whole request."""

    request = ForeignKey(Request, verbose_name="采购申请", related_name="quotes")
    supplier = ForeignKey(Supplier, verbose_name="供应商", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    quoted_on = models.DateField("报价日期", default=clock.today)
    total = models.DecimalField("报价合计（元）", max_digits=14, decimal_places=2, default=Decimal(0), editable=False)
    delivery_days = models.PositiveSmallIntegerField("几天到货", null=True, blank=True)
    terms = models.CharField("质保、售后等", max_length=200, blank=True)
    is_chosen = models.BooleanField("选用", default=False, editable=False)

    class Meta:
        verbose_name = "报价"
        verbose_name_plural = "报价"
        constraints = (models.UniqueConstraint(fields=["school", "request", "supplier"], name="quote_once"),)
        indexes = (models.Index(fields=["school", "supplier"], name="quote_supplier"),)

    def __str__(self) -> str:
        return f"{self.supplier} {self.total:,.2f} 元"


class QuoteLine(Record):
    quote = ForeignKey(Quote, verbose_name="报价", related_name="lines")
    line = ForeignKey(RequestLine, verbose_name="采购明细", related_name="+")
    unit_price = models.DecimalField("单价（元）", max_digits=12, decimal_places=2, validators=[NOT_NEGATIVE])
    brand = models.CharField("品牌型号", max_length=80, blank=True)

    class Meta:
        verbose_name = "报价明细"
        verbose_name_plural = "报价明细"
        constraints = (models.UniqueConstraint(fields=["school", "quote", "line"], name="quote_line_once"),)

    def __str__(self) -> str:
        return f"{self.line} {self.unit_price} 元"

    @property
    def amount(self) -> Decimal:
        return Decimal(self.line.quantity * self.unit_price).quantize(FEN)


class Order(Record):
    class State(models.TextChoices):
        OPEN = "open", "待到货"
        PART = "part", "部分到货"
        DONE = "done", "已验收"
        CANCELLED = "cancelled", "已取消"

    EXPECTED = (State.OPEN, State.PART)

    number = models.CharField("单号", max_length=20, editable=False)
    request = ForeignKey(Request, verbose_name="采购申请", related_name="orders")
    title = models.CharField("采购什么", max_length=80)
    supplier = ForeignKey(Supplier, verbose_name="供应商", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    fund = ForeignKey(Fund, verbose_name="经费来源", related_name="+")
    route = models.CharField("采购方式", max_length=10, choices=Route, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN, editable=False)
    ordered_on = models.DateField("下单日期", default=clock.today)
    due_on = models.DateField("应到货日期", null=True, blank=True)
    total = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, validators=[NOT_NEGATIVE])
    accepted_total = models.DecimalField(
        "已验收金额（元）", max_digits=14, decimal_places=2, default=Decimal(0), editable=False
    )
    highest = models.DecimalField("最高报价（元）", max_digits=14, decimal_places=2, default=Decimal(0), editable=False)
    saved = models.DecimalField(
        "比最高报价节约（元）", max_digits=14, decimal_places=2, default=Decimal(0), editable=False
    )
    quote_count = models.PositiveSmallIntegerField("报价家数", default=0, editable=False)
    is_lowest = models.BooleanField("取最低价", default=True, editable=False)
    chosen_because = models.CharField("不取最低价、报价不足的理由", max_length=300, blank=True, editable=False)
    requested_by = ForeignKey(Person, null=True, blank=True, verbose_name="申请人", editable=False, related_name="+")
    buyer = ForeignKey(Person, null=True, blank=True, verbose_name="采购人", editable=False, related_name="+")
    acceptor = ForeignKey(Person, null=True, blank=True, verbose_name="验收人", editable=False, related_name="+")
    told_arrived_at = models.DateTimeField("到货时间", null=True, blank=True, editable=False)
    ended_because = models.CharField("取消或不再补货原因", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "采购订单"
        verbose_name_plural = "采购订单"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="purchase_order_once"),)
        indexes = (
            models.Index(fields=["school", "state", "campus"], name="purchase_order_state"),
            models.Index(fields=["school", "ordered_on"], name="purchase_order_on"),
            models.Index(fields=["school", "request"], name="purchase_order_request"),
            models.Index(fields=["school", "supplier"], name="purchase_order_supplier"),
        )

    def __str__(self) -> str:
        return self.number or "采购订单"

    @property
    def told_lines(self) -> list["OrderLine"]:
        return list(self.lines.of(self.school_id).select_related("item").order_by("id"))

    @property
    @shown("提醒")
    def alarm(self) -> str:
        if self.state not in self.EXPECTED:
            return ""
        if self.told_arrived_at is not None:
            return "货已到，待验收"
        late = (clock.today() - self.due_on).days if self.due_on is not None else 0
        return f"超期 {late} 天未到货" if late > 0 else ""


class OrderLine(Record):
    """ordered = accepted + short + open, at every moment; what was refused is still expected until it is written off as short."""

    order = ForeignKey(Order, verbose_name="采购订单", related_name="lines")
    wanted = ForeignKey(RequestLine, null=True, blank=True, verbose_name="采购明细", related_name="+")
    words = models.CharField("物品", max_length=80)
    spec = models.CharField("规格型号", max_length=80, blank=True)
    brand = models.CharField("品牌型号", max_length=80, blank=True)
    item = ForeignKey(Item, null=True, blank=True, verbose_name="物品", related_name="+")
    goods = models.CharField("验收后", max_length=10, choices=Goods)
    class_code = models.CharField("资产分类", max_length=20, blank=True)
    unit = models.CharField("单位", max_length=10, blank=True)
    quantity = models.DecimalField("订购", max_digits=12, decimal_places=3, validators=[ABOVE_ZERO])
    unit_price = models.DecimalField("单价（元）", max_digits=12, decimal_places=2, validators=[NOT_NEGATIVE])
    accepted = models.DecimalField(
        "已验收", max_digits=12, decimal_places=3, default=Decimal(0), validators=[NOT_NEGATIVE]
    )
    refused = models.DecimalField(
        "已拒收", max_digits=12, decimal_places=3, default=Decimal(0), validators=[NOT_NEGATIVE]
    )
    short = models.DecimalField(
        "不再补", max_digits=12, decimal_places=3, default=Decimal(0), validators=[NOT_NEGATIVE]
    )

    class Meta:
        verbose_name = "订单明细"
        verbose_name_plural = "订单明细"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    accepted__gte=0, short__gte=0, quantity__gte=models.F("accepted") + models.F("short")
                ),
                name="order_line_never_over",
            ),
        )
        indexes = (
            models.Index(fields=["school", "order"], name="order_line_order"),
            models.Index(fields=["school", "item"], name="order_line_item"),
        )

    def __str__(self) -> str:
        return f"{self.words} {self.quantity.normalize():f}{self.unit}"

    @property
    @shown("待到")
    def open(self) -> Decimal:
        return self.quantity - self.accepted - self.short

    @property
    def amount(self) -> Decimal:
        return (self.quantity * self.unit_price).quantize(FEN)
