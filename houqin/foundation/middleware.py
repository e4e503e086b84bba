"""Puts the person and the school on the request, for every door that has a session."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from houqin.foundation.devices import device_of
from houqin.foundation.models import SignIn
from houqin.foundation.sessions import HOME_KEY, OPEN_KEY, Here, open_first_school, who_is_here
from houqin.kernel import clock

SEEN_KEY = "seen_at"
SEEN_EVERY = timedelta(minutes=10)
PASSWORD_PAGE = "/me/password/"
BEFORE_THE_PASSWORD = (PASSWORD_PAGE, "/sign-out/", "/static/")
"""Where somebody may go while the password is still the one that was handed out."""


class ActorMiddleware:
    """`request.actor` (None for whoever has not signed in, or has no school) and `request.school`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        here = _here(request)
        request.actor, request.school = (here.actor, here.school) if here else (None, None)
        if here is not None:
            _seen(request)
            if request.user.must_change_password and not request.path.startswith(BEFORE_THE_PASSWORD):
                return redirect(PASSWORD_PAGE)
        return self.get_response(request)


def _here(request: Any) -> Here | None:
    if not request.user.is_authenticated:
        return None
    if OPEN_KEY in request.session and (found := _open(request)):
        return found
    return _open(request) if open_first_school(request.session, request.user) else None


def _open(request: Any) -> Here | None:
    school_id, home_id = request.session[OPEN_KEY], request.session.get(HOME_KEY, request.session[OPEN_KEY])
    return who_is_here(request.user, school_id=school_id, home_id=home_id, device=device_of(request))


def _seen(request: Any) -> None:
    """Note the last use now and then; each time would be a write for every page that is read."""
    now = clock.now()
    last = request.session.get(SEEN_KEY)
    if last is None or now.timestamp() - last > SEEN_EVERY.total_seconds():
        request.session[SEEN_KEY] = now.timestamp()
        SignIn.objects.filter(session_key=request.session.session_key, ended_at=None).update(seen_at=now)
