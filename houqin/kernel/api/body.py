"""Reading a JSON body: whatever is sent, the answer is a value or a sentence that says where it went wrong."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError

from houqin.kernel.api.problem import ApiProblem

LARGEST = 2 * 1024 * 1024


def body_of(request: HttpRequest) -> tuple[dict[str, Any], bytes]:
    """The members of the JSON object that was sent ({} when nothing was), and the bytes themselves."""
    raw = received(request)
    if not raw.strip():
        return {}, raw
    kind = (request.content_type or "").lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise ApiProblem(415, "请求内容须为 JSON，请求头写 Content-Type: application/json。")
    told = _parsed(raw)
    if not isinstance(told, dict):
        raise ApiProblem(400, '请求内容须为一个 JSON 对象，如 {"名称": "值"}。')
    return told, raw


def received(request: HttpRequest) -> bytes:
    """All that was sent; asked again, it is at hand."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > LARGEST:
        raise ApiProblem(413, "请求内容超过 2 MB，请分成几次提交。")
    try:
        return request.body
    except RequestDataTooBig as error:
        raise ApiProblem(413, "请求内容超过 2 MB，请分成几次提交。") from error
    except UnreadablePostError as error:
        raise ApiProblem(400, "请求内容没有传完整，请重新提交。") from error


def _parsed(raw: bytes) -> Any:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ApiProblem(400, f"请求内容不是 UTF-8 编码（第 {error.start + 1} 个字节起）。") from error
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise ApiProblem(
            400,
            f"JSON 写法有误：第 {error.lineno} 行第 {error.colno} 列（{error.msg}）。",
            line=error.lineno,
            column=error.colno,
        ) from error
    except RecursionError as error:
        raise ApiProblem(400, "JSON 嵌套太深。") from error
    except (ValueError, InvalidOperation) as error:
        raise ApiProblem(400, "JSON 里有写不下的数字。") from error


def _no_constant(name: str) -> NoReturn:
    raise ApiProblem(400, f"JSON 里不能写 {name}。")
