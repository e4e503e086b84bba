"""Every url: kernel rooms, foundation, front, areas, and one set per declared ledger."""

import importlib
from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from houqin.kernel.declare import register
from houqin.kernel.pages.urls import ledger_urls

ROOMS = ("figures", "files", "jobs", "api", "notices")


def _urls_of(package: str) -> list[URLPattern | URLResolver]:
    return [path("", include(f"{package}.urls"))] if find_spec(f"{package}.urls") else []


urlpatterns: list[URLPattern | URLResolver] = []
for room in ROOMS:
    urlpatterns += _urls_of(f"houqin.kernel.{room}")
for config in apps.get_app_configs():
    if config.name.startswith("houqin.") and config.name != "houqin.kernel":
        urlpatterns += _urls_of(config.name)
if find_spec("houqin.kernel.sheets.urls"):  # TODO(lead): plain import once sheets has landed
    sheet_urls = importlib.import_module("houqin.kernel.sheets.urls").urlpatterns_for
    for record_type in register:
        if record_type.sheet is not None:
            urlpatterns += sheet_urls(record_type)
urlpatterns += ledger_urls()

handler400 = "houqin.kernel.pages.middleware.bad_request"
handler404 = "houqin.kernel.pages.middleware.not_found"
handler500 = "houqin.kernel.pages.middleware.server_error"
