from django.db import models

from houqin.kernel.rows import SchoolRow


class Posting(SchoolRow):
    """Row `row_id` holds the token whose hash (with its record type) is `token`."""

    pk = models.CompositePrimaryKey("school_id", "token", "row_id")
    token = models.BigIntegerField()
    row_id = models.BigIntegerField()


class Unfiled(SchoolRow):
    """A new row of a record type (`kind`) whose words are not among the postings yet."""

    pk = models.CompositePrimaryKey("school_id", "kind", "row_id")
    kind = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
