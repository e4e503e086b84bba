"""Sessions in the database, read by a query that is written out: every request of a signed-in person begins with it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from houqin.kernel.rows.reading import database, read

FIND = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        now = database().ops.adapt_datetimefield_value(timezone.now())
        found = read(FIND, [self.session_key, now])
        if not found:
            self._session_key = None
            return {}
        told: dict[str, Any] = self.decode(found[0][0])
        return told
