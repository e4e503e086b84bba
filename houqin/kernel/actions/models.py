from django.conf import settings
from django.db import models

from houqin.kernel import clock
from houqin.kernel.rows import SchoolRow


class Submission(SchoolRow):
    """A submission id that was used, and the row that came of it."""

    key = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")
    verb = models.CharField(max_length=80)
    asked_row = models.BigIntegerField(null=True)
    asked = models.CharField(max_length=32, blank=True)  # digest of the content, when the door gave one
    model = models.CharField(max_length=80, blank=True)
    row_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "key"], name="submission_once"),)
