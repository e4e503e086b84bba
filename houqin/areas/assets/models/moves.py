"""Things on the move: transfers between those who answer for them, and loans."""

from django.db import models

from houqin.areas.assets.models.cards import Asset
from houqin.foundation.models import Campus, Department, Person, Place
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record


class Transfer(Record):
    """Things go to another department or room: the giving side agrees, then the receiving side, then the cards move."""

    class State(models.TextChoices):
        ASKED = "asked", "待调出方同意"
        GIVEN = "given", "待调入方接收"
        DONE = "done", "已调拨"
        REFUSED = "refused", "未同意"

    LIVE = (State.ASKED, State.GIVEN)

    number = models.CharField("单号", max_length=20, editable=False)
    reason = models.CharField("调拨原因", max_length=200)
    campus = ForeignKey(Campus, verbose_name="调出校区", editable=False, related_name="+")
    giver = ForeignKey(Person, verbose_name="调出方", related_name="+")
    taker = ForeignKey(Person, verbose_name="调入方", related_name="+")
    from_department = ForeignKey(Department, null=True, blank=True, verbose_name="调出部门", related_name="+")
    to_department = ForeignKey(Department, null=True, blank=True, verbose_name="调入部门", related_name="+")
    to_place = ForeignKey(Place, verbose_name="调到哪里", related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED, editable=False)
    asked_by = ForeignKey(Person, null=True, blank=True, verbose_name="提出人", editable=False, related_name="+")
    asked_on = models.DateField("提出日期", default=clock.today, editable=False)
    given_at = models.DateTimeField("调出方同意时间", null=True, blank=True, editable=False)
    taken_at = models.DateTimeField("调入方接收时间", null=True, blank=True, editable=False)
    refused_because = models.CharField("未同意原因", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "资产调拨"
        verbose_name_plural = "资产调拨"
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="transfer_number_once"),)
        indexes = (
            models.Index(fields=["school", "state", "campus"], name="transfer_state"),
            models.Index(fields=["school", "asked_on"], name="transfer_asked"),
        )

    def __str__(self) -> str:
        return self.number or "资产调拨"

    @property
    @shown("调拨什么")
    def things_told(self) -> str:
        lines = list(self.lines.of(self.school_id).select_related("asset").order_by("id"))
        return "、".join(str(line.asset) for line in lines)


class TransferLine(Record):
    """One thing of a transfer, with where it was."""

    transfer = ForeignKey(Transfer, verbose_name="调拨单", related_name="lines")
    asset = ForeignKey(Asset, verbose_name="固定资产", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    from_place = ForeignKey(Place, null=True, blank=True, verbose_name="原地点", related_name="+")
    from_keeper = ForeignKey(Person, null=True, blank=True, verbose_name="原责任人", related_name="+")

    class Meta:
        verbose_name = "资产调拨明细"
        verbose_name_plural = "资产调拨明细"
        constraints = (models.UniqueConstraint(fields=["school", "transfer", "asset"], name="transfer_line_once"),)
        indexes = (models.Index(fields=["school", "asset"], name="transfer_line_asset"),)

    def __str__(self) -> str:
        return str(self.asset)


class Loan(Record):
    class State(models.TextChoices):
        OUT = "out", "借出中"
        BACK = "back", "已归还"

    number = models.CharField("单号", max_length=20, editable=False)
    asset = ForeignKey(Asset, verbose_name="固定资产", related_name="+")
    campus = ForeignKey(Campus, verbose_name="校区", editable=False, related_name="+")
    borrower = ForeignKey(Person, verbose_name="借用人", related_name="+")
    purpose = models.CharField("用途", max_length=120, blank=True)
    lent_at = models.DateTimeField("借出时间", default=clock.now)
    due_on = models.DateField("应还日期")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OUT, editable=False)
    returned_at = models.DateTimeField("归还时间", null=True, blank=True, editable=False)
    returned_said = models.CharField("归还情况", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "资产借用"
        verbose_name_plural = "资产借用"
        constraints = (
            models.UniqueConstraint(fields=["school", "number"], name="loan_number_once"),
            models.UniqueConstraint(fields=["school", "asset"], condition=models.Q(state="out"), name="loan_out_once"),
        )
        indexes = (
            models.Index(fields=["school", "state", "due_on"], name="loan_state"),
            models.Index(fields=["school", "lent_at"], name="loan_lent"),
        )

    def __str__(self) -> str:
        return self.number or "资产借用"

    @property
    @shown("提醒")
    def alarm(self) -> str:
        late = (clock.today() - self.due_on).days
        return f"超期 {late} 天" if self.state == self.State.OUT and late > 0 else ""
