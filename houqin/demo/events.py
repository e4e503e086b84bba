"""A day as a queue of things that happen, each at its moment."""

import heapq
from collections.abc import Callable
from datetime import datetime
from typing import Any

from houqin.kernel import clock
from houqin.kernel.actions import Refused

Happening = Callable[[], Any]


class Events:
    """Things that will happen, earliest first. What happens may plan more."""

    def __init__(self) -> None:
        self._queue: list[tuple[datetime, int, Happening]] = []
        self._count = 0
        self.refused: list[str] = []

    def at(self, moment: datetime, happening: Happening) -> None:
        self._count += 1
        heapq.heappush(self._queue, (moment, self._count, happening))

    def play_until(self, end: datetime) -> None:
        """Play what is due, with the clock at its moment. A refusal is part of life and is remembered, never hidden."""
        while self._queue and self._queue[0][0] < end:
            moment, _, happening = heapq.heappop(self._queue)
            with clock.at(moment):
                try:
                    happening()
                except Refused as refused:
                    self.refused.append(str(refused))
