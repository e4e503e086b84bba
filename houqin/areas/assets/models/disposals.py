"""Leaving the books: by form and signatures when small, through meeting, bureau and finance when large."""

from decimal import Decimal

from django.db import models

from houqin.areas.assets.models.cards import Asset
from houqin.foundation.models import Campus, Person
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record


class Disposal(Record):
    class Kind(models.TextChoices):
        SCRAP = "scrap", "报废"
        LOSS = "loss", "报损"
        SALE = "sale", "出售"
        GIVEN_OUT = "given_out", "无偿调出"
        DONATION = "donation", "对外捐赠"

    class Route(models.TextChoices):
        SIGNED = "signed", "校内签字"
        BUREAU = "bureau", "上会并报教育局"
        TREASURY = "treasury", "上会并报教育局、财政"

    class State(models.TextChoices):
        ASKED = "asked", "待鉴定"
        OPINED = "opined", "待财务意见"
        COUNTED = "counted", "待校长签字"
        MEETING = "meeting", "待上会"
        BUREAU = "bureau", "待教育局批复"
        TREASURY = "treasury", "待财政批复"
        APPROVED = "approved", "待核销"
        DONE = "done", "已核销"
        REFUSED = "refused", "未同意"

    LIVE = (
        State.ASKED, State.OPINED, State.COUNTED, State.MEETING, State.BUREAU, State.TREASURY, State.APPROVED,
    )  # fmt: skip

    number = models.CharField("单号", max_length=20, editable=False)
    kind = models.CharField("处置方式", max_length=10, choices=Kind)
    reason = models.CharField("处置原因", max_length=300)
    early_reason = models.CharField("未到年限的原因", max_length=200, blank=True)
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    route = models.CharField("审批路线", max_length=10, choices=Route, editable=False)
    route_because = models.CharField("路线依据", max_length=120, blank=True, editable=False)
    split_told = models.CharField("疑似拆分处置", max_length=300, blank=True, editable=False)
    things = models.PositiveIntegerField("件数", default=0, editable=False)
    gross = models.DecimalField("原值合计（元）", max_digits=16, decimal_places=2, default=Decimal(0), editable=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED, editable=False)
    asked_by = ForeignKey(Person, null=True, blank=True, verbose_name="申请人", editable=False, related_name="+")
    asked_on = models.DateField("申请日期", default=clock.today, editable=False)
    done_on = models.DateField("核销日期", null=True, blank=True, editable=False)
    proceeds = models.DecimalField(
        "处置收入（元）", max_digits=14, decimal_places=2, default=Decimal(0), editable=False
    )
    proceeds_said = models.CharField("收入上缴", max_length=120, blank=True, editable=False)
    wiped_said = models.CharField("数据清除", max_length=200, blank=True, editable=False)
    refused_because = models.CharField("未同意原因", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "资产处置"
        verbose_name_plural = "资产处置"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="disposal_number_once"),)
        indexes = (
            models.Index(fields=["school", "state", "campus"], name="disposal_state"),
            models.Index(fields=["school", "asked_on"], name="disposal_asked"),
            models.Index(fields=["school", "done_on"], name="disposal_done"),
        )

    def __str__(self) -> str:
        return self.number or "资产处置"

    @property
    @shown("处置什么")
    def things_told(self) -> str:
        lines = list(self.lines.of(self.school_id).select_related("asset").order_by("id")[:6])
        more = f" 等 {self.things} 件" if self.things > len(lines) else ""
        return "、".join(str(line.asset) for line in lines) + more

    @property
    def told_steps(self) -> "list[DisposalStep]":
        return list(self.steps.of(self.school_id).select_related("person").order_by("id"))

    @property
    def told_lines(self) -> "list[DisposalLine]":
        return list(self.lines.of(self.school_id).select_related("asset__asset_class", "asset__place").order_by("id"))


class DisposalLine(Record):
    """One thing of a disposal, with its value when it was asked for."""

    disposal = ForeignKey(Disposal, verbose_name="处置单", related_name="lines")
    asset = ForeignKey(Asset, verbose_name="固定资产", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    value = models.DecimalField("原值（元）", max_digits=14, decimal_places=2)
    accumulated = models.DecimalField("累计折旧（元）", max_digits=14, decimal_places=2, default=Decimal(0))
    is_done = models.BooleanField("已核销", default=False)
    done_on = models.DateField("核销日期", null=True, blank=True)

    class Meta:
        verbose_name = "处置明细"
        verbose_name_plural = "处置明细"
        constraints = (models.UniqueConstraint(fields=["school", "disposal", "asset"], name="disposal_line_once"),)
        indexes = (
            models.Index(fields=["school", "asset"], name="disposal_line_asset"),
            models.Index(fields=["school", "done_on"], name="disposal_line_done"),
        )

    def __str__(self) -> str:
        return str(self.asset)

    @property
    @shown("净值（元）")
    def net(self) -> Decimal:
        return self.value - self.accumulated


class DisposalStep(Record):
    """One opinion, decision or letter on the way, with who and when."""

    class Kind(models.TextChoices):
        OPINION = "opinion", "鉴定意见"
        FINANCE = "finance", "财务意见"
        HEAD = "head", "校长签字"
        MEETING = "meeting", "会议决定"
        BUREAU = "bureau", "教育局批复"
        TREASURY = "treasury", "财政批复"
        REFUSAL = "refusal", "不同意"

    disposal = ForeignKey(Disposal, verbose_name="处置单", related_name="steps")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    kind = models.CharField("环节", max_length=10, choices=Kind)
    person = ForeignKey(Person, null=True, blank=True, verbose_name="经办人", related_name="+")
    at = models.DateTimeField("办理时间", default=clock.now)
    said = models.CharField("意见", max_length=300, blank=True)
    letter = models.CharField("文号", max_length=60, blank=True)
    letter_on = models.DateField("文件日期", null=True, blank=True)

    class Meta:
        verbose_name = "处置环节"
        verbose_name_plural = "处置环节"
        indexes = (models.Index(fields=["school", "disposal"], name="disposal_step_disposal"),)

    def __str__(self) -> str:
        return f"{self.disposal} {self.get_kind_display()}"
