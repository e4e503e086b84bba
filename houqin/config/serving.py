"""Getting ready and serving: migrations, static files, the web server and the worker, one command."""

import contextlib
import gc
import getpass
import os
import signal
from pkgutil import iter_modules
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from houqin.foundation.posts import Post
from houqin.foundation.setup import first_school
from houqin.kernel.actions.turns import write_in_one_thread
from houqin.kernel.rows import School

THREADS = 6
"""Threads of one web process: enough for a school; one more carries out what is written to SQLite."""


def prepare_tables() -> None:
    """Bring the database up to this version. Harmless to repeat."""
    if not _are_current():
        call_command("migrate", verbosity=0, interactive=False)


def _are_current() -> bool:
    """Whether every migration on disk is in the database: their names are read in a moment, their graph takes a third of a second."""
    return migrations_on_disk() <= MigrationRecorder(connection).applied_migrations().keys()


def migrations_on_disk() -> set[tuple[str, str]]:
    """App and name of each."""
    return {
        (config.label, module.name)
        for config in apps.get_app_configs()
        for module in iter_modules([f"{config.path}/migrations"])
        if not module.ispkg
    }


def prepare_to_serve() -> None:
    """What the pages need besides the tables: their static files, and what the database knows of its own rows."""
    _collect_static()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Without numbers SQLite takes a whole school for ten rows, and walks all its orders instead of looking up the few that were found.
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute("ANALYZE")


def _collect_static() -> None:
    """Copying and compressing takes longer than all the rest of a start, so it is done only when a file has changed."""
    found = ((name, storage) for finder in get_finders() for name, storage in finder.list([]))
    told = "".join(sorted(f"{name} {os.stat(storage.path(name)).st_mtime_ns}\n" for name, storage in found))
    mark = settings.STATIC_ROOT / ".collected"
    if not mark.exists() or mark.read_text() != told:
        call_command("collectstatic", verbosity=0, interactive=False)
        mark.write_text(told)


def first_administrator(phone: str | None) -> None:
    """The first school with its administrator, when there is none yet; without a phone number the set-up page asks for both."""
    if School.objects.exists():
        return
    if phone is None:
        print(f"还没有学校：请打开 {settings.BASE_URL}/setup/ ，十分钟设好。")
        return
    school = os.environ.get("HOUQIN_SCHOOL") or input("学校名称：").strip()
    name = os.environ.get("HOUQIN_ADMIN_NAME") or input("管理员姓名：").strip()
    password = os.environ.get("HOUQIN_ADMIN_PASSWORD") or getpass.getpass("密码（至少 8 位）：")
    made, _ = first_school(school=school, name=name, phone=phone, password=password, post=Post.DIRECTOR)
    print(f"已建立{made.name}和管理员 {name}（{phone}）。登录后打开 {settings.BASE_URL}/setup/ 继续设置。")


class Web(BaseApplication):  # type: ignore[misc]
    """gunicorn in this process, so that one Ctrl-C ends all."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from houqin.config.wsgi import application

        return application


def web_options(host: str, port: int) -> dict[str, Any]:
    """gunicorn's settings; the measurements serve their floor with the same."""
    return {
        "bind": f"{host}:{port}", "workers": int(os.environ.get("HOUQIN_WORKERS", "1")), "worker_class": "gthread", "threads": THREADS,
        "preload_app": True, "loglevel": "warning", "timeout": 120, "max_requests": 0, "post_fork": _settle_in,
    }  # fmt: skip


def _settle_in(server: object, worker: object) -> None:
    """What each web process does first."""
    # A request makes some thousands of objects and leaves hardly one behind: to look through them seven times costs a fifteenth of it.
    gc.set_threshold(20_000, 20, 20)
    write_in_one_thread()


def serve(host: str, port: int) -> int:
    """Serve until Ctrl-C, with the worker beside."""
    worker = _worker_beside()
    print(f"后勤已在 http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port} 运行，按 Ctrl-C 停止。", flush=True)

    def stop(server: object = None) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGTERM)

    try:
        Web(web_options(host, port) | {"on_exit": stop}).run()
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        stop()
        with contextlib.suppress(ChildProcessError):  # the web server may have taken note of its end already
            os.waitpid(worker, 0)
    return 0


def _worker_beside() -> int:
    """The id of a process that does the jobs. It is forked when everything is loaded: what both only read is in memory once."""
    connection.close()
    get_resolver().url_patterns  # noqa: B018  read now, not by each process for itself
    gc.collect()
    gc.freeze()
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        call_command("worker")
        code = 0
    finally:
        os._exit(code)
