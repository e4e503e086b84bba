from typing import Any

from django.core.management.base import BaseCommand

from houqin.kernel import clock
from houqin.kernel.files.sweep import sweep
from houqin.kernel.rows import School


class Command(BaseCommand):
    help = "清理没有任何记录引用、且已超过一天的文件。后台程序每天自动做一次。"

    def handle(self, *args: Any, **options: Any) -> None:
        for school in School.objects.order_by("pk"):
            rows, files = sweep(school, clock.now())
            self.stdout.write(f"{school}：清理无人引用的文件 {rows} 个，散落的文件 {files} 个。")
