from django.db import models

from houqin.kernel import clock
from houqin.kernel.access.actor import DOOR_LABELS, Door
from houqin.kernel.rows import SchoolRow


class Entry(SchoolRow):
    """One change of one row. No foreign keys: an entry outlives what it tells of."""

    recorded_at = models.DateTimeField("录入时间", default=clock.now)
    happened_at = models.DateTimeField("发生时间", null=True)
    is_late = models.BooleanField("补录", default=False)
    user_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    who = models.CharField("经手人", max_length=60)
    door = models.CharField("途径", max_length=10, choices=[(d.value, label) for d, label in DOOR_LABELS.items()])
    device = models.CharField("设备", max_length=120, blank=True)
    verb = models.CharField("操作", max_length=80)
    model = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    said = models.CharField("对象", max_length=120)
    because_model = models.CharField(max_length=80, blank=True)
    because_id = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    version = models.PositiveIntegerField()
    row_digest = models.CharField(max_length=32)
    phone = models.JSONField(
        null=True
    )  # what a phone told that brought this later: its own clock, how slow it was, what is odd
    mac = models.CharField(max_length=64)
    seal = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = "留痕"
        verbose_name_plural = "留痕"
        indexes = (
            models.Index(fields=["school", "model", "row_id", "id"], name="entry_of_row"),
            models.Index(fields=["school", "seal", "id"], name="entry_of_seal"),
        )

    def __str__(self) -> str:
        return f"{self.said} {self.verb} {self.recorded_at:%Y-%m-%d %H:%M}"

    @property
    def door_label(self) -> str:
        return DOOR_LABELS.get(Door(self.door), self.door)


class Seal(SchoolRow):
    """A batch of entries, closed. `entries` lists [id, mac] of each; `digest` covers them and the digest of the seal before."""

    number = models.PositiveBigIntegerField()
    sealed_at = models.DateTimeField(default=clock.now)
    entries = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="seal_once"),)
