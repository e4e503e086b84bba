"""How often a token is used, kept by each process for itself: asked at every call, so it is one look into a dictionary."""

from collections import Counter
from datetime import datetime, timedelta

Key = tuple[int, int]
"""School and token."""


class PerMinute:
    """Calls of each key in the running minute."""

    def __init__(self) -> None:
        self._minute, self._calls = 0, Counter[Key]()

    def count(self, key: Key, now: datetime) -> int:
        """This call with those before it in its minute."""
        minute = int(now.timestamp()) // 60
        if minute != self._minute:
            self._minute, self._calls = minute, Counter()
        self._calls[key] += 1
        return self._calls[key]


class NowAndThen:
    """Whether something is due again for a key, that is to be done once in a while."""

    def __init__(self, every: timedelta) -> None:
        self._every = every
        self._last: dict[Key, datetime] = {}

    def is_due(self, key: Key, now: datetime) -> bool:
        last = self._last.get(key)
        if last is not None and last <= now < last + self._every:
            return False
        self._last[key] = now
        return True
