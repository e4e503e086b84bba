"""Months that close and stay closed."""

import calendar
from datetime import date

from django.db import models

from houqin.areas.stores.models.items import Item, money_field, quantity_field
from houqin.areas.stores.models.stock import Store
from houqin.foundation.models import Campus, Person
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record


class MonthClose(Record):
    """A month of a store that is closed: nothing can be booked into it any more."""

    store = ForeignKey(Store, verbose_name="库房", related_name="closes")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    month = models.DateField("月份")
    closed_at = models.DateTimeField("结账时间", default=clock.now)
    closed_by = ForeignKey(Person, null=True, blank=True, verbose_name="结账人", related_name="+")
    value_before = money_field("期初金额（元）", default=0)
    value_in = money_field("收入金额（元）", default=0)
    value_out = money_field("发出金额（元）", default=0)
    value_after = money_field("期末金额（元）", default=0)

    class Meta:
        verbose_name = "月结"
        verbose_name_plural = "月结"
        constraints = (models.UniqueConstraint(fields=["school", "store", "month"], name="month_close_once"),)

    def __str__(self) -> str:
        return f"{self.store} {self.month_told}"

    @property
    @shown("月份")
    def month_told(self) -> str:
        return f"{self.month:%Y}年{self.month.month}月"

    @property
    def last_day(self) -> date:
        return self.month.replace(day=calendar.monthrange(self.month.year, self.month.month)[1])


class MonthLine(Record):
    """One item of a closed month, frozen: before + in - out = after, in quantity and in value."""

    close = ForeignKey(MonthClose, verbose_name="月结", related_name="lines")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    item = ForeignKey(Item, verbose_name="物品", related_name="+")
    quantity_before = quantity_field("期初数量", default=0)
    value_before = money_field("期初金额", default=0)
    quantity_in = quantity_field("收入数量", default=0)
    value_in = money_field("收入金额", default=0)
    quantity_out = quantity_field("发出数量", default=0)
    value_out = money_field("发出金额", default=0)
    quantity_after = quantity_field("期末数量", default=0)
    value_after = money_field("期末金额", default=0)

    class Meta:
        verbose_name = "月结明细"
        verbose_name_plural = "月结明细"
        constraints = (models.UniqueConstraint(fields=["school", "close", "item"], name="month_line_once"),)

    def __str__(self) -> str:
        return f"{self.close} {self.item}"
