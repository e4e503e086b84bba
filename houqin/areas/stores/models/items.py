"""What can lie in a store: items, the units they are counted in, their batches."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record

PLACES = 3
"""Decimals of every quantity, in the item's own unit."""
GRAIN, FEN = Decimal("0.001"), Decimal("0.01")


class Kind(models.TextChoices):
    CONSUMABLE = "consumable", "消耗品"
    DURABLE = "durable", "低值易耗品"
    FIXED = "fixed", "固定资产"


class Category(models.TextChoices):
    OFFICE = "office", "办公用品"
    TEACHING = "teaching", "教学用品"
    CLEANING = "cleaning", "清洁用品"
    REPAIR = "repair", "维修材料"
    EPIDEMIC = "epidemic", "防疫物资"
    SAFETY = "safety", "安防劳保"
    SPORT = "sport", "体育器材"
    KITCHEN = "kitchen", "厨房用品"
    DORM = "dorm", "宿舍用品"
    OTHER = "other", "其他物资"


def quantity_field(label: str, **options: Any) -> Any:
    return models.DecimalField(label, max_digits=14, decimal_places=PLACES, **options)


def money_field(label: str, **options: Any) -> Any:
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


class Item(Record):
    """A kind of thing (物品). `unit` is its own unit: everything is booked in it; larger ones are converted."""

    code = models.CharField("物品编码", max_length=24, blank=True, help_text="不填就由系统给一个，可印成标签")
    barcode = models.CharField("商品条码", max_length=24, blank=True, help_text="包装上的条码，扫它也能找到")
    name = models.CharField("物品名称", max_length=60)
    spec = models.CharField("规格型号", max_length=60, blank=True)
    unit = models.CharField("单位", max_length=10, help_text="最小的发放单位，如只、支、包；库存都按它记")
    decimals = models.PositiveSmallIntegerField(
        "数量小数位", null=True, blank=True, help_text="0 表示只能整数；不填时按单位判断（千克、米等 3 位，其余 0 位）"
    )
    kind = models.CharField("类型", max_length=10, choices=Kind, default=Kind.CONSUMABLE)
    category = models.CharField("品类", max_length=10, choices=Category, default=Category.OTHER)
    has_batches = models.BooleanField("按批次管理", default=False, help_text="有保质期的必须勾选")
    class_code = models.CharField("资产分类代码", max_length=20, blank=True, help_text="固定资产填国标分类代码")
    words = models.CharField("别名", max_length=120, blank=True, help_text="其他叫法，用顿号分开")
    minimum = quantity_field("最低库存", null=True, blank=True, help_text="全校各库房合计低于它就提醒")
    usual = quantity_field("一次常领数量", null=True, blank=True, help_text="点一下“申领”时先填的数量")
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "物品"
        verbose_name_plural = "物品"
        constraints = (models.UniqueConstraint(fields=["school", "code"], name="item_code_once"),)
        indexes = (models.Index(fields=["school", "barcode"], name="item_barcode"),)

    def __str__(self) -> str:
        return f"{self.name}（{self.spec}）" if self.spec else self.name

    def clean(self) -> None:
        problems = {
            name: "不能小于 0。"
            for name in ("minimum", "usual")
            if (value := getattr(self, name)) is not None and value < 0
        }
        if self.decimals is not None and self.decimals > PLACES:
            problems["decimals"] = f"最多 {PLACES} 位。"
        if self.kind == Kind.FIXED and self.has_batches:
            problems["has_batches"] = "固定资产不按批次管理，请去掉勾选。"
        if self._loaded is not None and self._loaded["unit"] != self.unit and self._is_moved():
            problems["unit"] = f"已有出入库记录，基本单位“{self._loaded['unit']}”不能改；请另建物品，或加一个换算单位。"
        if problems:
            raise ValidationError(problems)

    def _is_moved(self) -> bool:
        return bool(self.movements.of(self.school_id).exists())

    @property
    def places(self) -> int:
        return self.decimals if self.decimals is not None else 0

    def told(self, quantity: Decimal) -> str:
        """12 支"""
        return f"{quantity.normalize():f} {self.unit}"


class ItemUnit(Record):
    """A larger unit of an item: 1 箱 = 50 包. `factor` is how many of the item's own unit it holds."""

    item = ForeignKey(Item, verbose_name="物品", related_name="units")
    name = models.CharField("单位", max_length=10)
    factor = models.DecimalField(
        "含多少基本单位", max_digits=12, decimal_places=PLACES, validators=[MinValueValidator(GRAIN)]
    )

    class Meta:
        verbose_name = "换算单位"
        verbose_name_plural = "换算单位"
        constraints = (models.UniqueConstraint(fields=["school", "item", "name"], name="item_unit_once"),)

    def __str__(self) -> str:
        return f"1 {self.name} = {self.factor.normalize():f} {self.item.unit}"

    def clean(self) -> None:
        if self.item_id and self.name == self.item.unit:
            raise ValidationError({"name": f"“{self.name}”已经是这个物品的基本单位，不用换算。"})


class Batch(Record):
    """What came in together and spoils together."""

    item = ForeignKey(Item, verbose_name="物品", related_name="batches")
    code = models.CharField("批号", max_length=40)
    expires_on = models.DateField("有效期至", null=True, blank=True)

    class Meta:
        verbose_name = "批次"
        verbose_name_plural = "批次"
        constraints = (models.UniqueConstraint(fields=["school", "item", "code"], name="batch_once"),)
        indexes = (models.Index(fields=["school", "expires_on"], name="batch_expires"),)

    def __str__(self) -> str:
        return self.code

    def is_expired(self, on: date | None = None) -> bool:
        """The last day is still good."""
        return self.expires_on is not None and self.expires_on < (on or clock.today())

    @property
    @shown("到期")
    def expiry_told(self) -> str:
        if self.expires_on is None:
            return ""
        days = (self.expires_on - clock.today()).days
        return f"已过期 {-days} 天" if days < 0 else "今天到期" if days == 0 else f"还有 {days} 天"
