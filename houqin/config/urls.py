"""Every url: kernel rooms, foundation, front, areas, and one set per declared ledger."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from houqin.kernel.pages.urls import ledger_urls
from houqin.kernel.sheets.urls import urlpatterns_for as sheet_urls

ROOMS = ("figures", "files", "jobs", "api", "notices", "offline")


def _urls_of(package: str) -> list[URLPattern | URLResolver]:
    return [path("", include(f"{package}.urls"))] if find_spec(f"{package}.urls") else []


urlpatterns: list[URLPattern | URLResolver] = []
for room in ROOMS:
    urlpatterns += _urls_of(f"houqin.kernel.{room}")
for config in apps.get_app_configs():
    if config.name.startswith("houqin.") and config.name != "houqin.kernel":
        urlpatterns += _urls_of(config.name)
urlpatterns += ledger_urls(lambda record_type: sheet_urls(record_type) if record_type.sheet is not None else [])

handler400 = "houqin.kernel.pages.middleware.bad_request"
handler404 = "houqin.kernel.pages.middleware.not_found"
handler500 = "houqin.kernel.pages.middleware.server_error"
