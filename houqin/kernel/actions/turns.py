"""One thread of a web server carries out all that is to be written to SQLite, in the order of arrival.

SQLite lets one write at a time and makes the others try again after ever longer pauses: with many threads some are passed over and over. So
they hand their work over and wait for what comes of it. That it is always the same thread costs nothing and saves much: its connection keeps
the pages it has read, and its processor what Python works with; a new order that goes from thread to thread takes half as long again.
Other databases lock rows and need none of this; nor do programs that write in one thread anyway.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")

_writer: ThreadPoolExecutor | None = None
_own = threading.local()


def write_in_one_thread() -> None:
    """From now on, in this process. A web server says so once it has forked: threads do not come along."""
    global _writer
    if connection.vendor == "sqlite":
        _writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")


def in_turn(what: Callable[[], Result]) -> Result:
    """What `what` returns or raises, once it is its turn. Whoever is in a transaction holds the file already and goes on; so does the writer."""
    if _writer is None or getattr(_own, "is_writer", False) or connection.in_atomic_block:
        return what()
    return _writer.submit(_carried_out, copy_context(), what).result()


def _carried_out(context: Context, what: Callable[[], Result]) -> Result:
    _own.is_writer = True
    try:
        return context.run(what)
    finally:
        connection.close_if_unusable_or_obsolete()  # as Django does for its own threads after each request
