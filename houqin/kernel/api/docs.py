"""The API's page for people, drawn from the OpenAPI document and from nothing else."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import mark_safe

from houqin.kernel.api.openapi import ABOUT, document
from houqin.kernel.pages.door import members_only

WORDS = {
    "string": "文字", "integer": "整数", "number": "数", "boolean": "是/否", "array": "列表", "object": "对象", "null": "空",
    "date": "日期", "date-time": "时间",
}  # fmt: skip
TONES = {"get": "blue", "post": "green", "patch": "orange", "delete": "red"}


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter or member in a table."""

    name: str
    label: str
    kind: str
    required: bool
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Operation:
    anchor: str
    method: str
    tone: str
    path: str
    summary: str
    description: str
    parameters: tuple[Row, ...]
    sent: tuple[Row, ...]
    answered: tuple[Row, ...]
    statuses: tuple[tuple[str, str], ...]
    curl: str


@members_only
def docs_view(request: HttpRequest) -> HttpResponse:
    about = [mark_safe(re.sub(r"`(.+?)`", r"<code>\1</code>", escape(part))) for part in ABOUT.split("\n\n")]
    context = {"ledgers": grouped(), "about": about, "base": settings.BASE_URL}
    return render(request, "kernel/api/docs.html", context)


@cache
def grouped() -> tuple[tuple[str, tuple[Operation, ...]], ...]:
    """Operations by ledger, in the order of the document."""
    told = document()
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in told["tags"]}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            if method != "parameters":
                shared = methods.get("parameters", [])
                found[operation["tags"][0]].append(_operation(path, method, operation, shared))
    return tuple((name, tuple(operations)) for name, operations in found.items() if operations)


def _operation(path: str, method: str, told: dict[str, Any], shared: list[Any]) -> Operation:
    sent = _schema_of(told.get("requestBody", {}))
    good = next(code for code in told["responses"] if code.startswith("2"))
    answered = _schema_of(told["responses"][good])
    items = answered.get("properties", {}).get("items", {}).get("items")
    parameters = [*shared, *told.get("parameters", [])]
    return Operation(
        anchor=told["operationId"], method=method.upper(), tone=TONES[method], path=path, summary=told["summary"],
        description=told.get("description", ""), parameters=tuple(_parameter(p) for p in parameters), sent=_members(sent),
        answered=_members(_resolved(items)) if items else _members(answered),
        statuses=tuple((code, _resolved(answer)["description"]) for code, answer in sorted(told["responses"].items())),
        curl=curl(path, method, sent, parameters),
    )  # fmt: skip


def _schema_of(told: dict[str, Any]) -> dict[str, Any]:
    content = told.get("content", {}).get("application/json")
    return _resolved(content["schema"]) if content else {}


def _resolved(told: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in told:
        return told
    here: Any = document()
    for step in told["$ref"].removeprefix("#/").split("/"):
        here = here[step]
    return here  # type: ignore[no-any-return]


def _parameter(told: dict[str, Any]) -> Row:
    schema = told["schema"]
    return Row(told["name"], told.get("description", ""), kind_of(schema), told["required"], _choices(schema))


def _members(schema: dict[str, Any], before: str = "") -> tuple[Row, ...]:
    """Members of an object; those of the lines in it are told as `lines[].kind`."""
    required = set(schema.get("required", ()))
    rows: list[Row] = []
    for name, told in schema.get("properties", {}).items():
        label = "，".join(p for p in (told.get("title", ""), told.get("description", "")) if p)
        rows.append(Row(before + name, label, kind_of(told), name in required, _choices(told)))
        inner = told.get("items", {})
        if inner.get("type") == "object" and "properties" in inner:
            rows += _members(inner, f"{before}{name}[].")
    return tuple(rows)


def kind_of(schema: dict[str, Any]) -> str:
    if "$ref" in schema or any("$ref" in one for one in schema.get("anyOf", ())):
        return "链接"
    kinds = schema.get("type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    words = [WORDS.get(schema.get("format", "") if kind == "string" else kind, WORDS[kind]) for kind in kinds]
    return "或".join(dict.fromkeys(words)) or "任意"


def _choices(schema: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    labels = schema.get("x-labels", {})
    return tuple((str(code), labels.get(str(code), "")) for code in schema.get("enum", ()) if code not in (None, ""))


def curl(path: str, method: str, sent: dict[str, Any], parameters: list[Any]) -> str:
    """A command that can be copied; only the token and the values are to be filled in."""
    asked = "&".join(f"{p['name']}={example(p['schema'])}" for p in parameters if p["in"] == "query" and p["required"])
    address = (
        settings.BASE_URL
        + path.replace("{id}", "1").replace("{key}", "repairs.finished")
        + (f"?{asked}" if asked else "")
    )
    parts = ["curl"] + (["-X " + method.upper()] if method != "get" else []) + ["-H 'Authorization: Bearer 令牌'"]
    if sent:
        body = {n: example(s) for n, s in sent.get("properties", {}).items() if n in sent.get("required", ())}
        told = json.dumps(body, ensure_ascii=False).replace("'", "'\\''")
        parts += ["-H 'Content-Type: application/json'", f"-d '{told}'"]
    return " \\\n  ".join([*parts, f"'{address}'"])


def example(schema: dict[str, Any]) -> Any:
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema:
        return next((code for code in schema["enum"] if code not in (None, "")), None)
    kinds = schema.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "array":
        return [example(schema["items"])]
    if kind == "object":
        return {n: example(s) for n, s in schema.get("properties", {}).items() if n in schema.get("required", ())}
    words = {"date": "2026-03-02", "date-time": "2026-03-02T08:30:00+08:00"}.get(schema.get("format", ""), "文字")
    return {"integer": 1, "number": 1, "boolean": True}.get(kind, words)
