"""The kinds of value the API knows: how each is described, checked and read. Fields and arguments both become `Value`s."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from houqin.kernel.actions import Argument
from houqin.kernel.declare.fields import Column

LARGEST_ID = 2**63 - 1
SMALL = 2**31 - 1
LONGEST_TEXT = 5000
MANY = 1000
YEARS = range(1900, 2201)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER = re.compile(r"[-+]?\d{1,15}(\.\d{1,6})?")


class Kind(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    FLOAT = "float"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    DAY = "day"
    MOMENT = "moment"
    TIME = "time"
    LINK = "link"
    LINES = "lines"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One named value. choices: (code, label). least, most: of a number. longest: of a text. default: told in the document only."""

    name: str
    label: str
    kind: Kind
    required: bool = False
    nullable: bool = False
    blank: bool = True
    many: bool = False
    choices: tuple[tuple[Any, str], ...] = ()
    model: Any = None
    least: int | None = None
    most: int | None = None
    longest: int | None = None
    help: str = ""
    parts: "tuple[Value, ...]" = ()
    make: Any = None
    """What a checked value becomes: the choices of an argument, the dataclass of its lines."""


FIELDS: tuple[tuple[type, Kind], ...] = (
    (models.ForeignKey, Kind.LINK), (models.BooleanField, Kind.YES_NO), (models.DateTimeField, Kind.MOMENT), (models.DateField, Kind.DAY),
    (models.TimeField, Kind.TIME), (models.DecimalField, Kind.DECIMAL), (models.FloatField, Kind.FLOAT), (models.IntegerField, Kind.INTEGER),
    (models.JSONField, Kind.ANY),
)  # fmt: skip
PYTHON: dict[Any, Kind] = {
    str: Kind.TEXT, int: Kind.INTEGER, float: Kind.FLOAT, Decimal: Kind.DECIMAL, bool: Kind.YES_NO, date: Kind.DAY, datetime: Kind.MOMENT,
}  # fmt: skip


@lru_cache(maxsize=2048)
def of_field(field: Any) -> Value:
    """A model field, as a plain add or change takes it."""
    kind = next((kind for type_, kind in FIELDS if isinstance(field, type_)), Kind.TEXT)
    choices = tuple((value, str(label)) for value, label in field.flatchoices) if field.choices else ()
    least, most = _range(field) if kind is Kind.INTEGER else (None, None)
    has_default = field.has_default() or field.null or field.blank or kind is Kind.YES_NO
    return Value(
        name=field.name, label=str(field.verbose_name), kind=kind, required=not has_default, nullable=field.null, blank=field.blank,
        choices=choices, model=field.remote_field.model if kind is Kind.LINK else None, least=least, most=most,
        longest=(field.max_length or LONGEST_TEXT) if kind is Kind.TEXT else None, help=str(field.help_text),
    )  # fmt: skip


def of_argument(argument: Argument) -> Value:
    """An argument of an action; its model field, when it has one, tells the limits."""
    if argument.parts:
        parts = tuple(of_argument(part) for part in argument.parts)
        return _value(argument, kind=Kind.LINES, parts=parts, make=argument.type)
    if argument.is_row:
        return _value(argument, kind=Kind.LINK, model=argument.type)
    if argument.is_choice:
        choices = tuple((m.value, str(getattr(m, "label", m.value))) for m in argument.type)
        return _value(argument, kind=Kind.TEXT, choices=choices, make=argument.type, blank=False)
    kind = PYTHON.get(argument.type, Kind.ANY)
    field = argument.field if argument.field is not None and kind is _kind_of(argument.field) else None
    known = of_field(field) if field is not None else None
    if kind is Kind.INTEGER:
        return _value(argument, kind=kind, least=known.least if known else -SMALL, most=known.most if known else SMALL)
    if kind is Kind.TEXT:
        longest = known.longest if known else LONGEST_TEXT
        return _value(
            argument, kind=kind, longest=longest, choices=known.choices if known and not argument.many else ()
        )
    return _value(argument, kind=kind)


def _value(argument: Argument, **told: Any) -> Value:
    told = {"blank": not argument.required} | told
    return Value(
        name=argument.name, label=argument.label, required=argument.required, nullable=not argument.required, many=argument.many,
        help=argument.ask.help, **told,
    )  # fmt: skip


def of_column(col: Column, is_masked: bool) -> Value:
    """A column as the API shows it; a `@shown` property by what it says it returns."""
    if is_masked:
        return Value(name=col.path, label=col.label, kind=Kind.TEXT, help="只显示第一个字，其余隐去")
    if col.field is None:
        return Value(name=col.path, label=col.label, kind=Kind.ANY, nullable=True)
    known = of_field(col.field)
    return Value(
        name=col.path, label=col.label, kind=known.kind, choices=known.choices, model=known.model, help=known.help,
        nullable=col.field.null or "__" in col.path,
    )  # fmt: skip


def _kind_of(field: Any) -> Kind:
    return next((kind for type_, kind in FIELDS if isinstance(field, type_)), Kind.TEXT)


def _range(field: Any) -> tuple[int, int]:
    """What every database can store; PostgreSQL has no unsigned numbers, SQLite no limits."""
    if isinstance(field, models.BigIntegerField):
        return -LARGEST_ID, LARGEST_ID
    bound = 32767 if isinstance(field, (models.SmallIntegerField, models.PositiveSmallIntegerField)) else SMALL
    return (0 if "Positive" in type(field).__name__ else -bound), bound


class Unfit(Exception):
    """A value that is not of its kind. The sentence says what was expected."""

    def __init__(self, message: str, where: str = "", code: str = "type") -> None:
        super().__init__(message)
        self.message, self.where, self.code = message, where, code


def checked(value: Value, given: Any) -> Any:
    """The Python value of one JSON value (an id for a link, a dict for a line). Raises Unfit."""
    if given is None:
        if not value.nullable:
            raise Unfit("不能为空。", code="required")
        return None
    if value.many:
        return _checked_list(value, given)
    return _one(value, given)


def _checked_list(value: Value, given: Any) -> list[Any]:
    if not isinstance(given, list):
        raise Unfit("应为列表。")
    if len(given) > MANY:
        raise Unfit(f"一次最多 {MANY} 项。", code="too_many")
    out: list[Any] = []
    for n, item in enumerate(given):
        try:
            out.append(_one(value, item))
        except Unfit as error:
            raise Unfit(error.message, f"{n}.{error.where}".rstrip("."), error.code) from error
    return out


def _one(value: Value, given: Any) -> Any:
    if value.choices:
        if not any(given == code and type(given) is type(code) for code, _ in _plain_choices(value)):
            known = "、".join(str(code) for code, _ in _plain_choices(value)[:30])
            raise Unfit(f"不是可选的值，可选：{known}。", code="choice")
        return given
    return READERS[value.kind](value, given)


def _plain_choices(value: Value) -> tuple[tuple[Any, str], ...]:
    """Codes as JSON has them; an empty choice where the field may stay empty."""
    codes = tuple((getattr(code, "value", code), label) for code, label in value.choices)
    return codes if not value.blank or any(code == "" for code, _ in codes) else (*codes, ("", ""))


def _text(value: Value, given: Any) -> str:
    if not isinstance(given, str):
        raise Unfit("应为文字。")
    if "\x00" in given or (not given.isprintable() and any("\ud800" <= c <= "\udfff" for c in given)):
        raise Unfit("含有不能保存的字符。", code="characters")
    if value.longest is not None and len(given) > value.longest:
        raise Unfit(f"最多 {value.longest} 个字，现有 {len(given)} 个。", code="too_long")
    if value.required and not value.blank and not given.strip():
        raise Unfit("必须填写。", code="required")
    return given.strip()


def _any(value: Value, given: Any) -> Any:
    """Free JSON, as the database can keep it."""
    told = json.dumps(given, ensure_ascii=False, default=float)
    _text(Value(name="", label="", kind=Kind.TEXT, longest=LONGEST_TEXT), told.replace("\\u0000", "\x00"))
    return json.loads(told)


def _integer(value: Value, given: Any) -> int:
    if (
        isinstance(given, Decimal)
        and given.is_finite()
        and given.adjusted() < 20
        and given == given.to_integral_value()
    ):
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int):
        raise Unfit("应为整数。")
    if (value.least is not None and given < value.least) or (value.most is not None and given > value.most):
        raise Unfit(f"应在 {value.least} 到 {value.most} 之间。", code="range")
    return given


def _decimal(value: Value, given: Any) -> Decimal:
    if isinstance(given, (int, Decimal)) and not isinstance(given, bool):
        given = f"{given:f}" if abs(Decimal(given).adjusted()) < 20 else "overflow"
    if not isinstance(given, str) or not NUMBER.fullmatch(given):
        raise Unfit('应为数，写成文字如 "12.50"，整数不超过 15 位，小数不超过 6 位。')
    return Decimal(given)


def _yes_no(value: Value, given: Any) -> bool:
    if not isinstance(given, bool):
        raise Unfit("应为 true 或 false。")
    return given


def _day(value: Value, given: Any) -> date:
    found = _parsed(parse_date, given) if isinstance(given, str) and DAY.fullmatch(given) else None
    if found is None or found.year not in YEARS:
        raise Unfit('应为日期，如 "2026-03-02"。')
    return found  # type: ignore[no-any-return]


def _moment(value: Value, given: Any) -> datetime:
    found = _parsed(parse_datetime, given) if isinstance(given, str) and "T" in given.upper() else None
    if found is None or found.year not in YEARS:
        raise Unfit('应为带时区的时间，如 "2026-03-02T08:30:00+08:00"。')
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _time(value: Value, given: Any) -> Any:
    if not isinstance(given, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", given):
        raise Unfit('应为时刻，如 "21:30"。')
    return given


def _parsed(parse: Any, given: str) -> Any:
    try:
        return parse(given)
    except ValueError:
        return None


def _link(value: Value, given: Any) -> int:
    pk = _integer(value, given)
    if not 1 <= pk <= LARGEST_ID:
        raise Unfit("没有这一项，请重新选择。", code="invalid_choice")
    return pk


def _line(value: Value, given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise Unfit("应为对象。")
    known = {part.name: part for part in value.parts}
    if unknown := given.keys() - known.keys():
        raise Unfit("没有这一项。", sorted(unknown)[0][:60].encode("utf-8", "replace").decode(), "unknown")
    out: dict[str, Any] = {}
    for name, part in known.items():
        if name not in given and part.required:
            raise Unfit("必须填写。", name, "required")
        if name in given:
            try:
                out[name] = checked(part, given[name])
            except Unfit as error:
                raise Unfit(error.message, f"{name}.{error.where}".rstrip("."), error.code) from error
    return out


def _float(value: Value, given: Any) -> float:
    return float(_decimal(value, given))


READERS: dict[Kind, Any] = {
    Kind.TEXT: _text, Kind.INTEGER: _integer, Kind.FLOAT: _float, Kind.DECIMAL: _decimal, Kind.YES_NO: _yes_no, Kind.DAY: _day,
    Kind.MOMENT: _moment, Kind.TIME: _time, Kind.LINK: _link, Kind.LINES: _line, Kind.ANY: _any,
}  # fmt: skip
