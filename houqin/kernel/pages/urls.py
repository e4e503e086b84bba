"""The urls of every declared ledger: nouns, POST makes."""

from django.urls import URLPattern, path

from houqin.kernel.declare import RecordType, register
from houqin.kernel.pages import details, doing, lists, pick


def urlpatterns_for(record_type: RecordType) -> list[URLPattern]:
    base, key = record_type.path, record_type.key
    urls = [
        path(f"{base}/", lists.list_view(record_type), name=f"{key}.list"),
        path(f"{base}/filters/", lists.filters_view(record_type), name=f"{key}.filters"),
        path(f"{base}/<int:pk>/", details.detail_view(record_type), name=f"{key}.detail"),
        path(f"{base}/<int:pk>/more/", details.more_view(record_type), name=f"{key}.more"),
        path(f"{base}/<int:pk>/print/", details.print_view(record_type), name=f"{key}.print"),
    ]
    if record_type.access.masks:
        urls.append(path(f"{base}/<int:pk>/reveal/", details.reveal_view(record_type), name=f"{key}.reveal"))
    if record_type.form or record_type.made_by:
        urls.append(path(f"{base}/new/", doing.new_view(record_type), name=f"{key}.new"))
    if record_type.form and record_type.access.change:
        urls.append(path(f"{base}/<int:pk>/edit/", doing.edit_view(record_type), name=f"{key}.edit"))
    if record_type.access.delete:
        urls.append(path(f"{base}/<int:pk>/delete/", doing.delete_view(record_type), name=f"{key}.delete"))
    for act in record_type.access.verbs:
        if act.on is not None:
            urls.append(path(f"{base}/<int:pk>/{act.noun}/", doing.action_view(record_type, act), name=act.key))
            urls.append(path(f"{base}/bulk/{act.noun}/", doing.bulk_view(record_type, act), name=f"{act.key}.bulk"))
    return urls


def ledger_urls() -> list[URLPattern]:
    urls = [path("pick/<str:key>/", pick.pick_view, name="pick")]
    for record_type in register:
        urls += urlpatterns_for(record_type)
    return urls
