from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from houqin.areas.suppliers.models.suppliers import Supplier
from houqin.areas.suppliers.models.telling import days_told
from houqin.foundation.models import Campus, Person
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record

ABOVE_ZERO = MinValueValidator(Decimal("0.01"))


class Fund(Record):
    """Out of which money something is paid (经费来源)."""

    code = models.CharField("编码", max_length=20)
    name = models.CharField("经费名称", max_length=60)
    budget = models.DecimalField(
        "本年预算（元）",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "经费来源"
        verbose_name_plural = "经费来源"
        constraints = (models.UniqueConstraint(fields=["school", "code"], name="fund_once"),)

    def __str__(self) -> str:
        return self.name


class Contract(Record):
    class Kind(models.TextChoices):
        UPKEEP = "upkeep", "维保"
        GREENING = "greening", "绿化"
        GUARDS = "guards", "保安"
        CLEANING = "cleaning", "保洁"
        TESTS = "tests", "检测"
        CATERING = "catering", "食材配送"
        BUS = "bus", "校车"
        PURCHASE = "purchase", "采购"
        WORKS = "works", "工程维修"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        DRAFT = "draft", "草拟"
        SIGNED = "signed", "待公告"
        IN_FORCE = "in_force", "履行中"
        ENDING = "ending", "临近到期"
        ENDED = "ended", "已到期"
        CANCELLED = "cancelled", "已终止"

    BINDING = (State.SIGNED, State.IN_FORCE, State.ENDING)
    """Both sides are bound by it today."""
    AGREED = ("title", "supplier", "kind", "amount", "starts_on", "ends_on", "is_public", "meeting_number")
    """What both sides signed."""

    number = models.CharField("编号", max_length=20, editable=False)
    title = models.CharField("合同名称", max_length=80)
    supplier = ForeignKey(Supplier, verbose_name="供应商", related_name="contracts")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    campus = ForeignKey(Campus, null=True, blank=True, verbose_name="校区", related_name="+")
    amount = models.DecimalField("合同金额（元）", max_digits=14, decimal_places=2, validators=[ABOVE_ZERO])
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    fund = ForeignKey(Fund, null=True, blank=True, verbose_name="经费来源", related_name="+")
    manager = ForeignKey(Person, null=True, blank=True, verbose_name="履约负责人", related_name="+")
    paper_number = models.CharField("纸质合同编号", max_length=40, blank=True)
    is_public = models.BooleanField("政府采购合同", default=False, help_text="签订后要在规定工作日内公告")
    meeting_number = models.CharField("会议纪要编号", max_length=40, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT, editable=False)
    drafted_by = ForeignKey(Person, null=True, blank=True, verbose_name="经办人", editable=False, related_name="+")
    signed_on = models.DateField("签订日期", null=True, blank=True, editable=False)
    notice_due_on = models.DateField("公告期限", null=True, blank=True, editable=False)
    published_on = models.DateField("公告日期", null=True, blank=True, editable=False)
    published_in = models.CharField("公告媒体", max_length=120, blank=True, editable=False)
    renewed_from = ForeignKey(
        "self", null=True, blank=True, verbose_name="续自", editable=False, related_name="renewals"
    )
    is_settled = models.BooleanField("续签已定", default=False, editable=False)
    end_said = models.CharField("终止或不续签说明", max_length=200, blank=True, editable=False)
    ended_on = models.DateField("终止日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "合同"
        verbose_name_plural = "合同"
        constraints = (
            models.UniqueConstraint(fields=["school", "number"], name="contract_number_once"),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="contract_ends_after"),
        )
        indexes = (
            models.Index(fields=["school", "state", "ends_on"], name="contract_state"),
            models.Index(fields=["school", "supplier"], name="contract_supplier"),
            models.Index(fields=["school", "signed_on"], name="contract_signed"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "结束日期早于开始日期，请核对两个日期。"})
        if self.state != self.State.DRAFT and self._loaded is not None:
            before = self._loaded_values(self.AGREED)
            changed = [name for name, value in before.items() if self._value_now(name) != value]
            if changed:
                raise ValidationError(dict.fromkeys(changed, "合同已经签订，这一项不能再改；要改请另订补充合同。"))

    def _value_now(self, name: str) -> Any:
        field: Any = self._meta.get_field(name)
        return getattr(self, field.attname)

    @property
    @shown("提醒")
    def alarm(self) -> str:
        if self.state == self.State.SIGNED and self.notice_due_on is not None:
            return f"公告{days_told(self.notice_due_on, 30, '到期', '超期')}"
        return days_told(self.ends_on, 60) if self.state in self.BINDING and not self.is_settled else ""


class ContractLine(Record):
    """What a contract covers, at which price: greening 3200 m² × 4.5, six guards × 12 months."""

    contract = ForeignKey(Contract, verbose_name="合同", related_name="lines")
    what = models.CharField("内容", max_length=120)
    quantity = models.DecimalField("数量", max_digits=12, decimal_places=2, validators=[ABOVE_ZERO])
    unit = models.CharField("单位", max_length=10)
    unit_price = models.DecimalField(
        "单价（元）", max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, editable=False, default=Decimal(0))

    class Meta:
        verbose_name = "合同内容"
        verbose_name_plural = "合同内容"
        indexes = (models.Index(fields=["school", "contract"], name="contract_line"),)

    def __str__(self) -> str:
        return f"{self.contract} {self.what}"

    def save(self, *args: Any, **options: Any) -> None:
        self.amount = (self.quantity * self.unit_price).quantize(Decimal("0.01"))
        super().save(*args, **options)


class Payment(Record):
    """One instalment of a contract: first due, then accepted where something must be accepted, then paid, once."""

    class State(models.TextChoices):
        PLANNED = "planned", "未到期"
        TO_ACCEPT = "to_accept", "待验收"
        TO_PAY = "to_pay", "待付款"
        PAID = "paid", "已付款"
        CANCELLED = "cancelled", "不再支付"

    contract = ForeignKey(Contract, verbose_name="合同", related_name="payments")
    what = models.CharField("款项", max_length=60)
    due_on = models.DateField("应付日期")
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, validators=[ABOVE_ZERO])
    needs_acceptance = models.BooleanField("先验收后付款", default=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PLANNED, editable=False)
    accepted_on = models.DateField("验收日期", null=True, blank=True, editable=False)
    accepted_by = ForeignKey(Person, null=True, blank=True, verbose_name="验收人", editable=False, related_name="+")
    accepted_said = models.CharField("验收意见", max_length=200, blank=True, editable=False)
    paid_on = models.DateField("付款日期", null=True, blank=True, editable=False)
    paid_by = ForeignKey(Person, null=True, blank=True, verbose_name="付款登记人", editable=False, related_name="+")
    voucher = models.CharField("凭证号", max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = "合同付款"
        verbose_name_plural = "合同付款"
        indexes = (
            models.Index(fields=["school", "contract"], name="payment_contract"),
            models.Index(fields=["school", "state", "due_on"], name="payment_due"),
            models.Index(fields=["school", "paid_on"], name="payment_paid"),
        )

    def __str__(self) -> str:
        return f"{self.contract} {self.what}"


class Complaint(Record):
    """Somebody of the school is not content with a supplier; the answer marks the supplier."""

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        ANSWERED = "answered", "已答复"

    number = models.CharField("编号", max_length=20, editable=False)
    supplier = ForeignKey(Supplier, verbose_name="供应商", related_name="complaints")
    contract = ForeignKey(Contract, null=True, blank=True, verbose_name="合同", related_name="+")
    what = models.CharField("投诉内容", max_length=300)
    happened_at = models.DateTimeField("发生时间", default=clock.now)
    complained_by = ForeignKey(Person, null=True, blank=True, verbose_name="投诉人", editable=False, related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN, editable=False)
    due_on = models.DateField("答复期限", null=True, blank=True, editable=False)
    answer = models.CharField("处理结果", max_length=300, blank=True, editable=False)
    points = models.PositiveSmallIntegerField("评分", null=True, blank=True, editable=False)
    answered_on = models.DateField("答复日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "供应商投诉"
        verbose_name_plural = "供应商投诉"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="complaint_number_once"),)
        indexes = (
            models.Index(fields=["school", "supplier"], name="complaint_supplier"),
            models.Index(fields=["school", "happened_at"], name="complaint_happened"),
        )

    def __str__(self) -> str:
        return self.number or "投诉"
