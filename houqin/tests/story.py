"""Tells a story in an empty school on a SQLite file of its own, as a school without a database server has it: python -m houqin.tests.story MODULE"""

import json
import sys
from importlib import import_module

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command


def main(module: str) -> None:
    django.setup()
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}  # tables at once, as they are now
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    from houqin.tests.people import make_world

    print(json.dumps(import_module(module).told(make_world()), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
