"""Writers of one process queue here before they meet at SQLite's file.

SQLite lets one write at a time and makes the others try again after ever longer pauses: with many threads some are passed over and over. A
queue in the order of arrival keeps the slowest near the middle. Other databases lock rows and need none.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


class Queue:
    """Like a lock, but whoever came first goes first."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Lock] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        with self._guard:
            mine = threading.Lock() if self._is_taken else None
            self._is_taken = True
            if mine is not None:
                mine.acquire()
                self._waiting.append(mine)
        if mine is not None:
            mine.acquire()  # until the one before hands over
        try:
            yield
        finally:
            with self._guard:
                if self._waiting:
                    self._waiting.popleft().release()
                else:
                    self._is_taken = False


_queue = Queue()
_own = threading.local()


@contextmanager
def my_turn() -> Iterator[None]:
    """Not inside a transaction: whoever is in one holds the file already, and would wait for somebody who waits for it. Within itself, once."""
    if connection.vendor != "sqlite" or connection.in_atomic_block or getattr(_own, "is_my_turn", False):
        yield
        return
    with _queue.turn():
        _own.is_my_turn = True
        try:
            yield
        finally:
            _own.is_my_turn = False
