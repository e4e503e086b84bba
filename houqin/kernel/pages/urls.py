"""The urls of every declared ledger: nouns, POST makes."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from houqin.kernel.declare import RecordType, register
from houqin.kernel.pages import details, doing, lists, pick


def urlpatterns_for(record_type: RecordType) -> list[URLPattern]:
    """What lies below the ledger's own path."""
    key = record_type.key
    urls = [
        path("", lists.list_view(record_type), name=f"{key}.list"),
        path("filters/", lists.filters_view(record_type), name=f"{key}.filters"),
        path("<int:pk>/", details.detail_view(record_type), name=f"{key}.detail"),
        path("<int:pk>/more/", details.more_view(record_type), name=f"{key}.more"),
        path("<int:pk>/print/", details.print_view(record_type), name=f"{key}.print"),
    ]
    if record_type.access.masks:
        urls.append(path("<int:pk>/reveal/", details.reveal_view(record_type), name=f"{key}.reveal"))
    if record_type.form or record_type.made_by:
        urls.append(path("new/", doing.new_view(record_type), name=f"{key}.new"))
    if record_type.form and record_type.access.change:
        urls.append(path("<int:pk>/edit/", doing.edit_view(record_type), name=f"{key}.edit"))
    if record_type.access.delete:
        urls.append(path("<int:pk>/delete/", doing.delete_view(record_type), name=f"{key}.delete"))
    for act in record_type.access.verbs:
        if act.on is not None:
            urls.append(path(f"<int:pk>/{act.noun}/", doing.action_view(record_type, act), name=act.key))
            urls.append(path(f"bulk/{act.noun}/", doing.bulk_view(record_type, act), name=f"{act.key}.bulk"))
    return urls


def ledger_urls(more: Callable[[RecordType], list[URLPattern]]) -> list[URLPattern | URLResolver]:
    """All ledgers, each under its path."""
    ledgers = [(t.path, [*more(t), *urlpatterns_for(t)]) for t in register]
    return [path("pick/<str:key>/", pick.pick_view, name="pick"), *below_first_words(ledgers)]


def below_first_words(trees: list[tuple[str, list[Any]]]) -> list[URLResolver]:
    """Urls by path, gathered below the path's first word, so that a request is compared with some fifteen words and not with hundreds of paths."""
    gathered: dict[str, list[Any]] = {}
    for told, urls in trees:
        first, _, rest = told.partition("/")
        gathered.setdefault(first, []).append(path(f"{rest}/" if rest else "", include(urls)))
    return [path(f"{first}/", include(urls)) for first, urls in gathered.items()]
