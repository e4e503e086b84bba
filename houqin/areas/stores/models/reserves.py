"""What must always be there."""

from django.core.exceptions import ValidationError
from django.db import models

from houqin.areas.stores.models.items import Item, quantity_field
from houqin.areas.stores.models.stock import Store
from houqin.foundation.models import Campus
from houqin.kernel.rows import ForeignKey, Record


class Reserve(Record):
    """A required list (储备清单), such as the district's epidemic supplies, kept in one store."""

    name = models.CharField("清单名称", max_length=60)
    store = ForeignKey(Store, verbose_name="库房", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    basis = models.CharField("依据", max_length=120, blank=True, help_text="哪份文件要求的")
    renew_days = models.PositiveSmallIntegerField(
        "提前轮换天数", default=90, help_text="剩余有效期少于这些天的不再算作储备，先用掉、再补新的"
    )
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "储备清单"
        verbose_name_plural = "储备清单"
        constraints = (models.UniqueConstraint(fields=["school", "name", "store"], name="reserve_once"),)

    def __str__(self) -> str:
        return self.name


class ReserveLine(Record):
    reserve = ForeignKey(Reserve, verbose_name="储备清单", related_name="lines")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    item = ForeignKey(Item, verbose_name="物品", related_name="+")
    minimum = quantity_field("最低数量")
    note = models.CharField("说明", max_length=60, blank=True)

    class Meta:
        verbose_name = "储备明细"
        verbose_name_plural = "储备明细"
        constraints = (models.UniqueConstraint(fields=["school", "reserve", "item"], name="reserve_line_once"),)

    def __str__(self) -> str:
        return f"{self.reserve} {self.item}"

    def clean(self) -> None:
        if self.minimum is not None and self.minimum <= 0:
            raise ValidationError({"minimum": "必须大于 0。"})
