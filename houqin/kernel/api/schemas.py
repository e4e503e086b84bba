"""JSON Schemas (2020-12, as in OpenAPI 3.1) of values, rows and answers, from the same `Value`s that check them."""

from dataclasses import replace
from typing import Any

from houqin.kernel.api.kinds import LARGEST_ID, MANY, Kind, Value, of_column
from houqin.kernel.declare import RecordType
from houqin.kernel.declare.fields import columns

Schema = dict[str, Any]

LINK: Schema = {
    "type": "object", "required": ["id", "label"], "additionalProperties": False,
    "properties": {"id": {"type": "integer"}, "label": {"type": "string"}},
}  # fmt: skip
PROBLEM: Schema = {
    "type": "object", "required": ["type", "title", "status", "detail", "problems"],
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
        "problems": {"type": "array", "items": {
            "type": "object", "required": ["field", "message", "code"],
            "properties": {"field": {"type": ["string", "null"]}, "message": {"type": "string"}, "code": {"type": "string"}},
        }},
        "version": {"type": "integer", "description": "现在的版本号（内容已被别人修改时）"},
        "differences": {"type": "array", "description": "您读取之后改了什么", "items": {
            "type": "object", "properties": {n: {"type": "string"} for n in ("field", "label", "seen", "now")},
        }},
    },
}  # fmt: skip
COUNTED: Schema = {
    "number": {"type": ["string", "null"], "description": "数值；没有记录时为 null", "examples": ["12"]},
    "rows": {"type": "integer", "description": "背后的记录数"},
}
ABOUT_FIGURE: Schema = {n: {"type": "string"} for n in ("key", "label", "unit", "means")}
FIGURE: Schema = {
    "type": "object", "required": [*ABOUT_FIGURE, "from", "to", "number", "rows", "split"],
    "properties": {
        **ABOUT_FIGURE, "from": {"type": "string", "format": "date"}, "to": {"type": "string", "format": "date"}, **COUNTED,
        "split": {"type": ["string", "null"]},
        "parts": {"type": "array", "items": {
            "type": "object", "required": ["value", "label", "number", "rows"], "properties": {"value": {}, "label": {"type": "string"}, **COUNTED},
        }},
    },
}  # fmt: skip
FIGURES: Schema = {
    "type": "object", "required": ["items"],
    "properties": {"items": {"type": "array", "items": {
        "type": "object", "required": [*ABOUT_FIGURE, "splits"],
        "properties": {**ABOUT_FIGURE, "splits": {"type": "array", "items": {"type": "string"}}},
    }}},
}  # fmt: skip
SHOWN: dict[Kind, Schema] = {
    Kind.TEXT: {"type": "string"}, Kind.INTEGER: {"type": "integer"}, Kind.FLOAT: {"type": "number"},
    Kind.DECIMAL: {"type": "string", "examples": ["12.50"]}, Kind.YES_NO: {"type": "boolean"},
    Kind.DAY: {"type": "string", "format": "date", "examples": ["2026-03-02"]},
    Kind.MOMENT: {"type": "string", "format": "date-time", "examples": ["2026-03-02T08:30:00+08:00"]},
    Kind.TIME: {"type": "string", "examples": ["21:30:00"]}, Kind.ANY: {},
}  # fmt: skip
TAKEN: dict[Kind, Schema] = {
    **SHOWN,
    Kind.LINK: {"type": "integer", "minimum": 1, "maximum": LARGEST_ID},
    Kind.DECIMAL: {"type": ["string", "number"], "pattern": r"^[-+]?\d{1,15}(\.\d{1,6})?$", "examples": ["12.50"]},
    Kind.DAY: {"type": "string", "format": "date", "pattern": r"^(19|20|21)\d\d-\d\d-\d\d$", "examples": ["2026-03-02"]},
    Kind.MOMENT: {"type": "string", "format": "date-time", "pattern": r"^(19|20|21)\d\d-", "examples": ["2026-03-02T08:30:00+08:00"]},
    Kind.TIME: {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$", "examples": ["21:30"]},
}  # fmt: skip


def item(record_type: RecordType) -> Schema:
    """A row as it is read."""
    names = record_type.api.read if record_type.api is not None else ()
    masks = record_type.access.masks
    properties: Schema = {
        "id": {"type": "integer", "description": "编号（系统内）"},
        "version": {"type": "integer", "description": "版本号，每次修改加一；也在 ETag 里"},
    }
    for col in columns(record_type.model, names):
        value = of_column(col, col.path in masks)
        base: Schema = {"$ref": "#/components/schemas/Link"} if value.kind is Kind.LINK else dict(SHOWN[value.kind])
        properties[value.name] = _said(base, value, is_read=True)
    return {"type": "object", "required": sorted(properties), "properties": properties, "additionalProperties": False}


def page_of(name: str) -> Schema:
    return {
        "type": "object", "required": ["items", "next"], "additionalProperties": False,
        "properties": {
            "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
            "next": {"type": ["string", "null"], "description": "下一页的 cursor；没有下一页时为 null"},
        },
    }  # fmt: skip


def body(values: tuple[Value, ...], *, needs_all: bool, with_version: bool) -> Schema:
    properties = {value.name: taken(value) for value in values}
    if with_version and "version" not in properties:
        said = "读取时的版本号；与现在的不同则不保存（409）"
        properties["version"] = {"type": "integer", "minimum": 1, "maximum": 10**9 - 1, "description": said}
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    required = [value.name for value in values if value.required] if needs_all else []
    return schema | ({"required": required} if required else {})


def taken(value: Value) -> Schema:
    """What may be sent for one value."""
    if value.kind is Kind.LINES:
        base: Schema = body(value.parts, needs_all=True, with_version=False)
    elif value.choices:
        base = {}
    else:
        base = dict(TAKEN[value.kind])
    if value.least is not None:
        base |= {"minimum": value.least, "maximum": value.most}
    if value.longest is not None and not value.choices:
        base["maxLength"] = value.longest
        if value.required and not value.blank:
            base |= {"minLength": 1, "pattern": r"\S"}
    said = _said(base, value, is_read=False)
    if not value.many:
        return said
    inner = {k: v for k, v in said.items() if k not in ("title", "description")}
    outer: Schema = {
        "type": ["array", "null"] if value.nullable else "array",
        "items": inner,
        "maxItems": MANY,
        "title": value.label,
    }
    return outer | ({"description": value.help} if value.help else {})


def _said(base: Schema, value: Value, *, is_read: bool) -> Schema:
    """With its label, its choices with their labels, and null where it may be empty."""
    told: Schema = {"title": value.label} | ({"description": value.help} if value.help else {})
    if value.choices:
        codes = [getattr(code, "value", code) for code, _ in value.choices]
        kinds = sorted({"integer" if isinstance(code, int) else "string" for code in codes})
        labels = {str(code): label for code, (_, label) in zip(codes, value.choices, strict=True)}
        empty = [""] if value.blank and "" not in codes and "string" in kinds else []
        base = {"type": kinds if len(kinds) > 1 else kinds[0], "enum": [*codes, *empty], "x-labels": labels}
    if value.nullable and not value.many:
        base = _or_null(base)
    if value.kind is Kind.LINK and value.model is not None and not is_read:
        told.setdefault("description", f"{value.model._meta.verbose_name}的 id")
    return base | told


def _or_null(base: Schema) -> Schema:
    if "$ref" in base:
        return {"anyOf": [base, {"type": "null"}]}
    if "type" not in base:
        return base
    kinds = base["type"] if isinstance(base["type"], list) else [base["type"]]
    nulled = base | {"type": [*kinds, "null"]}
    return nulled | {"enum": [*base["enum"], None]} if "enum" in base else nulled


def parameter(name: str, value: Value) -> Schema:
    """A filter in the query string."""
    tails = {"__gte": "，从（含）", "__lt": "，到（不含）"}
    tail = next((said for end, said in tails.items() if name.endswith(end)), "")
    as_asked = replace(value, nullable=False, blank=False, required=False, help="", many=False)
    schema = {k: v for k, v in taken(as_asked).items() if k not in ("title", "description", "minLength")}
    return {"name": name, "in": "query", "required": False, "description": value.label + tail, "schema": schema}
