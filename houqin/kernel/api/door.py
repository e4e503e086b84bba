"""The API's door: who asks, by token or session; which methods; and every refusal as a problem, never a bare 500."""

import functools
import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

from houqin.kernel import clock
from houqin.kernel.access import Actor, Door, Forbidden, NotVisible
from houqin.kernel.actions import Problem, Refused, Stale
from houqin.kernel.actions.turns import in_turn
from houqin.kernel.api.body import received
from houqin.kernel.api.pace import PerMinute
from houqin.kernel.api.problem import ApiProblem, answer
from houqin.kernel.api.tokens import recognised
from houqin.kernel.declare import RecordType, register
from houqin.kernel.pages.html import masked

log = logging.getLogger("houqin.api")

SAFE = ("GET", "HEAD", "OPTIONS")
PER_MINUTE = 60_000
"""Of one token in one process: far above honest use, it only stops a program that has run wild. settings.API_PER_MINUTE changes it."""
NOT_FOUND = "没有找到：它不存在，或者不在您的管理范围内。"

View = Callable[..., HttpResponse]


class Caller:
    """Who is asking, and the ledgers that the token is limited to."""

    def __init__(self, actor: Actor, records: frozenset[str] | None = None) -> None:
        self.actor, self.records = actor, records

    def require(self, record_type: RecordType) -> None:
        if self.records is not None and record_type.key not in self.records:
            raise Forbidden(f"这个令牌没有包含“{record_type.label}”，请用包含它的令牌。")


def door(*, open_to_all: bool = False, **views: View) -> Any:
    """One url of the API: a view for each method, called as view(request, caller, ...)."""
    allowed = {method.upper() for method in views}
    allow = ", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set()) | {"OPTIONS"}))

    def answered(request: HttpRequest, method: str, asked: dict[str, Any]) -> HttpResponse:
        caller = None if open_to_all else caller_of(request)
        if method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": allow})
        if method not in allowed:
            raise ApiProblem(405, f"这个地址不支持 {method[:10]}，可用：{allow}。", headers={"Allow": allow})
        return views[method.lower()](request, caller, **asked)

    @csrf_exempt
    def view(request: HttpRequest, **asked: Any) -> HttpResponse:
        method = "GET" if request.method == "HEAD" else request.method or ""
        try:
            if method in SAFE:
                return answered(request, method, asked)
            received(request)  # before the queue: nobody waits for a slow sender
            # Handed over whole, before anything is asked: what one thread does at a stretch costs least. To turn strangers away outside was
            # tried: it costs every create a fourteenth, and a stranger's one question takes the same time anywhere.
            return in_turn(lambda: answered(request, method, asked))
        except Exception as error:
            return answer(problem_of(error, request))

    view.is_door = True  # type: ignore[attr-defined]
    return functools.update_wrapper(view, next(iter(views.values())), updated=())


def caller_of(request: HttpRequest) -> Caller:
    told = request.META.get("HTTP_AUTHORIZATION", "")
    if not told:
        return _caller_of_session(request)
    scheme, _, key = told.partition(" ")
    bearer = recognised(key.strip(), request.META.get("REMOTE_ADDR", "")) if scheme.lower() == "bearer" else None
    if bearer is None:
        raise _who("令牌无效、已停用或已过期，请在“我的 → 接口令牌”新建。")
    _not_too_fast(bearer.token)
    return Caller(bearer.actor, bearer.records)


def _caller_of_session(request: HttpRequest) -> Caller:
    """The signed-in person's own pages may ask too; to change something they send the CSRF token, as forms do."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise _who("请在请求头写 Authorization: Bearer 令牌；令牌在“我的 → 接口令牌”新建。")
    if request.method not in SAFE and _Csrf(lambda r: HttpResponse()).refusal(request) is not None:
        raise ApiProblem(403, "缺少 CSRF 令牌：用登录状态提交修改时须带 X-CSRFToken。")
    return Caller(actor.through(Door.API))


def _no_view(request: HttpRequest) -> HttpResponse:
    """Stands for a view that is not exempt from the check."""
    raise NotImplementedError


class _Csrf(CsrfViewMiddleware):
    def refusal(self, request: HttpRequest) -> str | None:
        self.process_request(request)
        refused: Any = self.process_view(request, _no_view, (), {})
        return None if refused is None else str(refused)

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _who(detail: str) -> ApiProblem:
    return ApiProblem(401, detail, headers={"WWW-Authenticate": 'Bearer realm="houqin"'})


_calls = PerMinute()


def _not_too_fast(token: Any) -> None:
    if _calls.count((token.school_id, token.pk), clock.now()) > getattr(settings, "API_PER_MINUTE", PER_MINUTE):
        raise ApiProblem(429, "一分钟内请求太多，请稍后再试。", headers={"Retry-After": "60"})


def problem_of(error: Exception, request: HttpRequest) -> ApiProblem:
    match error:
        case ApiProblem():
            return error
        case NotVisible() | Http404():
            return ApiProblem(404, NOT_FOUND)
        case Forbidden():
            return ApiProblem(403, str(error))
        case Stale():
            return _stale(error, 412 if "If-Match" in request.headers else 409)
        case Refused():
            return ApiProblem.of_refusal(error)
    code = uuid.uuid4().hex[:8]
    log.error("unexpected error %s at %s %s", code, request.method, request.path, exc_info=error)
    return ApiProblem(500, f"这是系统的问题，不是您操作的问题；没有保存任何修改。请把编号 {code} 告诉管理员。")


def _stale(error: Stale, status: int) -> ApiProblem:
    """Both versions, field by field; what is masked on the row is masked here."""
    masks = register.for_model(type(error.row)).access.masks
    told = [
        {"field": name, "label": d.label, "seen": _said(d.seen, name in masks), "now": _said(d.now, name in masks)}
        for d in error.differences
        for name in (d.field.removesuffix("_id"),)
    ]
    said = (
        f"您读取之后，{error.row} 已被别人修改，现在是第 {error.row.version} 版。请核对 differences，重新读取后再提交。"
    )
    return ApiProblem(
        status, said, problems=[Problem(said, None, "stale")], version=error.row.version, differences=told
    )


def _said(value: Any, is_masked: bool) -> str:
    return masked(value) if is_masked else str(value)
