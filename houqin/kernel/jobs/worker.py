"""The worker: one process that does the jobs, in its main thread, and the clockwork, in a second one."""

import fcntl
import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

from django.conf import settings
from django.db import close_old_connections, connections
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskLoop
from django_tasks_db.models import DBTaskResult

from houqin.kernel import clock
from houqin.kernel.jobs.clockwork import slots, tick
from houqin.kernel.jobs.models import Job
from houqin.kernel.jobs.start import TRIES, fail
from houqin.kernel.rows import School

log = logging.getLogger("houqin.worker")

POLL = 1.0
TICK = 5.0
KEPT = timedelta(days=7)


class AlreadyRunning(Exception):
    pass


class Worker:
    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}"
        self._stop = threading.Event()
        self._loop: TaskLoop | None = None
        self._ticked: dict[int, object] = {}

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; what is under way is finished first, a second signal ends it at once."""
        with _the_only_one():
            self._listen()
            _take_up_again()
            ticking = threading.Thread(target=self._tick_on, name="clockwork")
            ticking.start()
            try:
                while not self._stop.wait(POLL):
                    self.do_waiting_jobs()
            finally:
                self._stop.set()
                ticking.join()

    def do_waiting_jobs(self) -> None:
        close_old_connections()
        # Asked by a plain read first: the task loop locks the database to look, which an idle school should not pay every second.
        if not DBTaskResult.objects.ready().filter(backend_name="default").exists():
            return
        self._loop = TaskLoop(
            queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
            worker_id=self.name, excluded_queue_names=[],
        )  # fmt: skip
        if not self._stop.is_set():
            self._loop.run()

    def tick(self) -> None:
        """Run what is due in every school; a school whose moments are all done is not asked again before the next one."""
        now = clock.now()
        due = slots(now)
        for school in School.objects.order_by("pk"):
            if self._stop.is_set():
                return
            if self._ticked.get(school.pk) != due:
                tick(school, now)
                self._ticked[school.pk] = due
        DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()

    def _tick_on(self) -> None:
        try:
            while not self._stop.wait(TICK):
                close_old_connections()
                try:
                    self.tick()
                except Exception:
                    log.exception("a tick failed")
        finally:
            connections.close_all()

    def _listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked_to_stop)

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        log.info("stopping after the present work")
        self._stop.set()
        if self._loop is not None:
            self._loop.running = False
        signal.signal(number, signal.SIG_DFL)


@contextmanager
def _the_only_one() -> Iterator[None]:
    """One worker per data folder; so a task still marked as running at its start was left behind by a crash."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with open(settings.DATA / "worker.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning("后台程序已在运行，不需要再启动一个。") from error
        yield


def _take_up_again() -> None:
    """Tasks that a killed worker of this machine left behind go back into the queue; after three tries they are given up."""
    here = socket.gethostname()[:40] + ":"
    for left in DBTaskResult.objects.running():
        if not left.worker_ids or not str(left.worker_ids[-1]).startswith(here):
            continue
        if len(left.worker_ids) < TRIES:
            DBTaskResult.objects.filter(pk=left.pk).update(status=TaskResultStatus.READY)
            continue
        left.set_failed(RuntimeError("the worker died three times while doing this"))
        school_id, job_id = left.args_kwargs["args"]
        for job in Job.objects.of(school_id).filter(pk=job_id):
            fail(job, "这项任务三次使后台程序中断，已停止重试，没有保存任何修改。请把文件拆小后再试。")
