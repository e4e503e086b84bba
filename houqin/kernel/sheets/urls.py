"""The urls of a record type's sheet."""

from django.urls import URLPattern, path

from houqin.kernel.declare import RecordType
from houqin.kernel.sheets import pages


def urlpatterns_for(record_type: RecordType) -> list[URLPattern]:
    base, key = record_type.path, record_type.key
    return [
        path(f"{base}/export/", pages.export_view(record_type), name=f"{key}.export"),
        path(f"{base}/template/", pages.template_view(record_type), name=f"{key}.template"),
        path(f"{base}/import/", pages.import_view(record_type), name=f"{key}.import"),
        path(f"{base}/import/<int:pk>/", pages.run_view(record_type), name=f"{key}.import_run"),
        path(f"{base}/import/<int:pk>/confirmation/", pages.confirm_view(record_type), name=f"{key}.import_confirm"),
        path(f"{base}/import/<int:pk>/errors/", pages.errors_view(record_type), name=f"{key}.import_errors"),
    ]
