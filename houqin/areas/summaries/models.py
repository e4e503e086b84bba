from django.db import models

from houqin.foundation.models import Campus, Person, Term
from houqin.kernel.rows import ForeignKey, Record


class Summary(Record):
    """What was told of a period. `content` is the composition as it was written: later changes in the ledgers do not change it."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        FINAL = "final", "已定稿"

    number = models.CharField("编号", max_length=20, editable=False)
    title = models.CharField("标题", max_length=120, editable=False)
    term = ForeignKey(Term, null=True, blank=True, verbose_name="学期", related_name="+")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    campus = ForeignKey(Campus, null=True, blank=True, verbose_name="校区", related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT, editable=False)
    content = models.JSONField("内容", editable=False)
    written_by = ForeignKey(Person, null=True, blank=True, verbose_name="撰写人", editable=False, related_name="+")
    written_at = models.DateTimeField("统计时间", editable=False)

    class Meta:
        verbose_name = "工作总结"
        verbose_name_plural = "工作总结"
        constraints = (
            models.UniqueConstraint(fields=["school", "number"], name="summary_number_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="summary_ends_after_start"
            ),
        )
        indexes = (models.Index(fields=["school", "starts_on"], name="summary_of_period"),)

    def __str__(self) -> str:
        return self.title or self.number
