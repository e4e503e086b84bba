"""Rows that stay distributable: every business table belongs to one school and is filtered by it.

`SchoolRow` is machinery (counters, jobs, tokens); `Record` is business: versioned, saved only inside an action, on the trail.
`ForeignKey` is the only link between school tables. The rules are checked at start-up in `checks.py`.
"""

from houqin.kernel.rows.fields import ForeignKey
from houqin.kernel.rows.models import Record, School, SchoolRow

__all__ = ["ForeignKey", "Record", "School", "SchoolRow"]
