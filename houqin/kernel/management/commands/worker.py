from typing import Any

from django.core.management.base import BaseCommand, CommandError

from houqin.kernel.jobs.worker import AlreadyRunning, Worker


class Command(BaseCommand):
    help = "后台程序：办理排队的任务（导入、导出……），按时做定时工作，每分钟封存留痕。收到 SIGTERM 后办完手上的再退出。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            Worker().run()
        except AlreadyRunning as error:
            raise CommandError(str(error)) from error
