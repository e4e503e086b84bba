"""Urls of the API: for every ledger that declares one; whatever else lies below /api/ is a problem, not a page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path

from houqin.kernel.access import NotVisible
from houqin.kernel.api import views
from houqin.kernel.api.docs import docs_view
from houqin.kernel.api.door import door
from houqin.kernel.api.figures import list_figures, read_figure
from houqin.kernel.api.openapi import can_add, can_change, can_delete, document, has_api, verbs_of
from houqin.kernel.api.pages import revoke_view, tokens_view
from houqin.kernel.declare import RecordType, register
from houqin.kernel.pages.urls import below_first_words

app_name = "api"
BASE = "api/v1/"


def show_document(request: HttpRequest, caller: Any) -> HttpResponse:
    return views.shown(document())


def nothing_here(request: HttpRequest, caller: Any) -> HttpResponse:
    raise NotVisible(request.path)


def urls_of(record_type: RecordType) -> list[URLPattern]:
    key = record_type.key
    rows = {"get": views.list_rows(record_type)}
    row = {"get": views.read_row(record_type)}
    if can_add(record_type):
        rows["post"] = views.add_row(record_type)
    if can_change(record_type):
        row["patch"] = views.change_row(record_type)
    if can_delete(record_type):
        row["delete"] = views.delete_row(record_type)
    urls = [
        path("", door(**rows), name=f"{key}.list"),
        path("<str:pk>/", door(**row), name=f"{key}.detail"),
    ]
    for act in verbs_of(record_type):
        doing = door(post=views.do_action(record_type, act))
        urls += [path(f"<str:pk>/{act.noun}/", doing, name=act.key)]
    return urls


DEEPEST_FIRST = sorted(register, key=lambda t: -t.path.count("/"))

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/tokens/", tokens_view, name="tokens"),
    path("me/tokens/<int:pk>/revocation/", revoke_view, name="revoke"),
    path(f"{BASE}openapi.json", door(open_to_all=True, get=show_document), name="openapi"),
    path(f"{BASE}docs/", docs_view, name="docs"),
    path(f"{BASE}figures/", door(get=list_figures), name="figures"),
    path(f"{BASE}figures/<str:key>/", door(get=read_figure), name="figure"),
    # Deeper paths first: an id matches any word. All below one path, so that a page's request is compared with that alone.
    path(BASE, include(below_first_words([(t.path, urls_of(t)) for t in DEEPEST_FIRST if has_api(t)]))),
    re_path(
        r"^api/.*$",
        door(get=nothing_here, post=nothing_here, put=nothing_here, patch=nothing_here, delete=nothing_here),
    ),
]
