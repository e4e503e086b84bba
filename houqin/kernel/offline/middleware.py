"""The queue's door: the same pages, asked by a phone that brings what was done before. Their answers become what the queue understands."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse, JsonResponse

from houqin.kernel import clock
from houqin.kernel.actions import Problem
from houqin.kernel.offline.clocks import Told, brought
from houqin.kernel.offline.refusals import differences, refusal_of
from houqin.kernel.offline.whose import NOBODY, who_of

SENTENCES = {
    403: "您现在的岗位不能办理这一项。",
    404: "这条记录已经不存在，或者不在您的管理范围内。",
    413: "照片或文件太大，请换小一点的。",
}
SIGN_IN = "请先登录，再上传手机上存着的内容。"
OTHER = "这是另一个人在这台手机上存下的，只有本人登录后才会上传。"
EXPIRED = "页面已过期，正在重新核对身份。"


class Silent(BaseStorage):
    """Keeps messages for whoever looks: neither a page fetched to be held nor a thing brought in the background is looked at."""

    def _get(self, *args: Any, **options: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: Any, response: Any, *args: Any, **options: Any) -> list[Any]:
        return []


class OfflineMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        header = request.headers.get("X-Offline")
        if header is not None and request.method == "POST":
            return self._brought(request, header)
        if "X-Hold" in request.headers:
            request._messages = Silent(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers["X-Who"] = who_of(getattr(request, "actor", None))
        return response

    def _brought(self, request: HttpRequest, header: str) -> HttpResponse:
        told, who = Told.of(header), who_of(getattr(request, "actor", None))
        if told is None:
            return _answer("refused", 400, [Problem("这部手机传来的内容不完整，没有保存。请打开这一项重新填写。")])
        if who == NOBODY:
            return _answer("sign_in", 401, [Problem(SIGN_IN)])
        if told.who != who:
            return _answer("other", 409, [Problem(OTHER)])
        if not told.watched:
            request._messages = Silent(request)  # type: ignore[attr-defined]
        with clock.bringing(None if told.now else brought(told, clock.now())):
            return translated(self.get_response(request), with_page=told.watched)


def translated(response: HttpResponse, *, with_page: bool) -> HttpResponse:
    """with_page: somebody is looking, so the page that says why comes along."""
    status, refusal = response.status_code, refusal_of(response)
    page = response.content.decode() if with_page and status >= 400 and not response.streaming else ""
    if refusal is not None and refusal.stale is not None:
        told = differences(refusal.stale)
        return _answer("stale", 409, refusal.problems, differences=told, version=refusal.stale.row.version, page=page)
    if getattr(response, "is_csrf_refusal", False):
        return _answer("expired", 403, [Problem(EXPIRED)])
    if refusal is not None and status < 500:
        return _answer("refused", 422, refusal.problems, page=page)
    if 300 <= status < 400:
        return _answer("done", 200, go=response.headers.get("Location", "/"))
    if status < 300:
        return _answer("done", 200, answer=_json(response))
    if status >= 500:
        return _answer("failed", 503, refusal.problems if refusal else [Problem("系统现在办不了，稍后会自动再试。")])
    return _answer("refused", 422, [Problem(SENTENCES.get(status, "没有办成，请打开这一项核对后再提交。"))], page=page)


def _json(response: HttpResponse) -> Any:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("application/json"):
        return None
    return json.loads(response.content)


def _answer(outcome: str, status: int, problems: Any = (), **more: Any) -> HttpResponse:
    said = [{"message": p.message, "field": p.field} for p in problems]
    return JsonResponse(
        {"outcome": outcome, "problems": said, **more}, status=status, headers={"Cache-Control": "no-store"}
    )
