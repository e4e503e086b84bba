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


class Filling(Record):
    """An old summary that is being filled with the numbers of a new period. Its two documents hang on it as attachments."""

    class State(models.TextChoices):
        REVIEW = "review", "待核对"
        DONE = "done", "已生成"
        DROPPED = "dropped", "已作废"

    class Kind(models.TextChoices):
        WORD = "docx", "Word"
        TEXT = "txt", "文本"

    title = models.CharField("旧总结", max_length=120, editable=False)
    kind = models.CharField("格式", max_length=5, choices=Kind, editable=False)
    term = ForeignKey(Term, null=True, blank=True, verbose_name="学期", related_name="+")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    campus = ForeignKey(Campus, null=True, blank=True, verbose_name="校区", related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.REVIEW, editable=False)
    filled_by = ForeignKey(Person, null=True, blank=True, verbose_name="填写人", editable=False, related_name="+")
    counted_at = models.DateTimeField("取数时间", editable=False)

    class Meta:
        verbose_name = "旧总结填数"
        verbose_name_plural = "旧总结填数"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="filling_ends_after_start"
            ),
        )
        indexes = (models.Index(fields=["school", "starts_on"], name="filling_of_period"),)

    def __str__(self) -> str:
        return self.title


class FilledSlot(Record):
    """One blank or old figure of an old summary: what the ledgers propose for it, and what the director decided.

    `start` and `end` are offsets in the document's lines, `offset` where the slot stands in its sentence `text`. `asked` is what the
    ledgers were asked, `split` the same in words. `parent` is the `index` of the total this is part of.
    """

    class Choice(models.TextChoices):
        OPEN = "open", "待核对"
        USED = "used", "已确认"
        CHANGED = "changed", "已改"
        LEFT = "left", "不填"

    class Kind(models.TextChoices):
        BLANK = "blank", "空"
        FIGURE = "figure", "旧数"

    filling = ForeignKey(Filling, verbose_name="旧总结填数", related_name="slots")
    index = models.PositiveIntegerField()
    line = models.PositiveIntegerField("行号")
    start = models.PositiveIntegerField()
    end_line = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    offset = models.PositiveIntegerField()
    parent = models.PositiveIntegerField(null=True)
    text = models.TextField("原句")
    shown = models.CharField("原文", max_length=100)
    kind = models.CharField("种类", max_length=6, choices=Kind)
    measure = models.CharField("数的是", max_length=200, blank=True)
    unit = models.CharField("单位", max_length=20, blank=True)
    old = models.DecimalField("旧数", max_digits=18, decimal_places=4, null=True)
    signature = models.CharField(max_length=32)
    figure = models.CharField("指标编码", max_length=60, blank=True)
    asked = models.JSONField(default=dict)
    split = models.JSONField("分类", default=dict)
    value = models.DecimalField("台账的数", max_digits=18, decimal_places=2, null=True)
    proposed = models.CharField("建议填", max_length=60, blank=True)
    sure = models.BooleanField("有把握", default=False)
    flags = models.JSONField(default=list)
    why = models.TextField("理由")
    evidence = models.TextField(blank=True)
    choice = models.CharField("核对", max_length=10, choices=Choice, default=Choice.OPEN)
    written = models.CharField("填入", max_length=60, blank=True)

    class Meta:
        verbose_name = "填数处"
        verbose_name_plural = "填数处"
        constraints = (models.UniqueConstraint(fields=["school", "filling", "index"], name="filled_slot_once"),)

    def __str__(self) -> str:
        return f"第{self.line}行 {self.measure or self.shown}"


class RememberedSlot(Record):
    """What a director said some wording means; the next summary that says it so is filled accordingly."""

    signature = models.CharField(max_length=32)
    text = models.CharField("原句", max_length=200)
    figure = models.CharField("指标编码", max_length=60)
    asked = models.JSONField(default=dict)
    meaning = models.CharField("按哪个指标取数", max_length=200)

    class Meta:
        verbose_name = "记住的说法"
        verbose_name_plural = "记住的说法"
        constraints = (models.UniqueConstraint(fields=["school", "signature"], name="remembered_slot_once"),)

    def __str__(self) -> str:
        return self.text
