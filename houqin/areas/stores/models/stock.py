"""Where things lie and how they came and went: the ledger whose movements always sum to its balances."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from houqin.areas.stores.models.items import Batch, Item, money_field, quantity_field
from houqin.foundation.models import Campus, Department, Person, Place, SchoolClass
from houqin.kernel import clock
from houqin.kernel.rows import ForeignKey, Record


class Store(Record):
    """A store room; or what is on its way to a campus (在途), which is somewhere too."""

    class Kind(models.TextChoices):
        ROOM = "room", "库房"
        TRANSIT = "transit", "在途"

    name = models.CharField("库房名称", max_length=60)
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    place = ForeignKey(Place, null=True, blank=True, verbose_name="位置", related_name="+")
    keeper = ForeignKey(Person, null=True, blank=True, verbose_name="保管员", related_name="+")
    kind = models.CharField("类型", max_length=10, choices=Kind, default=Kind.ROOM, editable=False)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "库房"
        verbose_name_plural = "库房"
        constraints = (models.UniqueConstraint(fields=["school", "name"], name="store_once"),)
        indexes = (models.Index(fields=["school", "campus", "kind"], name="store_campus"),)

    def __str__(self) -> str:
        return self.name


class Shelf(Record):
    store = ForeignKey(Store, verbose_name="库房", related_name="shelves")
    code = models.CharField("货位编号", max_length=20)
    name = models.CharField("说明", max_length=60, blank=True)
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")

    class Meta:
        verbose_name = "货位"
        verbose_name_plural = "货位"
        constraints = (models.UniqueConstraint(fields=["school", "store", "code"], name="shelf_once"),)

    def __str__(self) -> str:
        return self.code


class Balance(Record):
    """How much of one batch lies in one store, and what it cost. Changed only together with a movement."""

    store = ForeignKey(Store, verbose_name="库房", related_name="balances")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    item = ForeignKey(Item, verbose_name="物品", related_name="balances")
    batch = ForeignKey(Batch, null=True, blank=True, verbose_name="批次", related_name="+")
    quantity = quantity_field("结存数量", default=0)
    value = money_field("结存金额（元）", default=0)
    shelf = ForeignKey(Shelf, null=True, blank=True, verbose_name="货位", related_name="+")

    class Meta:
        verbose_name = "库存"
        verbose_name_plural = "库存"
        constraints = (
            models.UniqueConstraint(fields=["school", "store", "item", "batch"], nulls_distinct=False, name="balance_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=0, value__gte=0), name="balance_not_below_nothing"),
            models.CheckConstraint(condition=~models.Q(quantity=0) | models.Q(value=0), name="balance_nothing_costs_nothing"),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["school", "item", "store"], name="balance_item"),
            models.Index(fields=["school", "campus"], name="balance_campus"),
        )

    def __str__(self) -> str:
        return f"{self.item} {self.batch}" if self.batch_id else str(self.item)


class Movement(Record):
    """One coming or going. Written once, never changed; a mistake is answered by its reverse.

    `quantity` and `value` are signed; `amount` and `worth` are the same without sign. `left` and `left_value`: what the balance was after it.
    Cost leaves at the moving average of its balance.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", "期初"
        RECEIPT = "receipt", "入库"
        ISSUE = "issue", "领用"
        TAKEN_BACK = "taken_back", "退库"
        LENT = "lent", "借出"
        RETURNED = "returned", "归还"
        SENT = "sent", "调出"
        ARRIVED = "arrived", "调入"
        GAIN = "gain", "盘盈"
        LOSS = "loss", "盘亏"
        WRITE_OFF = "write_off", "报废"
        REVERSE_IN = "reverse_in", "冲销增加"
        REVERSE_OUT = "reverse_out", "冲销减少"

    class Way(models.TextChoices):
        IN = "in", "收入"
        OUT = "out", "发出"

    slip = models.CharField("单号", max_length=20, editable=False)
    store = ForeignKey(Store, verbose_name="库房", related_name="movements")
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    item = ForeignKey(Item, verbose_name="物品", related_name="movements")
    batch = ForeignKey(Batch, null=True, blank=True, verbose_name="批次", related_name="+")
    kind = models.CharField("出入库", max_length=12, choices=Kind)
    way = models.CharField("方向", max_length=3, choices=Way)
    quantity = quantity_field("增减数量")
    value = money_field("增减金额（元）")
    amount = quantity_field("数量")
    worth = money_field("金额（元）")
    left = quantity_field("结存")
    left_value = money_field("结存金额")
    happened_at = models.DateTimeField("发生时间", default=clock.now)
    person = ForeignKey(Person, null=True, blank=True, verbose_name="领用人", related_name="+")
    school_class = ForeignKey(SchoolClass, null=True, blank=True, verbose_name="领用班级", related_name="+")
    department = ForeignKey(Department, null=True, blank=True, verbose_name="领用部门", related_name="+")
    to_whom = models.CharField("领用方", max_length=120, blank=True)
    because_kind = models.CharField("依据类型", max_length=80, blank=True)
    because_id = models.BigIntegerField("依据记录", null=True, blank=True)
    said = models.CharField("事由", max_length=200, blank=True)

    class Meta:
        verbose_name = "出入库流水"
        verbose_name_plural = "出入库流水"
        indexes = (
            models.Index(fields=["school", "store", "item", "batch", "happened_at"], name="movement_balance"),
            models.Index(fields=["school", "store", "happened_at"], name="movement_store"),
            models.Index(fields=["school", "happened_at", "kind"], name="movement_happened"),
            models.Index(fields=["school", "item", "happened_at"], name="movement_item"),
            models.Index(fields=["school", "slip"], name="movement_slip"),
            models.Index(fields=["school", "because_kind", "because_id"], name="movement_because"),
        )

    def __str__(self) -> str:
        return f"{self.slip} {self.item}"

    @property
    def slip_value(self) -> str:
        return f"{sum((line.worth for line in self.slip_lines), Decimal(0)):.2f}"

    @property
    def slip_lines(self) -> Any:
        """All lines of the same paper."""
        same = type(self).objects.of(self.school_id).filter(slip=self.slip, store_id=self.store_id)
        return same.select_related("item", "batch", "store").order_by("id")


class Opening(Record):
    """What was there when the books began (期初), as a sheet tells it; booked by one action for the whole store."""

    class State(models.TextChoices):
        DRAFT = "draft", "待入账"
        BOOKED = "booked", "已入账"

    store = ForeignKey(Store, verbose_name="库房", related_name="openings")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    item = ForeignKey(Item, verbose_name="物品", related_name="+")
    quantity = quantity_field("期初数量")
    value = money_field("期初金额（元）", default=0)
    batch_code = models.CharField("批号", max_length=40, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT, editable=False)

    class Meta:
        verbose_name = "期初库存"
        verbose_name_plural = "期初库存"
        constraints = (models.UniqueConstraint(fields=["school", "store", "item", "batch_code"], name="opening_once"),)

    def __str__(self) -> str:
        return f"{self.store} {self.item}"

    def clean(self) -> None:
        problems = {}
        if self.quantity is not None and self.quantity <= 0:
            problems["quantity"] = "必须大于 0。"
        if self.value is not None and self.value < 0:
            problems["value"] = "不能为负。"
        if self.item_id and self.item.has_batches and not self.batch_code and self.expires_on is None:
            problems["batch_code"] = f"{self.item} 按批次管理，请填批号或有效期。"
        if self._loaded is not None and self._loaded["state"] == self.State.BOOKED:
            problems["quantity"] = "已经入账，不能再改；有差异请用盘点登记。"
        if problems:
            raise ValidationError(problems)
