"""Who must agree: the chain is data, each step of a request is a row that waits for somebody."""

from decimal import Decimal

from django.db import models

from houqin.areas.procurement.models.asking import NOT_NEGATIVE, Kind, Request
from houqin.areas.suppliers.models import Fund
from houqin.foundation.models import Campus, Person
from houqin.foundation.posts import NAMES
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record

POSTS = [(code.value, name) for code, name in NAMES.items()]


class ApprovalRule(Record):
    """One step of the school's chain and when it is asked for. Steps of the same order decide together (会签)."""

    name = models.CharField("环节名称", max_length=30, help_text="如“总务主任审批”")
    step = models.PositiveSmallIntegerField("第几步", help_text="同一步的几个环节为会签，都同意才算通过")
    post = models.CharField("由谁审批", max_length=20, choices=POSTS)
    amount_from = models.DecimalField(
        "金额达到（元）",
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        validators=[NOT_NEGATIVE],
        help_text="估价合计达到这个数才走这一步",
    )
    kind = models.CharField("采购类别", max_length=10, choices=Kind, blank=True, help_text="不选为全部")
    campus = ForeignKey(Campus, null=True, blank=True, verbose_name="校区", related_name="+", help_text="不选为全部")
    fund = ForeignKey(Fund, null=True, blank=True, verbose_name="经费来源", related_name="+", help_text="不选为全部")
    needs_minutes = models.BooleanField("集体决策", default=False, help_text="要填会议纪要编号并附上纪要")
    needs_signature = models.BooleanField("要手写签名", default=False)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "审批环节"
        verbose_name_plural = "审批环节"
        constraints = (models.UniqueConstraint(fields=["school", "name"], name="approval_rule_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    @shown("什么时候走")
    def told(self) -> str:
        parts = [f"金额达到 {self.amount_from:,.0f} 元" if self.amount_from else "每一单"]
        parts += [self.get_kind_display()] if self.kind else []
        parts += [str(one) for one in (self.campus, self.fund) if one is not None]
        parts += ["集体决策"] if self.needs_minutes else []
        return "，".join(parts)


class Approval(Record):
    """One step of one request: it waits for the holders of a post, or for the one person it was handed to."""

    class State(models.TextChoices):
        AHEAD = "ahead", "未轮到"
        WAITING = "waiting", "待审批"
        AGREED = "agreed", "同意"
        RETURNED = "returned", "退回修改"
        REJECTED = "rejected", "不同意"
        CANCELLED = "cancelled", "作废"

    request = ForeignKey(Request, verbose_name="采购申请", related_name="approvals")
    round = models.PositiveSmallIntegerField("第几次送审", default=1)
    step = models.PositiveSmallIntegerField("第几步")
    name = models.CharField("环节", max_length=30)
    because = models.CharField("为什么要审", max_length=200, blank=True)
    post = models.CharField("审批岗位", max_length=20, choices=POSTS, blank=True)
    approver = ForeignKey(Person, null=True, blank=True, verbose_name="审批人", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    needs_minutes = models.BooleanField("集体决策", default=False)
    needs_signature = models.BooleanField("要手写签名", default=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.AHEAD, editable=False)
    waiting_since = models.DateTimeField("送到时间", null=True, blank=True, editable=False)
    decided_at = models.DateTimeField("审批时间", null=True, blank=True, editable=False)
    decided_by = ForeignKey(Person, null=True, blank=True, verbose_name="谁审批的", editable=False, related_name="+")
    said = models.CharField("意见", max_length=300, blank=True, editable=False)
    handed_told = models.CharField("转交", max_length=200, blank=True, editable=False)
    is_signed = models.BooleanField("已手写签名", default=False, editable=False)

    class Meta:
        verbose_name = "采购审批"
        verbose_name_plural = "采购审批"
        constraints = (
            models.UniqueConstraint(fields=["school", "request", "round", "step", "name"], name="approval_once"),
        )
        indexes = (
            models.Index(fields=["school", "request"], name="approval_request"),
            models.Index(fields=["school", "state", "post"], name="approval_state"),
            models.Index(fields=["school", "approver", "state"], name="approval_approver"),
        )

    def __str__(self) -> str:
        return f"{self.name}"

    @property
    def by_whom(self) -> str:
        if self.approver_id is not None:
            return str(self.approver)
        return self.get_post_display()


class CatalogueLine(Record):
    """An entry of the government's central purchasing catalogue, as it holds where the school is."""

    name = models.CharField("品目", max_length=60)
    words = models.CharField("包括", max_length=200, blank=True, help_text="申请里会出现的叫法，用顿号分开")
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.GOODS)
    amount_from = models.DecimalField(
        "金额达到（元）",
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        validators=[NOT_NEGATIVE],
        help_text="目录规定了起点时填写",
    )
    source = models.CharField("依据", max_length=120, blank=True)
    is_verified = models.BooleanField("已按本地目录核实", default=False)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "集中采购目录"
        verbose_name_plural = "集中采购目录"
        constraints = (models.UniqueConstraint(fields=["school", "name"], name="catalogue_line_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def all_words(self) -> list[str]:
        return [word for word in (self.name, *self.words.split("、")) if word]
