"""What leaves a store and may come back, goes to another store, or is written off."""

from decimal import Decimal

from django.db import models

from houqin.areas.stores.models.items import Batch, Item, money_field, quantity_field
from houqin.areas.stores.models.stock import Store
from houqin.foundation.models import Campus, Person
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record


class Loan(Record):
    """Things lent (借用): they leave the store at their value and come back with it."""

    class State(models.TextChoices):
        OUT = "out", "在借"
        RETURNED = "returned", "已还清"
        LOST = "lost", "有丢损，已结清"

    number = models.CharField("单号", max_length=20, editable=False)
    store = ForeignKey(Store, verbose_name="库房", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    item = ForeignKey(Item, verbose_name="物品", related_name="+")
    batch = ForeignKey(Batch, null=True, blank=True, verbose_name="批次", related_name="+")
    quantity = quantity_field("借出数量")
    value = money_field("借出金额（元）")
    borrower = ForeignKey(Person, verbose_name="借用人", related_name="+")
    purpose = models.CharField("用途", max_length=120, blank=True)
    lent_at = models.DateTimeField("借出时间", default=clock.now)
    due_on = models.DateField("应还日期")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OUT)
    returned = quantity_field("已还数量", default=0)
    returned_value = money_field("已还金额（元）", default=0)
    lost = quantity_field("丢损数量", default=0)
    lost_value = money_field("丢损金额（元）", default=0)
    closed_at = models.DateTimeField("结清时间", null=True, blank=True)
    said = models.CharField("归还说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "借用单"
        verbose_name_plural = "借用单"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="goods_loan_once"),)
        indexes = (
            models.Index(fields=["school", "state", "due_on"], name="goods_loan_due"),
            models.Index(fields=["school", "borrower", "-id"], name="goods_loan_borrower"),
            models.Index(fields=["school", "lent_at"], name="goods_loan_lent"),
        )

    def __str__(self) -> str:
        return self.number or "借用单"

    @property
    def open(self) -> Decimal:
        return Decimal(self.quantity - self.returned - self.lost)

    @property
    @shown("未还数量")
    def open_told(self) -> str:
        return f"{self.open.normalize():f}" if self.open else ""

    @property
    @shown("逾期")
    def late_told(self) -> str:
        days = (clock.today() - self.due_on).days if self.due_on is not None else 0
        return f"逾期 {days} 天" if self.state == self.State.OUT and days > 0 else ""


class Transfer(Record):
    """From one store to another (调拨). Until it arrives the goods lie in the store 在途 of the campus they go to."""

    class State(models.TextChoices):
        SENT = "sent", "在途"
        RECEIVED = "received", "已收货"
        CALLED_BACK = "called_back", "已退回"

    number = models.CharField("单号", max_length=20, editable=False)
    from_store = ForeignKey(Store, verbose_name="调出库房", related_name="+")
    to_store = ForeignKey(Store, verbose_name="调入库房", related_name="+")
    transit = ForeignKey(Store, verbose_name="在途", related_name="+")
    receiver = ForeignKey(Person, null=True, blank=True, verbose_name="收货人", related_name="+")
    state = models.CharField("状态", max_length=12, choices=State, default=State.SENT)
    sent_at = models.DateTimeField("调出时间", default=clock.now)
    sent_by = ForeignKey(Person, null=True, blank=True, verbose_name="经手人", related_name="+")
    received_at = models.DateTimeField("收货时间", null=True, blank=True)
    received_by = ForeignKey(Person, null=True, blank=True, verbose_name="签收人", related_name="+")
    said = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "调拨单"
        verbose_name_plural = "调拨单"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="goods_transfer_once"),)
        indexes = (models.Index(fields=["school", "state", "sent_at"], name="goods_transfer_state"),)

    def __str__(self) -> str:
        return self.number or "调拨单"

    @property
    def rows(self) -> "list[TransferLine]":
        return list(self.lines.of(self.school_id).select_related("item", "batch").order_by("id"))


class TransferLine(Record):
    transfer = ForeignKey(Transfer, verbose_name="调拨单", related_name="lines")
    item = ForeignKey(Item, verbose_name="物品", related_name="+")
    batch = ForeignKey(Batch, null=True, blank=True, verbose_name="批次", related_name="+")
    quantity = quantity_field("调出数量")
    value = money_field("调出金额（元）")
    received = quantity_field("实收数量", null=True, blank=True)
    received_value = money_field("实收金额（元）", default=0)

    class Meta:
        verbose_name = "调拨明细"
        verbose_name_plural = "调拨明细"
        indexes = (models.Index(fields=["school", "transfer"], name="goods_transfer_line"),)

    def __str__(self) -> str:
        return f"{self.transfer} {self.item}"


class WriteOff(Record):
    """What is no longer fit for use leaves the books (报废), with somebody else's yes."""

    class State(models.TextChoices):
        ASKED = "asked", "待审批"
        APPROVED = "approved", "已报废"
        REJECTED = "rejected", "未批准"

    class Reason(models.TextChoices):
        EXPIRED = "expired", "过期"
        DAMAGED = "damaged", "损坏"
        LOST = "lost", "丢失"
        OBSOLETE = "obsolete", "淘汰"
        OTHER = "other", "其他"

    number = models.CharField("单号", max_length=20, editable=False)
    store = ForeignKey(Store, verbose_name="库房", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    item = ForeignKey(Item, verbose_name="物品", related_name="+")
    batch = ForeignKey(Batch, null=True, blank=True, verbose_name="批次", related_name="+")
    quantity = quantity_field("数量")
    value = money_field("金额（元）", null=True, blank=True)
    reason = models.CharField("原因", max_length=10, choices=Reason)
    said = models.CharField("情况说明", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_by = ForeignKey(Person, null=True, blank=True, verbose_name="申请人", related_name="+")
    asked_at = models.DateTimeField("申请时间", default=clock.now)
    decided_by = ForeignKey(Person, null=True, blank=True, verbose_name="审批人", related_name="+")
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    decided = models.CharField("审批意见", max_length=200, blank=True)

    class Meta:
        verbose_name = "报废单"
        verbose_name_plural = "报废单"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="goods_write_off_once"),)
        indexes = (
            models.Index(fields=["school", "state", "campus"], name="goods_write_off_state"),
            models.Index(fields=["school", "decided_at"], name="goods_write_off_decided"),
        )

    def __str__(self) -> str:
        return self.number or "报废单"
