"""The columns of a sheet, read from its declaration: what each is called, what it holds, where it leads."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from houqin.kernel.declare import RecordType
from houqin.kernel.declare.fields import column
from houqin.kernel.declare.register import DeclarationError

LATE = "补录"
REASON = "原因"
OURS = frozenset({LATE, REASON, "行号"})
"""Headers that we write ourselves and never read."""

CODE = re.compile(r"(^|_)(code|number|phone)$")
NAMES = ("name", "title", "path")


class Kind(StrEnum):
    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOL = "bool"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetColumn:
    """One column. own: the record's field that it fills; link, inner: for a path through a link, the link's name and the path beyond."""

    path: str
    label: str
    names: frozenset[str]
    kind: Kind
    field: Any
    own: Any
    link: str
    inner: str
    is_key: bool
    required: bool
    read_only: bool
    masked: bool

    @property
    def choices(self) -> Mapping[Any, str]:
        return dict(self.field.flatchoices)


T = TypeVar("T")


def once(derive: Callable[[RecordType], T]) -> Callable[[RecordType], T]:
    """Derived from a declaration once; declarations hold mappings, so they have no hash."""
    derived: dict[str, tuple[RecordType, T]] = {}

    @wraps(derive)
    def known(record_type: RecordType) -> T:
        found = derived.get(record_type.key)
        if found is None or found[0] is not record_type:
            found = derived[record_type.key] = (record_type, derive(record_type))
        return found[1]

    return known


@once
def columns_of(record_type: RecordType) -> tuple[SheetColumn, ...]:
    """The declared columns, each with a label of its own."""
    if record_type.sheet is None:
        raise DeclarationError(f"{record_type.key} 没有声明表格")
    paths = record_type.sheet.columns
    labels = [_label(record_type.model, path) for path in paths]
    doubled = {label for label, n in Counter(labels).items() if n > 1}
    labels = [
        _long_label(record_type.model, p) if label in doubled else label for p, label in zip(paths, labels, strict=True)
    ]
    if len(set(labels)) < len(labels):
        raise DeclarationError(f"{record_type.key} 的表格有两列同名：{'、'.join(labels)}")
    return tuple(
        _column(record_type, path, label, first=_is_first(path, paths))
        for path, label in zip(paths, labels, strict=True)
    )


def _is_first(path: str, paths: tuple[str, ...]) -> bool:
    """Is it the first of the columns that lead through its link?"""
    return next(p for p in paths if p.split("__")[0] == path.split("__")[0]) == path


def _column(record_type: RecordType, path: str, label: str, *, first: bool) -> SheetColumn:
    assert record_type.sheet is not None
    head, _, inner = path.partition("__")
    field = column(record_type.model, path).field
    own: Any = _own(record_type, head)
    if own is None or field is None or field.is_relation:
        raise DeclarationError(f"{record_type.key} 的表格列 {path} 须是字段，或链接后再跟一个字段（如 place__code）")
    is_key = path in record_type.sheet.key
    given_number = bool(record_type.number) and head == "number"
    return SheetColumn(
        path=path, label=label, names=frozenset({label, path, _long_label(record_type.model, path)}), kind=_kind(record_type, path, field),
        field=field, own=own, link=head if inner else "", inner=inner, is_key=is_key,
        required=first and not own.blank and not own.has_default() and own.editable,
        read_only=given_number or (not own.editable and not is_key), masked=path in record_type.access.masks,
    )  # fmt: skip


def _own(record_type: RecordType, name: str) -> Any:
    try:
        return record_type.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _kind(record_type: RecordType, path: str, field: Any) -> Kind:
    if field.choices:
        return Kind.CHOICE
    for model, kind in (
        (models.BooleanField, Kind.BOOL), (models.DateTimeField, Kind.MOMENT), (models.DateField, Kind.DATE), (models.IntegerField, Kind.INTEGER),
        ((models.DecimalField, models.FloatField), Kind.DECIMAL),
    ):  # fmt: skip
        if isinstance(field, model):
            return kind
    if isinstance(field, (models.CharField, models.TextField)):
        return Kind.CODE if CODE.search(path) else Kind.TEXT
    raise DeclarationError(f"{record_type.key} 的表格列 {path} 是 {type(field).__name__}，不能放进表格")


def _label(model: type[models.Model], path: str) -> str:
    """The link's own name when the path ends in a name (校区), else both (场所编码)."""
    if "__" in path and path.rsplit("__", 1)[1] in NAMES:
        return str(column(model, path.rsplit("__", 1)[0]).field.verbose_name)
    return _long_label(model, path)


def _long_label(model: type[models.Model], path: str) -> str:
    steps = path.split("__")
    fields = [column(model, "__".join(steps[: i + 1])).field for i in range(len(steps))]
    return "".join(
        str(getattr(field, "verbose_name", step)) for field, step in zip(fields[-2:], steps[-2:], strict=True)
    )


def fold(text: str) -> str:
    """Full width to half width, no blanks, small letters: what people mean to be the same."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def fold_header(text: str) -> str:
    return fold(text).replace("(必填)", "").strip("*:·")


@once
def by_header(record_type: RecordType) -> dict[str, SheetColumn]:
    """Every name a header may have → its column. A plain field label is understood when only one column could be meant."""
    found: dict[str, SheetColumn] = {}
    cols = columns_of(record_type)
    for col in cols:
        found |= {fold_header(name): col for name in col.names}
    plain = Counter(fold_header(str(col.field.verbose_name)) for col in cols)
    for col in cols:
        name = fold_header(str(col.field.verbose_name))
        if plain[name] == 1:
            found.setdefault(name, col)
    return found


def told_choices(col: SheetColumn, most: int = 12) -> str:
    labels: Iterable[str] = [str(label) for label in col.choices.values()]
    shown = list(labels)[:most]
    return "、".join(shown) + ("……" if len(col.choices) > most else "")
