from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from houqin.areas.suppliers.models.telling import days_told
from houqin.foundation.models import PHONE, Person
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record

CREDIT_CODE = RegexValidator(
    r"^[0-9A-HJ-NPQRTUWXY]{18}$", "统一社会信用代码是 18 位数字和大写字母，没有 I、O、S、V、Z。"
)


class Supplier(Record):
    """Whom the school buys from; also the outside firm that repairs, cleans or guards."""

    class Kind(models.TextChoices):
        GOODS = "goods", "货物"
        SERVICE = "service", "服务"
        WORKS = "works", "工程维修"

    class State(models.TextChoices):
        OK = "ok", "正常"
        BLACKLISTED = "blacklisted", "黑名单"

    name = models.CharField("单位名称", max_length=80)
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.SERVICE)
    trade = models.CharField("服务内容", max_length=80, blank=True, help_text="供什么货、做什么事，如“消防维保”")
    contact = models.CharField("联系人", max_length=40, blank=True)
    phone = models.CharField("电话", max_length=20, blank=True, validators=[PHONE])
    address = models.CharField("地址", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True, validators=[CREDIT_CODE])
    is_active = models.BooleanField("合作中", default=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.OK, editable=False)
    barred_on = models.DateField("列入黑名单", null=True, blank=True, editable=False)
    barred_because = models.CharField("列入原因", max_length=200, blank=True, editable=False)
    points = models.PositiveIntegerField("评分合计", default=0, editable=False)
    times_scored = models.PositiveIntegerField("评分次数", default=0, editable=False)
    average = models.DecimalField("平均评分", max_digits=3, decimal_places=2, null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "供应商"
        verbose_name_plural = "供应商"
        constraints = (
            models.UniqueConstraint(fields=["school", "name"], name="supplier_once"),
            models.UniqueConstraint(
                fields=["school", "credit_code"], condition=~models.Q(credit_code=""), name="supplier_credit_once"
            ),
        )
        indexes = (models.Index(fields=["school", "state", "name"], name="supplier_state"),)

    def __str__(self) -> str:
        return self.name

    @property
    @shown("评分")
    def score_told(self) -> str:
        return f"{self.average:.1f} 分（{self.times_scored} 次）" if self.average is not None else ""


class Score(Record):
    """One mark for a supplier: by an acceptance, a finished repair or an answered complaint. Never changed."""

    supplier = ForeignKey(Supplier, verbose_name="供应商", related_name="scores")
    points = models.PositiveSmallIntegerField("评分", validators=[MinValueValidator(1), MaxValueValidator(5)])
    said = models.CharField("评语", max_length=200, blank=True)
    about = models.CharField("因何评分", max_length=120, blank=True)
    given_by = ForeignKey(Person, null=True, blank=True, verbose_name="评分人", related_name="+")
    given_at = models.DateTimeField("评分时间", default=clock.now)

    class Meta:
        verbose_name = "供应商评分"
        verbose_name_plural = "供应商评分"
        indexes = (
            models.Index(fields=["school", "supplier", "given_at"], name="score_supplier"),
            models.Index(fields=["school", "given_at"], name="score_given"),
        )

    def __str__(self) -> str:
        return f"{self.supplier} {self.points} 分"


class Expires(models.TextChoices):
    """How near its end something is. The clock moves it; whoever renews it ends it."""

    VALID = "valid", "有效"
    ENDING = "ending", "临近到期"
    EXPIRED = "expired", "已过期"
    REPLACED = "replaced", "已换证"


class Licence(Record):
    """A paper a supplier must hold: business licence, food permit, qualification, insurance."""

    State = Expires
    CURRENT = (Expires.VALID, Expires.ENDING, Expires.EXPIRED)

    supplier = ForeignKey(Supplier, verbose_name="供应商", related_name="licences")
    name = models.CharField("证照名称", max_length=60, help_text="如营业执照、食品经营许可证、消防技术服务资质")
    code = models.CharField("证照号码", max_length=60, blank=True)
    issued_on = models.DateField("发证日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True, help_text="长期有效的不填")
    is_required = models.BooleanField("过期不得采购", default=True)
    state = models.CharField("状态", max_length=10, choices=Expires, default=Expires.VALID, editable=False)

    class Meta:
        verbose_name = "证照"
        verbose_name_plural = "供应商证照"
        constraints = (models.UniqueConstraint(fields=["school", "supplier", "name", "code"], name="licence_once"),)
        indexes = (
            models.Index(fields=["school", "state", "expires_on"], name="licence_state"),
            models.Index(fields=["school", "supplier"], name="licence_supplier"),
        )

    def __str__(self) -> str:
        return f"{self.supplier} {self.name}"

    def clean(self) -> None:
        if self.issued_on and self.expires_on and self.expires_on <= self.issued_on:
            raise ValidationError({"expires_on": "有效期应晚于发证日期，请核对两个日期。"})

    @property
    @shown("提醒")
    def alarm(self) -> str:
        if self.expires_on is None or self.state == Expires.REPLACED:
            return ""
        return days_told(self.expires_on, 60)
