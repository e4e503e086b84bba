"""Many people at the same moment.

A story is a module with ``told(world)``, which lets a crowd loose and tells in plain JSON what came of it. On PostgreSQL a test calls it; on
SQLite it is a program of its own on a real file (`houqin.tests.story`), because the tests' database in memory locks otherwise.
"""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from houqin.kernel.actions import Refused
from houqin.kernel.trail.seal import seal_school
from houqin.kernel.trail.verify import verify_school


def at_once(count: int, work: Callable[[int], Any]) -> list[Any]:
    """What each of them got: what ``work`` gave back, or the sentence they were refused with, or the error that should not have been."""
    start, got = threading.Barrier(count), ["did not run"] * count

    def one(n: int) -> None:
        try:
            start.wait()
            got[n] = work(n)
        except Refused as refused:
            got[n] = str(refused)
        except Exception as error:
            got[n] = f"{type(error).__name__}: {error}"
        finally:
            connection.close()

    crowd = [threading.Thread(target=one, args=(n,)) for n in range(count)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    return got


def findings(world: Any) -> list[str]:
    """What `houqin verify` has to say afterwards."""
    seal_school(world.school)
    return [found.message for found in verify_school(world.school)]
