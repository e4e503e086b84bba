from decimal import Decimal
from typing import Any

from django.db import models

from houqin.areas.assets.models import Asset
from houqin.areas.stocktakes.outcomes import Outcome
from houqin.areas.stores.models import Batch, Item, Store
from houqin.foundation.models import Campus, Department, Person, Place
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record


class Stocktake(Record):
    """One count: what the books said when it began, what people saw, what was decided. Closed, it stays as it is."""

    class Kind(models.TextChoices):
        ASSETS = "assets", "固定资产"
        STORES = "stores", "库存物资"

    class Extent(models.TextChoices):
        FULL = "full", "全面盘点"
        SPOT = "spot", "抽盘"
        SPECIAL = "special", "专项清查"

    class State(models.TextChoices):
        COUNTING = "counting", "清点中"
        DECIDING = "deciding", "处理差异"
        CLOSED = "closed", "已结束"
        CANCELLED = "cancelled", "已作废"

    number = models.CharField("编号", max_length=20, editable=False)
    title = models.CharField("名称", max_length=60)
    kind = models.CharField("盘点对象", max_length=8, choices=Kind)
    extent = models.CharField("方式", max_length=8, choices=Extent, default=Extent.FULL)
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    place = ForeignKey(Place, null=True, blank=True, verbose_name="范围：场所", related_name="+")
    department = ForeignKey(Department, null=True, blank=True, verbose_name="范围：部门", related_name="+")
    store = ForeignKey(Store, null=True, blank=True, verbose_name="库房", related_name="+")
    is_blind = models.BooleanField("盲盘", default=False)
    share = models.PositiveSmallIntegerField("抽取比例（%）", default=100, editable=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.COUNTING, editable=False)
    started_at = models.DateTimeField("开始时间", default=clock.now, editable=False)
    started_by = ForeignKey(Person, null=True, blank=True, verbose_name="组织人", editable=False, related_name="+")
    due_on = models.DateField("完成期限", null=True, blank=True)
    counted_at = models.DateTimeField("清点结束时间", null=True, blank=True, editable=False)
    closed_at = models.DateTimeField("结束时间", null=True, blank=True, editable=False)
    closed_by = ForeignKey(Person, null=True, blank=True, verbose_name="结束人", editable=False, related_name="+")
    said = models.CharField("说明", max_length=200, blank=True, editable=False)
    line_count = models.PositiveIntegerField("应盘数", default=0, editable=False)
    movements_until = models.BigIntegerField("账面截至流水", default=0, editable=False)

    class Meta:
        verbose_name = "盘点"
        verbose_name_plural = "盘点"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="stocktake_number_once"),)
        indexes = (
            models.Index(fields=["school", "state", "campus"], name="stocktake_state"),
            models.Index(fields=["school", "counted_at"], name="stocktake_counted"),
        )

    def __str__(self) -> str:
        return self.number or "盘点"

    @property
    @shown("抽取比例")
    def share_told(self) -> str:
        return f"{self.share}%" if self.extent == self.Extent.SPOT else ""

    @property
    @shown("范围")
    def scope_told(self) -> str:
        return str(self.store or self.place or self.department or self.campus)

    @property
    def is_of_stores(self) -> bool:
        return self.kind == self.Kind.STORES

    @property
    def by_outcome(self) -> list[tuple[str, str, int, Decimal]]:
        """(outcome, its name, lines, value of what differs), as judged; for the print."""
        rows = self.findings.of(self.school_id).order_by().values_list("outcome")
        told = {one: (n, value) for one, n, value in rows.annotate(n=models.Count("id"), worth=models.Sum("value"))}
        return [(one.value, str(one.label), *told[one.value]) for one in Outcome if one.value in told]

    @property
    def differing(self) -> "list[Finding]":
        """Every line that needed a decision, with it."""
        rows = self.findings.of(self.school_id).filter(state__in=(Finding.State.OPEN, Finding.State.DECIDED))
        linked = rows.select_related("place", "found_place", "decided_by", "counter")
        return list(linked.order_by("outcome", "place__path", "id"))

    @property
    def counters_told(self) -> str:
        """Who scanned, by name."""
        names = self.scans.of(self.school_id).order_by().values_list("counter__name", flat=True).distinct()
        return "、".join(sorted(name for name in names if name))


class CountPlace(Record):
    """A room of the count, and who was asked to count it. That it is done is told by a scan, not here."""

    stocktake = ForeignKey(Stocktake, verbose_name="盘点", related_name="places")
    place = ForeignKey(Place, verbose_name="场所", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    counter = ForeignKey(Person, null=True, blank=True, verbose_name="盘点人", related_name="+")
    line_count = models.PositiveIntegerField("应盘数", default=0, editable=False)

    class Meta:
        verbose_name = "盘点场所"
        verbose_name_plural = "盘点场所"
        constraints = (models.UniqueConstraint(fields=["school", "stocktake", "place"], name="count_place_once"),)

    def __str__(self) -> str:
        return str(self.place.path)


class Finding(Record):
    """One line of the count: an asset, or one item (and batch) of a store, or a code that nothing bears.

    What was expected is frozen when the count begins. What was found follows from the scans, as often as they are judged.
    """

    class State(models.TextChoices):
        COUNTING = "counting", "清点中"
        SETTLED = "settled", "无需处理"
        OPEN = "open", "待处理"
        DECIDED = "decided", "已处理"

    class Decision(models.TextChoices):
        FOUND = "found", "找到了"
        MOVED = "moved", "移到此处"
        PUT_BACK = "put_back", "已搬回原处"
        MISSING = "missing", "盘亏待查"
        DAMAGED = "damaged", "报损"
        CARD = "card", "盘盈建卡"
        ADJUSTED = "adjusted", "调整库存"
        NOTHING = "nothing", "不作处理"

    stocktake = ForeignKey(Stocktake, verbose_name="盘点", related_name="findings")
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    name = models.CharField("名称", max_length=200)
    code = models.CharField("编号或条码", max_length=60)
    asset = ForeignKey(Asset, null=True, blank=True, verbose_name="资产", related_name="+")
    item = ForeignKey(Item, null=True, blank=True, verbose_name="物品", related_name="+")
    batch = ForeignKey(Batch, null=True, blank=True, verbose_name="批次", related_name="+")
    is_expected = models.BooleanField("账上应有", default=True)
    place = ForeignKey(Place, null=True, blank=True, verbose_name="账面场所", related_name="+")
    expected = models.DecimalField("账面数", max_digits=14, decimal_places=3, default=Decimal(1))
    unit = models.CharField("单位", max_length=20, blank=True)
    unit_value = models.DecimalField("单价（元）", max_digits=14, decimal_places=2, default=Decimal(0))
    outcome = models.CharField("盘点结果", max_length=12, choices=Outcome, default=Outcome.WAITING)
    state = models.CharField("处理状态", max_length=10, choices=State, default=State.COUNTING)
    found_place = ForeignKey(Place, null=True, blank=True, verbose_name="看到的场所", related_name="+")
    counted = models.DecimalField("实盘数", max_digits=14, decimal_places=3, null=True, blank=True)
    difference = models.DecimalField("差异", max_digits=14, decimal_places=3, default=Decimal(0))
    value = models.DecimalField("差异金额（元）", max_digits=14, decimal_places=2, default=Decimal(0))
    counter = ForeignKey(Person, null=True, blank=True, verbose_name="盘点人", related_name="+")
    seen_at = models.DateTimeField("看到的时间", null=True, blank=True)
    told = models.CharField("说明", max_length=200, blank=True)
    recount_from = models.DateTimeField("重盘起点", null=True, blank=True)
    judged_at = models.DateTimeField("得出结果的时间", null=True, blank=True)
    decision = models.CharField("处理", max_length=10, choices=Decision, blank=True)
    decided_by = ForeignKey(Person, null=True, blank=True, verbose_name="处理人", related_name="+")
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    said = models.CharField("处理说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "盘点明细"
        verbose_name_plural = "盘点明细"
        constraints = (
            models.UniqueConstraint(
                fields=["school", "stocktake", "asset"], condition=models.Q(asset__isnull=False), name="finding_asset_once"
            ),
            models.UniqueConstraint(
                fields=["school", "stocktake", "item", "batch"], condition=models.Q(item__isnull=False), nulls_distinct=False,
                name="finding_item_once",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["school", "stocktake", "state", "outcome"], name="finding_open"),
            models.Index(fields=["school", "judged_at", "outcome"], name="finding_judged"),
            models.Index(fields=["school", "asset"], name="finding_asset"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.code}" if self.code else self.name

    @property
    def key(self) -> str:
        """What makes two scans scans of the same thing."""
        return key_of(self.asset_id, self.item_id, self.batch_id, self.code)

    @property
    @shown("账实")
    def quantities_told(self) -> str:
        """账 12 支，实 10 支"""
        if self.item_id is None:
            return ""
        if self.outcome == Outcome.CONFLICT and self.counted is None:
            return f"账 {self.book.normalize():f} {self.unit}"
        counted = "未点数" if self.counted is None else f"{self.counted.normalize():f} {self.unit}"
        return f"账 {self.book.normalize():f} {self.unit}，实 {counted}"

    @property
    @shown("差异金额")
    def value_told(self) -> str:
        return f"{self.value} 元" if self.value else ""

    @property
    def book(self) -> Decimal:
        """The balance it was compared with: the frozen one and what moved until it was counted."""
        return self.expected if self.counted is None else self.counted - self.difference


def key_of(asset_id: Any, item_id: Any, batch_id: Any, code: str) -> str:
    if asset_id is not None:
        return f"a{asset_id}"
    return f"i{item_id}-{batch_id or ''}" if item_id is not None else f"c{code}"


class Scan(Record):
    """What one person saw, where and when. Never changed: a mistake is taken back by another scan."""

    class Kind(models.TextChoices):
        SEEN = "seen", "看到"
        UNDO = "undo", "撤销"
        DONE = "done", "本处盘完"

    class Way(models.TextChoices):
        CAMERA = "camera", "摄像头扫码"
        SCANNER = "scanner", "扫码枪或手输"
        TICKED = "ticked", "清单勾选"

    stocktake = ForeignKey(Stocktake, verbose_name="盘点", related_name="scans")
    client_id = models.CharField("扫描编号", max_length=40)
    kind = models.CharField("动作", max_length=6, choices=Kind, default=Kind.SEEN)
    way = models.CharField("方式", max_length=8, choices=Way, default=Way.SCANNER)
    code = models.CharField("读到的编码", max_length=60, blank=True)
    quantity = models.DecimalField("数量", max_digits=14, decimal_places=3, null=True, blank=True)
    undoes = models.CharField("撤销哪次扫描", max_length=40, blank=True)
    place = ForeignKey(Place, null=True, blank=True, verbose_name="场所", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    counter = ForeignKey(Person, null=True, blank=True, verbose_name="盘点人", related_name="+")
    asset = ForeignKey(Asset, null=True, blank=True, verbose_name="资产", related_name="+")
    item = ForeignKey(Item, null=True, blank=True, verbose_name="物品", related_name="+")
    batch = ForeignKey(Batch, null=True, blank=True, verbose_name="批次", related_name="+")
    phone_at = models.DateTimeField("手机时间", null=True, blank=True)
    seen_at = models.DateTimeField("看到的时间", default=clock.now)

    class Meta:
        verbose_name = "盘点扫描"
        verbose_name_plural = "盘点扫描"
        constraints = (models.UniqueConstraint(fields=["school", "stocktake", "client_id"], name="scan_once"),)
        indexes = (models.Index(fields=["school", "stocktake", "seen_at"], name="scan_stocktake"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}".strip()

    @property
    def key(self) -> str:
        return key_of(self.asset_id, self.item_id, self.batch_id, self.code)
