from django.conf import settings
from django.db import models

from houqin.kernel import clock
from houqin.kernel.rows import ForeignKey, SchoolRow


class Job(SchoolRow):
    """One piece of background work, the right it is done with, and what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "排队中"
        RUNNING = "running", "办理中"
        DONE = "done", "已完成"
        FAILED = "failed", "没有办成"

    kind = models.CharField("类别", max_length=60)
    args = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")
    actor = models.JSONField()
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=1000, blank=True)
    result = models.JSONField(default=dict)
    file = ForeignKey("kernel.StoredFile", null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        indexes = (models.Index(fields=["school", "asked_by", "-id"], name="job_of_person"),)

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)


class ClockRun(SchoolRow):
    """How far one clockwork function has come in one school: the last moment it was due and done."""

    name = models.CharField(max_length=80)
    slot = models.DateTimeField(null=True)
    ran_at = models.DateTimeField(null=True)
    busy_until = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "name"], name="clock_run_once"),)
