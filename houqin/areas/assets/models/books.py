"""The books of things by month.

`BookMonth` and `ClassMonth` are on the trail. The lines of a month, one for every thing that moved in it, are not: the month's entry holds
their number, their sums and a digest of them all, so that one altered line shows, and a run of 100,000 cards writes one entry.
"""

from decimal import Decimal

from django.db import models

from houqin.areas.assets.models.cards import Asset, AssetClass
from houqin.foundation.models import Campus, Person
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record, SchoolRow

ZERO = Decimal(0)


def money(label: str) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(label, max_digits=16, decimal_places=2, default=ZERO)


class BookMonth(Record):
    class State(models.TextChoices):
        OPEN = "open", "未结账"
        CLOSED = "closed", "已结账"

    month = models.DateField("月份", help_text="该月第一天")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    run_at = models.DateTimeField("计提时间", null=True, blank=True)
    cards = models.PositiveIntegerField("在账卡片", default=0)
    lines_count = models.PositiveIntegerField("本月变动卡片", default=0)
    gross_before = money("月初原值（元）")
    added = money("本月增加（元）")
    changed = money("本月更正（元）")
    removed = money("本月减少（元）")
    gross = money("月末原值（元）")
    accumulated_before = money("月初累计折旧（元）")
    opened = money("期初转入折旧（元）")
    charge = money("本月折旧（元）")
    correction = money("折旧更正（元）")
    released = money("减少转出折旧（元）")
    accumulated = money("月末累计折旧（元）")
    digest = models.CharField("明细校验码", max_length=64, blank=True)
    closed_at = models.DateTimeField("结账时间", null=True, blank=True)
    closed_by = ForeignKey(Person, null=True, blank=True, verbose_name="结账人", related_name="+")

    class Meta:
        verbose_name = "折旧月份"
        verbose_name_plural = "折旧月份"
        constraints = (
            models.UniqueConstraint(fields=["school", "month"], name="book_month_once"),
            models.UniqueConstraint(fields=["school"], condition=models.Q(state="open"), name="book_month_one_open"),
        )

    def __str__(self) -> str:
        return self.told

    @property
    @shown("月份")
    def told(self) -> str:
        return f"{self.month.year} 年 {self.month.month} 月"

    @property
    @shown("月末净值（元）")
    def net(self) -> Decimal:
        return self.gross - self.accumulated


class BookLine(SchoolRow):
    """What one thing did to the books in one month, and where it stood after it."""

    month = ForeignKey(BookMonth, related_name="lines")
    asset = ForeignKey(Asset, related_name="+")
    asset_class = ForeignKey(AssetClass, related_name="+")
    campus = ForeignKey(Campus, related_name="+")
    added = money("本月增加（元）")
    changed = money("本月更正（元）")
    removed = money("本月减少（元）")
    opened = money("期初转入折旧（元）")
    charge = money("本月折旧（元）")
    correction = money("折旧更正（元）")
    released = money("减少转出折旧（元）")
    gross = money("月末原值（元）")
    accumulated = money("月末累计折旧（元）")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "month", "asset"], name="book_line_once"),)
        indexes = (models.Index(fields=["school", "asset", "month"], name="book_line_asset"),)


class BookValue(SchoolRow):
    """Where a thing stands after the last closed month. Moved only by closing."""

    asset = ForeignKey(Asset, related_name="+")
    gross = money("原值（元）")
    accumulated = money("累计折旧（元）")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "asset"], name="book_value_once"),)


class ClassMonth(Record):
    """The books of one class at one campus at the end of a closed month. Written by closing, never changed."""

    month = ForeignKey(BookMonth, verbose_name="折旧月份", related_name="classes")
    ends_on = models.DateField("月末")
    asset_class = ForeignKey(AssetClass, verbose_name="分类", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    cards = models.PositiveIntegerField("在账卡片", default=0)
    used = models.PositiveIntegerField("其中在用", default=0)
    gross = money("月末原值（元）")
    accumulated = money("月末累计折旧（元）")
    net = money("月末净值（元）")
    added = money("本月增加（元）")
    removed = money("本月减少（元）")
    charge = money("本月折旧（元）")
    correction = money("折旧更正（元）")

    class Meta:
        verbose_name = "分类月账"
        verbose_name_plural = "分类月账"
        constraints = (
            models.UniqueConstraint(fields=["school", "month", "asset_class", "campus"], name="class_month_once"),
        )
        indexes = (models.Index(fields=["school", "ends_on"], name="class_month_ends"),)

    def __str__(self) -> str:
        return f"{self.month} {self.asset_class}"
