"""The urls of a record type's sheet."""

from django.urls import URLPattern, path

from houqin.kernel.declare import RecordType
from houqin.kernel.sheets import pages


def urlpatterns_for(record_type: RecordType) -> list[URLPattern]:
    """What lies below the ledger's own path."""
    key = record_type.key
    return [
        path("export/", pages.export_view(record_type), name=f"{key}.export"),
        path("template/", pages.template_view(record_type), name=f"{key}.template"),
        path("import/", pages.import_view(record_type), name=f"{key}.import"),
        path("import/<int:pk>/", pages.run_view(record_type), name=f"{key}.import_run"),
        path("import/<int:pk>/confirmation/", pages.confirm_view(record_type), name=f"{key}.import_confirm"),
        path("import/<int:pk>/errors/", pages.errors_view(record_type), name=f"{key}.import_errors"),
    ]
