"""What the kernel refuses becomes a page or a line a person can act on. No bare 500 anywhere."""

import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from houqin.kernel.access import Forbidden, NotVisible
from houqin.kernel.actions import Problem, Refused, Stale
from houqin.kernel.offline.refusals import refused

log = logging.getLogger("houqin")

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if request.path.startswith("/api/"):
            return None
        if isinstance(error, NotVisible):
            raise Http404 from error
        if isinstance(error, Forbidden):
            return refusal(request, 403, "不能办理", [str(error)])
        if isinstance(error, Refused):
            page = refusal(request, 422, "没有办成", [problem.message for problem in error.problems])
            return refused(page, error.problems, stale=error if isinstance(error, Stale) else None)
        if isinstance(error, Http404) or settings.DEBUG:
            return None
        return _unexpected(request, error)


def refusal(request: HttpRequest, status: int, title: str, sentences: list[str]) -> HttpResponse:
    context = {"title": title, "sentences": sentences, "signed_in": getattr(request, "actor", None) is not None}
    page = render(request, "kernel/refusal.html", context, status=status)
    return refused(page, [Problem(sentence) for sentence in sentences])


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    code = uuid.uuid4().hex[:8]
    log.error("unexpected error %s at %s %s", code, request.method, request.path, exc_info=error)
    return refusal(
        request,
        500,
        "系统出错了",
        [f"这是系统的问题，不是您操作的问题；刚才的操作没有保存。请把编号 {code} 告诉管理员，稍后再试一次。"],
    )


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return refusal(request, 404, "没有这一页", ["您要找的内容不存在，或者不在您的管理范围内。"])


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return refusal(request, 400, "请求有误", ["这次提交的内容不完整，没有保存任何修改。请返回上一页重新提交。"])


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    page = refusal(request, 403, "页面已过期", ["这一页打开太久了，刚才的提交没有保存。请返回上一页刷新后再提交。"])
    page.is_csrf_refusal = True  # type: ignore[attr-defined]
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    return _unexpected(request, RuntimeError("server error"))
