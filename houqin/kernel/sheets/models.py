from django.conf import settings
from django.db import models

from houqin.kernel import clock
from houqin.kernel.rows import ForeignKey, Record, SchoolRow


class ExportNote(Record):
    """Somebody took a copy of a ledger: kept so that its trail entry says which rows and how many."""

    record = models.CharField("台账", max_length=60)
    query = models.CharField("条件", max_length=500, blank=True)
    format = models.CharField("格式", max_length=4)
    rows = models.PositiveIntegerField("行数")

    class Meta:
        verbose_name = "导出记录"
        verbose_name_plural = "导出记录"

    def __str__(self) -> str:
        return f"{self.record} {self.rows} 行"


class Import(SchoolRow):
    """A file on its way in: rehearsed, looked at, then written."""

    class State(models.TextChoices):
        REHEARSING = "rehearsing", "预演中"
        REHEARSED = "rehearsed", "待确认"
        UNREADABLE = "unreadable", "读不了"
        WRITING = "writing", "写入中"
        WRITTEN = "written", "已导入"

    record = models.CharField(max_length=60)
    file = ForeignKey("kernel.StoredFile", related_name="+")
    name = models.CharField(max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.REHEARSING)
    job = ForeignKey("kernel.Job", on_delete=models.SET_NULL, null=True, related_name="+")
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    heads = models.JSONField(default=list)
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "导入"
        verbose_name_plural = "导入"
        indexes = (models.Index(fields=["school", "asked_by", "record", "-id"], name="import_of_person"),)

    def __str__(self) -> str:
        return self.name


class ImportRow(SchoolRow):
    """The fate that the rehearsal gave to one row of the file."""

    parent = ForeignKey(Import, on_delete=models.CASCADE, related_name="+")
    line = models.PositiveIntegerField()
    fate = models.CharField(max_length=8)
    fingerprint = models.CharField(max_length=16)
    told = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=["school", "parent", "fate", "line"], name="import_row_fate"),)
