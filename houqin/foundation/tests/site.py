"""The foundation's pages alone, with a bare home."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


urlpatterns = [path("", home), path("", include("houqin.foundation.urls"))]
