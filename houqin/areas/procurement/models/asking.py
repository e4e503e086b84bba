"""What somebody wants bought, and why."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models

from houqin.areas.stores.models import Item
from houqin.areas.suppliers.models import Fund
from houqin.foundation.models import Campus, Person
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record

ABOVE_ZERO = MinValueValidator(Decimal("0.001"))
NOT_NEGATIVE = MinValueValidator(Decimal(0))
FEN = Decimal("0.01")


class Kind(models.TextChoices):
    """The three kinds the law on public purchasing knows."""

    GOODS = "goods", "货物"
    SERVICE = "service", "服务"
    WORKS = "works", "工程"


class Goods(models.TextChoices):
    """What becomes of a line once it is accepted."""

    CONSUMABLE = "consumable", "消耗品（入库）"
    DURABLE = "durable", "低值易耗品（入库）"
    FIXED = "fixed", "固定资产（建卡）"
    SERVICE = "service", "服务或直接使用（不入库）"


STOCKED = (Goods.CONSUMABLE, Goods.DURABLE)


class Route(models.TextChoices):
    OWN = "own", "自行采购"
    INQUIRY = "inquiry", "询价"
    INVITED = "invited", "邀请招标"
    OPEN = "open", "公开招标"
    SINGLE = "single", "单一来源"
    CENTRAL = "central", "集中采购"


class Request(Record):
    class State(models.TextChoices):
        NEW = "new", "待补全"
        APPROVING = "approving", "审批中"
        RETURNED = "returned", "退回修改"
        APPROVED = "approved", "待采购"
        ORDERED = "ordered", "待到货"
        ACCEPTED = "accepted", "待报销"
        CLOSED = "closed", "已办结"
        REJECTED = "rejected", "未批准"
        WITHDRAWN = "withdrawn", "已撤回"

    UNDECIDED = (State.NEW, State.APPROVING, State.RETURNED)
    """Nothing is promised to anybody yet."""
    AGREED = (State.APPROVED, State.ORDERED, State.ACCEPTED, State.CLOSED)
    """Approved: its money counts as taken from the fund."""
    DROPPED = (State.REJECTED, State.WITHDRAWN)

    number = models.CharField("单号", max_length=20, editable=False)
    title = models.CharField("采购什么", max_length=80)
    why = models.CharField("为什么要买", max_length=300)
    kind = models.CharField("采购类别", max_length=10, choices=Kind, default=Kind.GOODS)
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    fund = ForeignKey(Fund, null=True, blank=True, verbose_name="经费来源", related_name="+")
    needed_by = models.DateField("需要日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.NEW, editable=False)
    requested_by = ForeignKey(Person, null=True, blank=True, verbose_name="申请人", editable=False, related_name="+")
    buyer = ForeignKey(Person, null=True, blank=True, verbose_name="采购人", editable=False, related_name="+")
    amount = models.DecimalField("估价（元）", max_digits=14, decimal_places=2, default=Decimal(0), editable=False)
    agreed = models.DecimalField(
        "批准金额（元）", max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    origin_kind = models.CharField("来由类型", max_length=60, blank=True, editable=False)
    origin_id = models.BigIntegerField("来由编号", null=True, blank=True, editable=False)
    origin = models.CharField("由何事引起", max_length=120, blank=True, editable=False)
    in_catalogue = models.CharField("政府集中采购目录", max_length=120, blank=True, editable=False)
    route = models.CharField("采购方式", max_length=10, choices=Route, blank=True, editable=False)
    route_rule = models.CharField("按规则应为", max_length=10, choices=Route, blank=True, editable=False)
    route_because = models.CharField("采购方式依据", max_length=300, blank=True, editable=False)
    is_split = models.BooleanField("疑似化整为零", default=False, editable=False)
    split_told = models.CharField("化整为零提醒", max_length=300, blank=True, editable=False)
    round = models.PositiveSmallIntegerField("第几次送审", default=0, editable=False)
    asked_at = models.DateTimeField("申请时间", default=clock.now)
    decided_at = models.DateTimeField("审批完成时间", null=True, blank=True, editable=False)
    said = models.CharField("退回、不批准或撤回原因", max_length=300, blank=True, editable=False)
    meeting_number = models.CharField("会议纪要编号", max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = "采购申请"
        verbose_name_plural = "采购申请"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="request_number_once"),)
        indexes = (
            models.Index(fields=["school", "state", "campus"], name="request_state"),
            models.Index(fields=["school", "asked_at"], name="request_asked"),
            models.Index(fields=["school", "fund", "asked_at"], name="request_fund"),
            models.Index(fields=["school", "requested_by", "-id"], name="request_by"),
            models.Index(fields=["school", "origin_kind", "origin_id"], name="request_origin"),
        )

    def __str__(self) -> str:
        return self.number or "采购申请"

    @property
    @shown("估价")
    def amount_told(self) -> str:
        return f"{self.amount:,.2f} 元" if self.amount else "未估价"

    @property
    def told_lines(self) -> list["RequestLine"]:
        return list(self.lines.of(self.school_id).select_related("item").order_by("id"))

    @property
    def gaps(self) -> list[str]:
        """What the buyer still has to fill in before anybody can decide."""
        lines = self.told_lines
        missing = [] if self.fund_id else ["经费来源"]
        missing += [f"{line.words}的估价" for line in lines if line.unit_price is None]
        missing += [f"{line.words}的资产分类" for line in lines if line.goods == Goods.FIXED and not line.class_code]
        missing += [f"{line.words}对应的库房物品" for line in lines if line.goods in STOCKED and line.item_id is None]
        return missing


class RequestLine(Record):
    """One thing wanted. Written by asking, completing and correcting."""

    request = ForeignKey(Request, verbose_name="采购申请", related_name="lines")
    words = models.CharField("要什么", max_length=80)
    spec = models.CharField("规格型号", max_length=80, blank=True)
    item = ForeignKey(Item, null=True, blank=True, verbose_name="物品", related_name="+")
    goods = models.CharField("验收后", max_length=10, choices=Goods, default=Goods.SERVICE)
    class_code = models.CharField("资产分类", max_length=20, blank=True)
    quantity = models.DecimalField("数量", max_digits=12, decimal_places=3, validators=[ABOVE_ZERO])
    unit = models.CharField("单位", max_length=10, blank=True)
    unit_price = models.DecimalField(
        "估计单价（元）", max_digits=12, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE]
    )
    catalogue = models.CharField("集中采购品目", max_length=60, blank=True)

    class Meta:
        verbose_name = "采购明细"
        verbose_name_plural = "采购明细"
        indexes = (
            models.Index(fields=["school", "request"], name="request_line_request"),
            models.Index(fields=["school", "item"], name="request_line_item"),
            models.Index(fields=["school", "words"], name="request_line_words"),
        )

    def __str__(self) -> str:
        return self.told

    @property
    def told(self) -> str:
        """A4 纸 20 包"""
        return f"{self.words} {self.quantity.normalize():f}{self.unit}"

    @property
    def amount(self) -> Decimal:
        return (self.quantity * (self.unit_price or 0)).quantize(FEN)
