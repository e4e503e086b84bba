"""The API of one ledger: list, add, read, change, delete, and its verbs."""

import hashlib
import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse

from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.actions import Action, Problem, add, change, delete, perform
from houqin.kernel.actions.submissions import Once
from houqin.kernel.api.body import body_of
from houqin.kernel.api.door import Caller
from houqin.kernel.api.kinds import LARGEST_ID
from houqin.kernel.api.listing import page
from houqin.kernel.api.problem import ApiProblem
from houqin.kernel.api.reading import argument_values, field_values
from houqin.kernel.api.writing import shape_of, told_from_memory
from houqin.kernel.declare import RecordType

ROOT = "/api/v1"
KEY = re.compile(r"[\x21-\x7e]{1,200}")
WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)
TAG = re.compile(r'(?:W/)?"?(\d{1,9})"?')


def shown(told: Any, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(WRITER.encode(told), status=status, headers=headers, content_type="application/json")


def list_rows(record_type: RecordType) -> Any:
    def view(request: HttpRequest, caller: Caller) -> HttpResponse:
        _require_view(record_type, caller)
        return shown(page(record_type, caller.actor, request.GET))

    return view


def add_row(record_type: RecordType) -> Any:
    maker = record_type.made_by
    verb = maker.key if maker else "add"

    def view(request: HttpRequest, caller: Caller) -> HttpResponse:
        caller.require(record_type)
        record_type.policy.require(caller.actor, verb)
        told, raw = body_of(request)
        once = _once(request, raw, caller.actor)
        if maker is not None:
            values = argument_values(maker, told, caller.actor, None)
            made = perform(maker, None, by=caller.actor, values=values, submission=once)
        else:
            values = field_values(record_type, told, caller.actor, is_change=False)
            made = add(record_type, by=caller.actor, values=values, submission=once)
        where = f"{ROOT}/{record_type.path}/{made.pk}/"
        at_hand = told_from_memory(record_type, made) if maker is None and once is None else None
        if at_hand is not None:
            return _answer_item(at_hand, status=201, Location=where)
        return _item(record_type, made, status=201, Location=where)

    return view


def read_row(record_type: RecordType) -> Any:
    def view(request: HttpRequest, caller: Caller, pk: str) -> HttpResponse:
        _require_view(record_type, caller)
        told = _told(record_type, record_type.visible_to(caller.actor), _pk(record_type, pk))
        if told is None:
            raise NotVisible(record_type.key)
        return _answer_item(told)

    return view


def change_row(record_type: RecordType) -> Any:
    def view(request: HttpRequest, caller: Caller, pk: str) -> HttpResponse:
        caller.require(record_type)
        row = _row(record_type, caller.actor, pk)
        record_type.policy.require(caller.actor, "change", row)
        told, raw = body_of(request)
        seen = _seen_version(request, told, reserved=True)
        values = field_values(record_type, told, caller.actor, is_change=True)
        changed = change(
            row, by=caller.actor, values=values, seen_version=seen, submission=_once(request, raw, caller.actor)
        )
        return _item(record_type, changed)

    return view


def delete_row(record_type: RecordType) -> Any:
    def view(request: HttpRequest, caller: Caller, pk: str) -> HttpResponse:
        caller.require(record_type)
        row = _row(record_type, caller.actor, pk)
        record_type.policy.require(caller.actor, "delete", row)
        _, raw = body_of(request)
        delete(row, by=caller.actor, submission=_once(request, raw, caller.actor))
        return HttpResponse(status=204)

    return view


def do_action(record_type: RecordType, act: Action[..., Any]) -> Any:
    takes_version = any(argument.name == "version" for argument in act.arguments)

    def view(request: HttpRequest, caller: Caller, pk: str) -> HttpResponse:
        caller.require(record_type)
        row = _row(record_type, caller.actor, pk)
        record_type.policy.require(caller.actor, act.key, row)
        told, raw = body_of(request)
        seen = _seen_version(request, told, reserved=not takes_version)
        values = argument_values(act, told, caller.actor, row)
        perform(
            act, row, by=caller.actor, values=values, seen_version=seen, submission=_once(request, raw, caller.actor)
        )
        return _item(record_type, row)

    return view


def _require_view(record_type: RecordType, caller: Caller) -> None:
    caller.require(record_type)
    if not record_type.policy.may(caller.actor, "view"):
        raise Forbidden(record_type.policy.why(caller.actor, "view"))


def _pk(record_type: RecordType, told: str) -> int:
    """The id in the address; NotVisible for everything that cannot be one."""
    if not (told.isascii() and told.isdigit() and len(told) <= 19 and int(told) <= LARGEST_ID):
        raise NotVisible(record_type.key)
    return int(told)


def _row(record_type: RecordType, actor: Actor, pk: str) -> Any:
    row = record_type.visible_to(actor).filter(pk=_pk(record_type, pk)).one()
    if row is None:
        raise NotVisible(record_type.key)
    return row


def _item(record_type: RecordType, row: Any, *, status: int = 200, **headers: str) -> HttpResponse:
    """What came of a change: read again with its links, also when it is no longer within the caller's sight."""
    told = _told(record_type, record_type.model.objects.of(row.school_id), row.pk)
    return HttpResponse(status=204) if told is None else _answer_item(told, status=status, **headers)


def _told(record_type: RecordType, rows: Any, pk: int) -> dict[str, Any] | None:
    shape = shape_of(record_type)
    row = shape.of(rows.filter(pk=pk)).one()
    return None if row is None else shape.item(row)


def _answer_item(told: dict[str, Any], *, status: int = 200, **headers: str) -> HttpResponse:
    return shown(told, status, {"ETag": f'"{told["version"]}"', **headers})


def _once(request: HttpRequest, raw: bytes, actor: Actor) -> Once | None:
    """The Idempotency-Key as a submission id of this account, tied to what was sent."""
    told = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if told is None:
        return None
    if not KEY.fullmatch(told):
        raise ApiProblem(400, "Idempotency-Key 应为 1 到 200 个英文字母、数字或符号。")
    key = hashlib.sha256(f"{actor.user_id}/{told}".encode()).hexdigest()
    return Once(f"api-{key[:56]}", hashlib.sha256(raw).hexdigest()[:32])


def _seen_version(request: HttpRequest, told: dict[str, Any], *, reserved: bool) -> int | None:
    """The version the program last read: If-Match, or `version` in the body."""
    if tag := request.META.get("HTTP_IF_MATCH"):
        if tag.strip() == "*":
            return None
        if not (match := TAG.fullmatch(tag.strip())):
            raise ApiProblem(400, 'If-Match 应为读取时的 ETag，如 "3"。')
        return int(match[1])
    if not reserved or "version" not in told:
        return None
    version = told.pop("version")
    if isinstance(version, bool) or not isinstance(version, int) or not 0 < version < 10**9:
        raise ApiProblem.of_fields([Problem("version 应为读取时的版本号。", "version", "type")])
    return version
