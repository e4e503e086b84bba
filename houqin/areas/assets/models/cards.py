"""Classes of things, and the card of each thing."""

import re
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from houqin.areas.suppliers.models import Fund, Supplier
from houqin.foundation.models import Campus, Department, Person, Place, SchoolClass
from houqin.foundation.rules import number
from houqin.foundation.rules_data import shipped_rules
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record

OLD_CLASS_CODE = re.compile(r"[1-9]\d{6}")
"""Seven digits, as in the table of 2010 and its amendment."""
CLASS_CODE = RegexValidator(r"^A\d{0,8}$", "分类编码是 A 加最多 8 位数字，如 A02010105。")
NOT_NEGATIVE = MinValueValidator(Decimal(0))
MOST_YEARS = 100


class AssetClass(Record):
    """A line of GB/T 14885-2022. Its life comes from the nearest rule above it unless the school says its own."""

    code = models.CharField("编码", max_length=9, validators=[CLASS_CODE])
    name = models.CharField("分类名称", max_length=80)
    parent_code = models.CharField("上级编码", max_length=9, blank=True)
    unit = models.CharField("计量单位", max_length=10, default="件")
    life_rule = models.CharField("年限依据", max_length=40, blank=True, editable=False)
    life_years = models.PositiveSmallIntegerField(
        "本校折旧年限", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_YEARS)],
        help_text="不填就按依据的年限；不能短于已核实的规定",
    )  # fmt: skip
    depreciates = models.BooleanField("计提折旧", default=True)
    keeps_data = models.BooleanField("存有数据", default=False, help_text="处置前必须登记清除数据")
    words = models.CharField("别称", max_length=200, blank=True, help_text="清单上的其他叫法，用顿号分开")
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "资产分类"
        verbose_name_plural = "资产分类"
        constraints = (models.UniqueConstraint(fields=["school", "code"], name="asset_class_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @classmethod
    def about_unknown(cls, told: str) -> str:
        """The official table carries no old codes: the way to the new one is told, not a guess."""
        if OLD_CLASS_CODE.fullmatch(told.strip()):
            return f"“{told.strip()}”是 GB/T 14885-2010 的七位编码；现行 2022 版以 A 开头、共 9 位，请在“资产分类”里按名称查到新编码后改填。"
        return "请在“资产分类”里按名称查，没有的先装入常用分类或导入官方分类表。"

    @classmethod
    def no_such(cls, code: str) -> str:
        return f"没有编码为“{code}”的资产分类。{cls.about_unknown(code)}"

    def clean(self) -> None:
        """The school's own years may not undercut a rule that was read in its text; one only believed binds nobody."""
        rule = shipped_rules().get(self.life_rule)
        if rule is not None and self.life_years is not None and not rule.allows(self.life_years):
            raise ValidationError({"life_years": f"“{rule.name}”{rule.wording()}{rule.limit()}，本校不能短于它。"})

    @property
    def life(self) -> int | None:
        """Years over which a thing of this class is depreciated now; None when it is not, or when nobody has said."""
        if not self.depreciates:
            return None
        if self.life_years is not None:
            return self.life_years
        return int(number(self.school_id, self.life_rule)) if self.life_rule else None

    @property
    @shown("折旧年限")
    def life_told(self) -> str:
        """6 年（依据……）, 8 年（本校规定）, 不折旧."""
        if not self.depreciates:
            return "不折旧"
        if self.life is None:
            return "没有依据，请填本校年限"
        return f"{self.life} 年（{'本校规定' if self.life_years else shipped_rules()[self.life_rule].wording()}）"


class Asset(Record):
    """The card of one thing. It is on the books from the month of `entered_on` to the month of `disposed_on`."""

    class State(models.TextChoices):
        DRAFT = "draft", "待完善"
        IN_USE = "in_use", "在用"
        IDLE = "idle", "闲置"
        LENT = "lent", "借出"
        REPAIR = "repair", "待修"
        MISSING = "missing", "找不到"
        DISPOSED = "disposed", "已处置"

    HELD = (State.IN_USE, State.IDLE, State.LENT, State.REPAIR, State.MISSING)
    """On the books."""
    AT_HAND = (State.IN_USE, State.IDLE, State.REPAIR)
    """Here, and free to be moved, lent or handed over."""

    number = models.CharField("卡片编号", max_length=20, editable=False)
    old_number = models.CharField("原编号", max_length=40, blank=True, help_text="旧台账或财政系统里的资产编号")
    name = models.CharField("名称", max_length=80)
    asset_class = ForeignKey(AssetClass, verbose_name="分类", related_name="+")
    brand = models.CharField("品牌", max_length=40, blank=True)
    model = models.CharField("规格型号", max_length=80, blank=True)
    serial = models.CharField("出厂编号", max_length=60, blank=True)
    value = models.DecimalField("原值（元）", max_digits=14, decimal_places=2, validators=[NOT_NEGATIVE])
    fund = ForeignKey(Fund, null=True, blank=True, verbose_name="经费来源", related_name="+")
    supplier = ForeignKey(Supplier, null=True, blank=True, verbose_name="供应商", related_name="+")
    voucher = models.CharField("凭证号", max_length=40, blank=True)
    bought_on = models.DateField("购置日期", null=True, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    in_use_on = models.DateField("启用日期", null=True, blank=True)
    warranty_until = models.DateField("保修到", null=True, blank=True)
    entered_on = models.DateField("入账日期", null=True, blank=True, help_text="不填就用验收日期；从这个月开始折旧")
    life_years = models.PositiveSmallIntegerField(
        "折旧年限", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_YEARS)],
        help_text="不填就按分类",
    )  # fmt: skip
    opening_depreciation = models.DecimalField(
        "期初累计折旧（元）", max_digits=14, decimal_places=2, default=Decimal(0), validators=[NOT_NEGATIVE],
        help_text="旧账上已经提过的折旧，新购的不填",
    )  # fmt: skip
    opening_through = models.DateField(
        "期初折旧提到", null=True, blank=True, help_text="旧账提到哪个月，填那个月任一天"
    )
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    place = ForeignKey(Place, null=True, blank=True, verbose_name="存放地点", related_name="+")
    department = ForeignKey(Department, null=True, blank=True, verbose_name="使用部门", related_name="+")
    school_class = ForeignKey(SchoolClass, null=True, blank=True, verbose_name="使用班级", related_name="+")
    keeper = ForeignKey(Person, null=True, blank=True, verbose_name="使用责任人", related_name="+")
    custodian = ForeignKey(Person, null=True, blank=True, verbose_name="保管人", editable=False, related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT, editable=False)
    state_said = models.CharField("状态说明", max_length=200, blank=True, editable=False)
    code = models.CharField("标签编码", max_length=24, editable=False)
    labelled_on = models.DateField("贴标签日期", null=True, blank=True, editable=False)
    seen_on = models.DateField("最近见到", null=True, blank=True, editable=False)
    disposed_on = models.DateField("处置日期", null=True, blank=True, editable=False)
    note = models.CharField("备注", max_length=200, blank=True)

    class Meta:
        verbose_name = "固定资产"
        verbose_name_plural = "固定资产"
        constraints = (
            models.UniqueConstraint(fields=["school", "number"], name="asset_number_once"),
            models.UniqueConstraint(fields=["school", "code"], name="asset_code_once"),
            models.UniqueConstraint(
                fields=["school", "old_number"], condition=~models.Q(old_number=""), name="asset_old_number_once"
            ),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="asset_value_not_negative"),
        )
        indexes = (
            models.Index(fields=["school", "state", "campus"], name="asset_state"),
            models.Index(fields=["school", "asset_class"], name="asset_class_of"),
            models.Index(fields=["school", "place"], name="asset_place"),
            models.Index(fields=["school", "keeper"], name="asset_keeper"),
            models.Index(fields=["school", "custodian"], name="asset_custodian"),
            models.Index(fields=["school", "school_class"], name="asset_school_class"),
            models.Index(fields=["school", "entered_on"], name="asset_entered"),
            models.Index(fields=["school", "disposed_on"], name="asset_disposed"),
        )

    def __str__(self) -> str:
        return f"{self.name}（{self.number}）" if self.number else self.name

    def clean(self) -> None:
        """What a form or a sheet may not do; the verbs save without it, for they have rules of their own."""
        problems = {**_dates(self), **_money(self), **_moved_by_hand(self)}
        if problems:
            raise ValidationError(problems)

    @property
    @shown("提醒")
    def alarm(self) -> str:
        """借出、找不到, or a warranty that ends soon; nothing for a thing that is simply there."""
        if self.state == self.State.DRAFT:
            return "待完善"
        if self.state in (self.State.LENT, self.State.MISSING, self.State.REPAIR):
            return str(self.get_state_display())
        days = (self.warranty_until - clock.today()).days if self.warranty_until else -1
        return f"保修还有 {days} 天" if 0 <= days <= 30 and self.state != self.State.DISPOSED else ""


def _dates(asset: Asset) -> dict[str, str]:
    problems = {}
    for name in ("bought_on", "accepted_on", "in_use_on", "entered_on", "opening_through"):
        told: date | None = getattr(asset, name)
        if told is not None and not 1949 <= told.year <= clock.today().year + 1:
            problems[name] = f"日期是 {told}，请核对年份。"
    if asset.entered_on is not None and asset.entered_on > clock.today():
        problems["entered_on"] = "入账日期不能晚于今天。"
    return problems


def _money(asset: Asset) -> dict[str, str]:
    problems = {}
    value, opening = asset.value, asset.opening_depreciation
    if isinstance(value, Decimal) and isinstance(opening, Decimal) and opening > value >= 0:
        problems["opening_depreciation"] = f"期初累计折旧 {opening} 超过了原值 {value}，请核对。"
    if opening and asset.opening_through is None:
        problems["opening_through"] = "填了期初累计折旧，就要填旧账提到哪个月。"
    return problems


MOVED_BY_VERBS = ("place_id", "department_id", "school_class_id", "keeper_id", "campus_id")


def _moved_by_hand(asset: Asset) -> dict[str, str]:
    before = asset._loaded
    if before is None or before["state"] == Asset.State.DRAFT:
        return {}
    if before["state"] == Asset.State.DISPOSED:
        return {"name": f"{asset} 已经处置，卡片不能再改。"}
    moved = [name.removesuffix("_id") for name in MOVED_BY_VERBS if before[name] != getattr(asset, name)]
    return dict.fromkeys(moved, "在用资产换地点、换部门、换责任人，请用“挪动”或“调拨”，不能直接改卡片。")
