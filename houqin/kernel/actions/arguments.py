"""What an action asks for, read from its typed signature: the form, the API schema and the sheet all come from here."""

import dataclasses
import enum
import inspect
import types
import typing
from dataclasses import dataclass
from typing import Any, Union

from django.core.exceptions import FieldDoesNotExist
from django.db import models

GIVEN = frozenset({"by", "because"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """Written in `Annotated[...]`: how to ask for an argument that is no field of the record.

    choices(row, actor): queryset of the rows that may be picked, when visible rows are too many.
    widget: "" or "textarea", "photos", "signature", "stars", "code" (a scanned QR).
    """

    label: str = ""
    help: str = ""
    widget: str = ""
    choices: Any = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Argument:
    """type: the plain Python type or model; many: a list of it; parts: the arguments of a dataclass line."""

    name: str
    type: Any
    required: bool
    default: Any = None
    many: bool = False
    ask: Ask = Ask()
    field: Any = None
    parts: tuple["Argument", ...] = ()

    @property
    def label(self) -> str:
        """Said by Ask, else by the field of that name, else by the kind of row that is asked for."""
        named = self.field or (self.type._meta if self.is_row else None)
        return self.ask.label or (str(named.verbose_name) if named is not None else self.name)

    @property
    def is_row(self) -> bool:
        return inspect.isclass(self.type) and issubclass(self.type, models.Model)

    @property
    def is_choice(self) -> bool:
        return inspect.isclass(self.type) and issubclass(self.type, enum.Enum)


def arguments_of(body: Any, model: type[models.Model] | None) -> tuple[Argument, ...]:
    """Arguments of an action's body: everything keyword-only but who and why."""
    hints = typing.get_type_hints(body, include_extras=True)
    wanted = [
        p for p in inspect.signature(body).parameters.values() if p.kind is p.KEYWORD_ONLY and p.name not in GIVEN
    ]
    return tuple(_argument(p.name, hints[p.name], p.default, model) for p in wanted)


def _argument(name: str, hint: Any, default: Any, model: type[models.Model] | None) -> Argument:
    ask = Ask()
    if typing.get_origin(hint) is typing.Annotated:
        hint, *extras = typing.get_args(hint)
        ask = next((e for e in extras if isinstance(e, Ask)), ask)
    hint, optional = _without_none(hint)
    many = typing.get_origin(hint) in (list, tuple)
    if many:
        hint = typing.get_args(hint)[0]
    missing = default is inspect.Parameter.empty or default is dataclasses.MISSING
    return Argument(
        name=name, type=hint, required=missing and not optional, default=None if missing else default, many=many,
        ask=ask, field=_field(model, name), parts=_parts(hint),
    )  # fmt: skip


def _without_none(hint: Any) -> tuple[Any, bool]:
    if typing.get_origin(hint) in (Union, types.UnionType):
        rest = [a for a in typing.get_args(hint) if a is not type(None)]
        return rest[0], len(rest) < len(typing.get_args(hint))
    return hint, False


def _parts(hint: Any) -> tuple[Argument, ...]:
    if not dataclasses.is_dataclass(hint):
        return ()
    hints = typing.get_type_hints(hint, include_extras=True)
    return tuple(_argument(f.name, hints[f.name], f.default, None) for f in dataclasses.fields(hint))


def _field(model: type[models.Model] | None, name: str) -> Any:
    if model is None:
        return None
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
