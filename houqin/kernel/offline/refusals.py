"""How a page tells the queue why it did not do something: marked on the response, read by the middleware."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase

from houqin.kernel.actions.perform import Stale
from houqin.kernel.actions.problems import Problem
from houqin.kernel.declare.register import register
from houqin.kernel.pages.html import masked

R = TypeVar("R", bound=HttpResponseBase)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    problems: tuple[Problem, ...]
    stale: Stale | None = None


def refused(response: R, problems: Iterable[Problem | str], *, stale: Stale | None = None) -> R:
    """Mark the page that says why. stale: somebody changed the row since; both versions are told."""
    told = tuple(p if isinstance(p, Problem) else Problem(p) for p in problems)
    response.refusal = Refusal(problems=told, stale=stale)  # type: ignore[attr-defined]
    return response


def refusal_of(response: HttpResponseBase) -> Refusal | None:
    return getattr(response, "refusal", None)


def is_queued(request: HttpRequest) -> bool:
    """Does the queue of a phone ask, and not a page of a browser?"""
    return "X-Offline" in request.headers


def is_to_be_held(request: HttpRequest) -> bool:
    """Is this page fetched to be kept on the phone, and not to be looked at now?"""
    return "X-Hold" in request.headers


def differences(stale: Stale) -> list[dict[str, str]]:
    """Both versions, field by field; what is masked on the row is masked here."""
    masks = register.for_model(type(stale.row)).access.masks
    return [
        {"label": d.label, "seen": _said(d.seen, d.field in masks), "now": _said(d.now, d.field in masks)}
        for d in stale.differences
    ]


def _said(value: Any, is_masked: bool) -> str:
    return masked(value) if is_masked else str(value)
