from django.db import models

from houqin.kernel.rows import SchoolRow


class Counter(SchoolRow):
    """The last number given, one row per school, kind and year."""

    kind = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "kind", "year"], name="counter_once"),)
