"""Getting ready and serving: migrations, static files, the web server and the worker, one command."""

import getpass
import os
import signal
import subprocess
import sys
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from gunicorn.app.base import BaseApplication

from houqin.foundation.models import User
from houqin.kernel.rows import School

THREADS = 6
"""Threads of one web process: enough for a school; SQLite's writers queue inside the process before they meet at the file."""


def prepare() -> None:
    """Bring the database and the static files up to this version. Harmless to repeat."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def first_administrator(phone: str | None) -> None:
    """Somebody who can open the set-up page. Asked once; later calls find the account and leave it alone."""
    if User.objects.filter(is_active=True).exists():
        return
    phone = phone or input("首位管理员的手机号：").strip()
    password = os.environ.get("HOUQIN_ADMIN_PASSWORD") or getpass.getpass("密码（至少 8 位）：")
    User.objects.create_user(phone, password, name="管理员")
    where = "" if School.objects.exists() else f"打开 {settings.BASE_URL}/setup/ 开始设置学校。"
    print(f"已建立首位管理员 {phone}。{where}")


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


def serve(host: str, port: int) -> int:
    """Serve until Ctrl-C, with the worker beside."""
    connection.close()
    worker = subprocess.Popen([sys.executable, "-m", "houqin.config.manage", "worker"])
    print(f"后勤已在 http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port} 运行，按 Ctrl-C 停止。", flush=True)

    def stop(number: int, frame: FrameType | None) -> None:
        worker.terminate()

    options = {
        "bind": f"{host}:{port}", "workers": int(os.environ.get("HOUQIN_WORKERS", "1")), "worker_class": "gthread", "threads": THREADS,
        "preload_app": True, "loglevel": "warning", "timeout": 120, "max_requests": 0,
        "on_exit": lambda server: stop(signal.SIGTERM, None),
    }  # fmt: skip
    try:
        Web(options).run()
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        worker.terminate()
        worker.wait(timeout=20)
    return 0
