"""Every refusal of the API as RFC 9457 problem+json."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse

from houqin.kernel.actions import Problem, Refused

TITLES = {
    400: "请求有误", 401: "请先登录", 403: "不能办理", 404: "没有找到", 405: "不支持这种请求", 409: "内容有冲突", 412: "已被别人修改",
    413: "内容太大", 415: "格式不支持", 422: "没有办成", 429: "请求太频繁", 500: "系统出错了",
}  # fmt: skip
CONTENT_TYPE = "application/problem+json"


class ApiProblem(Exception):
    """Answered as problem+json. problems: what is wrong where; more: further members of the answer."""

    def __init__(
        self, status: int, detail: str, *, problems: Iterable[Problem] = (), headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:  # fmt: skip
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.problems, self.headers, self.more = tuple(problems), dict(headers or {}), more

    @classmethod
    def of_fields(cls, problems: Iterable[Problem]) -> "ApiProblem":
        found = tuple(problems)
        return cls(422, "；".join(p.message.rstrip("。；") for p in found) + "。", problems=found)

    @classmethod
    def of_refusal(cls, refused: Refused) -> "ApiProblem":
        status = 409 if any(p.code == "conflict" for p in refused.problems) else 422
        return cls(status, str(refused), problems=refused.problems)


def answer(problem: ApiProblem) -> HttpResponse:
    told = {
        "type": "about:blank", "title": TITLES[problem.status], "status": problem.status, "detail": problem.detail,
        "problems": [{"field": p.field, "message": p.message, "code": p.code} for p in problem.problems], **problem.more,
    }  # fmt: skip
    body = json.dumps(told, ensure_ascii=False, default=str)
    return HttpResponse(body, status=problem.status, content_type=CONTENT_TYPE, headers=problem.headers)
