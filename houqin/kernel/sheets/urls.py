from django.urls import URLPattern

from houqin.kernel.declare import RecordType


def urlpatterns_for(record_type: RecordType) -> list[URLPattern]:
    return []
