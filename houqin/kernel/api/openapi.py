"""The OpenAPI 3.1 document, derived whole from the register, the actions and the figures."""

from functools import cache
from typing import Any

import houqin
from houqin.kernel.actions import Action
from houqin.kernel.api import schemas
from houqin.kernel.api.kinds import Value
from houqin.kernel.api.listing import MOST, USUAL, filters_of, sorts_of
from houqin.kernel.api.problem import CONTENT_TYPE, TITLES
from houqin.kernel.api.reading import arguments, writable
from houqin.kernel.declare import RecordType, register

Part = dict[str, Any]

ROOT = "/api/v1"
ABOUT = """后勤系统的接口：页面能做的，程序凭本人的令牌也能做，权限、范围、校验、留痕与页面完全一样。

令牌在“我的 → 接口令牌”新建，写在请求头 `Authorization: Bearer …`。列表用 `cursor` 翻页；修改时带 `If-Match` 可避免覆盖别人的修改；
新增和办理时带 `Idempotency-Key`，断网重发不会做两次。出错时答复 RFC 9457 的 `application/problem+json`，`problems` 里逐项说明。"""
ID: Part = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "integer", "minimum": 1},
    "description": "编号（系统内）",
}
ONCE: Part = {
    "name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string", "pattern": r"^[\x21-\x7e]{1,200}$"},
    "description": "重发时用同一个值，只办理一次；换了内容则拒绝（422）",
}  # fmt: skip
IF_MATCH: Part = {
    "name": "If-Match", "in": "header", "required": False, "schema": {"type": "string", "pattern": r'^"[0-9]{1,9}"$'},
    "description": "读取时的 ETag；已被别人修改则不保存（412）",
}  # fmt: skip


def has_api(record_type: RecordType) -> bool:
    return record_type.api is not None


def verbs_of(record_type: RecordType) -> list[Action[..., Any]]:
    """Actions on a row, as the page has them."""
    return [act for act in record_type.access.verbs if act.on is not None]


def can_add(record_type: RecordType) -> bool:
    return record_type.made_by is not None or bool(record_type.api and record_type.api.write and record_type.access.add)


def can_change(record_type: RecordType) -> bool:
    return bool(record_type.api and record_type.api.write and record_type.access.change)


def can_delete(record_type: RecordType) -> bool:
    return bool(record_type.api and record_type.api.write and record_type.access.delete)


@cache
def document() -> Part:
    types = [t for t in register if has_api(t)]
    components: Part = {
        "Link": schemas.LINK,
        "Problem": schemas.PROBLEM,
        "Figure": schemas.FIGURE,
        "Figures": schemas.FIGURES,
    }
    paths: Part = {}
    for record_type in types:
        components |= _components(record_type)
        paths |= _paths(record_type)
    paths |= _figure_paths()
    return {
        "openapi": "3.1.0",
        "info": {"title": "后勤接口", "version": houqin.__version__, "description": ABOUT, "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": "/"}],
        "security": [{"token": []}, {"session": []}],
        "tags": [{"name": t.label, "description": t.group or t.label} for t in types] + [{"name": "指标", "description": "有出处的数字"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": {f"P{status}": _problem(status) for status in TITLES if status != 500},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "本人的接口令牌"},
                "session": {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "已登录的浏览器；提交修改另须 X-CSRFToken"},
            },
        },
    }  # fmt: skip


def name_of(record_type: RecordType) -> str:
    return record_type.key.replace(".", "_")


def _problem(status: int) -> Part:
    return {
        "description": TITLES[status],
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _components(record_type: RecordType) -> Part:
    name = name_of(record_type)
    found: Part = {name: schemas.item(record_type), f"{name}_page": schemas.page_of(name)}
    if can_add(record_type):
        maker = record_type.made_by
        values = arguments(maker) if maker else writable(record_type, is_change=False)
        found[f"{name}_new"] = schemas.body(values, needs_all=True, with_version=False)
    if can_change(record_type):
        values = writable(record_type, is_change=True)
        found[f"{name}_change"] = schemas.body(values, needs_all=False, with_version=True)
    for act in verbs_of(record_type):
        found[_action_name(record_type, act)] = schemas.body(arguments(act), needs_all=True, with_version=True)
    return found


def _action_name(record_type: RecordType, act: Action[..., Any]) -> str:
    return f"{name_of(record_type)}.{act.name}"


def _paths(record_type: RecordType) -> Part:
    base = f"{ROOT}/{record_type.path}/"
    rows: Part = {"get": _list(record_type)}
    row: Part = {
        "parameters": [ID],
        "get": _operation(record_type, "read", f"查看{record_type.label}", {"200": _one(record_type, "内容")}),
    }
    if can_add(record_type):
        rows["post"] = _add(record_type)
    if can_change(record_type):
        row["patch"] = _operation(
            record_type, "change", f"修改{record_type.label}", {"200": _one(record_type, "修改后的内容")}, statuses=(400, 409, 412, 413, 415, 422),
            parameters=[IF_MATCH, ONCE], body=f"{name_of(record_type)}_change",
        )  # fmt: skip
    if can_delete(record_type):
        row["delete"] = _operation(
            record_type,
            "delete",
            f"删除{record_type.label}",
            {"204": {"description": "已删除"}},
            statuses=(400, 413, 415, 422),
            parameters=[ONCE],
        )
    found: Part = {base: rows, base + "{id}/": row}
    for act in verbs_of(record_type):
        found[base + "{id}/" + act.noun + "/"] = {"parameters": [ID], "post": _action(record_type, act)}
    return found


def _list(record_type: RecordType) -> Part:
    sorts = sorted(sorts_of(record_type))
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    parameters = [
        _asked("limit", limit, "一页几条"),
        _asked("cursor", {"type": "string"}, "上一页答复里的 next"),
        _asked("sort", {"type": "string", "enum": [*sorts, *(f"-{s}" for s in sorts)]}, "按哪一项排序，- 为倒序"),
    ]
    if record_type.list_page.search or record_type.list_page.pinyin:
        parameters.append(_asked("q", {"type": "string", "maxLength": 100}, "搜索"))
    filters: dict[str, Value] = filters_of(record_type)
    parameters += [schemas.parameter(name, value) for name, value in filters.items()]
    answer = _json(f"{name_of(record_type)}_page", "一页")
    return _operation(
        record_type,
        "list",
        f"{record_type.label}列表",
        {"200": answer},
        statuses=(400,),
        parameters=parameters,
        is_list=True,
    )


def _asked(name: str, schema: Part, said: str) -> Part:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": said}


def _add(record_type: RecordType) -> Part:
    maker = record_type.made_by
    made = _one(record_type, "新增的内容")
    made["headers"] = {**made["headers"], "Location": {"description": "新记录的地址", "schema": {"type": "string"}}}
    return _operation(
        record_type, maker.name if maker else "add", maker.label if maker else f"新增{record_type.label}", {"201": made},
        statuses=(400, 409, 413, 415, 422), parameters=[ONCE], body=f"{name_of(record_type)}_new", about=_doc(maker),
    )  # fmt: skip


def _action(record_type: RecordType, act: Action[..., Any]) -> Part:
    return _operation(
        record_type, act.name, f"{act.label}（{record_type.label}）", {"200": _one(record_type, "办理后的内容")},
        statuses=(400, 409, 412, 413, 415, 422), parameters=[IF_MATCH, ONCE], body=_action_name(record_type, act), about=_doc(act),
        body_required=any(value.required for value in arguments(act)),
    )  # fmt: skip


def _doc(act: Action[..., Any] | None) -> str:
    """When it may be done, in words; the code's own notes are for its readers."""
    if act is None or not act.when:
        return ""
    model: Any = act.model
    labels = dict(model._meta.get_field("state").flatchoices)
    when, late = ("、".join(f"“{labels.get(state, state)}”" for state in states) for states in (act.when, act.late))
    return f"状态为{when}时可以办理。" + (f"状态为{late}时只收此前已经办的。" if late else "")


def _operation(
    record_type: RecordType, name: str, summary: str, answers: Part, *, statuses: tuple[int, ...] = (), parameters: list[Part] | None = None,
    body: str = "", about: str = "", is_list: bool = False, body_required: bool = True,
) -> Part:  # fmt: skip
    common = (401, 403, 405, 429) if is_list or "201" in answers else (401, 403, 404, 405, 429)
    told: Part = {
        "operationId": f"{record_type.key}.{name}", "tags": [record_type.label], "summary": summary, "parameters": parameters or [],
        "responses": {**answers, **{str(s): {"$ref": f"#/components/responses/P{s}"} for s in sorted({*common, *statuses})}},
    }  # fmt: skip
    if about:
        told["description"] = about
    if body:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{body}"}}}
        told["requestBody"] = {"required": body_required, "content": content}
    return told


def _json(name: str, said: str) -> Part:
    return {"description": said, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def _one(record_type: RecordType, said: str) -> Part:
    tag = {"description": "版本，供 If-Match 用", "schema": {"type": "string"}}
    return {**_json(name_of(record_type), said), "headers": {"ETag": tag}}


def _figure_paths() -> Part:
    day = {"type": "string", "format": "date", "pattern": r"^(19|20|21)\d\d-\d\d-\d\d$"}
    asked: list[Part] = [
        {"name": "key", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[a-z0-9_.]+$"}, "description": "指标代码"},
        {"name": "from", "in": "query", "required": True, "schema": day, "description": "从哪天（含）"},
        {"name": "to", "in": "query", "required": True, "schema": day, "description": "到哪天（含）"},
        {"name": "split", "in": "query", "required": False, "schema": {"type": "string"}, "description": "按什么分开，如 month"},
    ]  # fmt: skip
    refusals = {str(s): {"$ref": f"#/components/responses/P{s}"} for s in (401, 403, 405, 429)}
    more = {str(s): {"$ref": f"#/components/responses/P{s}"} for s in (400, 404)}
    return {
        f"{ROOT}/figures/": {"get": {
            "operationId": "figures.list", "tags": ["指标"], "summary": "指标目录", "responses": {"200": _json("Figures", "目录"), **refusals},
        }},
        f"{ROOT}/figures/{{key}}/": {"get": {
            "operationId": "figures.read", "tags": ["指标"], "summary": "一个指标", "parameters": asked,
            "responses": {"200": _json("Figure", "数值"), **refusals, **more},
        }},
    }  # fmt: skip
