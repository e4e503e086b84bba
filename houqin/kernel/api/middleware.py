"""A program that brings its own key needs no session, no cookie and no page: its call goes straight to its door."""

from collections.abc import Callable
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, get_urlconf, resolve


class StraightToTheDoor:
    """Stands before all that pages need. What has no key, or asks for a page, goes the long way and is answered there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "HTTP_AUTHORIZATION" not in request.META or not request.path_info.startswith("/api/"):
            return self.get_response(request)
        found = _at(request.path_info, get_urlconf())
        if found is None or not getattr(found.func, "is_door", False):
            return self.get_response(request)
        request.get_host()  # raises for a name that is not ours, as the long way does
        request.resolver_match = found
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
        if not response.streaming:
            response.headers["Content-Length"] = str(len(response.content))
        return response


@lru_cache(maxsize=500)
def _at(path: str, urlconf: str | None) -> ResolverMatch | None:
    """What lies there. Programs ask the same few addresses all day."""
    try:
        return resolve(path, urlconf)
    except Resolver404:
        return None
