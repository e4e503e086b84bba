from django.conf import settings
from django.db import models

from houqin.kernel.rows import SchoolRow


class SavedView(SchoolRow):
    """A person's own name for a set of filters."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="+")
    record = models.CharField(max_length=60)
    name = models.CharField("名称", max_length=40)
    query = models.CharField(max_length=500)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "user", "record", "name"], name="saved_view_once"),)

    def __str__(self) -> str:
        return self.name
