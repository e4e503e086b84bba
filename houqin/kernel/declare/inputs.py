"""From a declared name or a typed argument to one input: the same checks on a page, in the API and in a sheet."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.db import models

from houqin.kernel.access import Actor
from houqin.kernel.actions.arguments import Argument
from houqin.kernel.declare.register import register
from houqin.kernel.files.upload import Upload, upload_input
from houqin.kernel.rows import Record
from houqin.kernel.rows.reading import read_one

PLAIN: dict[Any, type[forms.Field]] = {
    str: forms.CharField,
    int: forms.IntegerField,
    float: forms.FloatField,
    Decimal: forms.DecimalField,
    bool: forms.BooleanField,
    date: forms.DateField,
    datetime: forms.DateTimeField,
}


def field_input(model: type[Record], name: str, actor: Actor) -> forms.Field:
    """The input of a model field; a link offers the rows this person may see, and no other id is accepted."""
    field: Any = model._meta.get_field(name)
    if field.is_relation:
        return row_input(
            field.remote_field.model, actor, label=str(field.verbose_name), required=not field.blank, help_text=str(field.help_text)
        )  # fmt: skip
    made: forms.Field = field.formfield()
    return made


def argument_input(argument: Argument, actor: Actor, row: Any) -> forms.Field:
    """The input of one plain argument of an action (lists of lines are asked part by part)."""
    options: dict[str, Any] = {
        "label": argument.label, "help_text": argument.ask.help, "required": argument.required and argument.type is not bool,
        "initial": argument.default,
    }  # fmt: skip
    if argument.type is Upload:
        return upload_input(many=argument.many, **options)
    if argument.is_row:
        options.pop("initial")
        rows = argument.ask.choices(row, actor) if argument.ask.choices is not None else None
        return row_input(argument.type, actor, rows=rows, many=argument.many, **options)
    if argument.is_choice:
        return forms.TypedChoiceField(
            choices=[("", "请选择"), *((m.value, getattr(m, "label", m.value)) for m in argument.type)], coerce=argument.type, empty_value=None, **options
        )  # fmt: skip
    if argument.field is not None and argument.field.choices and not argument.many:
        return forms.TypedChoiceField(choices=[("", "请选择"), *argument.field.flatchoices], empty_value="", **options)
    if argument.type is str and isinstance(argument.field, models.CharField):
        options["max_length"] = argument.field.max_length
    return PLAIN[argument.type](**options)


def row_input(
    model: type[models.Model], actor: Actor, *, rows: Any = None, many: bool = False, **options: Any
) -> "forms.ModelChoiceField[Any]":
    """Pick a row of this person's school and scope; an id outside it is answered like one that does not exist."""
    if rows is None:
        rows = visible_rows(model, actor)
    kind = forms.ModelMultipleChoiceField if many else forms.ModelChoiceField
    made: forms.ModelChoiceField[Any] = kind(
        rows, error_messages={"invalid_choice": "没有这一项，请重新选择。"}, **options
    )
    return made


def visible_rows(model: Any, actor: Actor) -> Any:
    record_type = register.find(model)
    rows = record_type.visible_to(actor) if record_type is not None else model.objects.of(actor.school_id)
    return rows.filter(is_active=True) if _has_active(model) else rows


def visible_row(model: Any, actor: Actor, pk: int) -> Any:
    """The one of `visible_rows` with that id, or None."""
    record_type = register.find(model)
    if record_type is not None and not record_type.policy.is_told_by_the_row:
        return visible_rows(model, actor).filter(pk=pk).one()
    row = read_one(model, actor.school_id, pk)
    is_hidden = row is None or (record_type is not None and not record_type.policy.may(actor, "view", row))
    return None if is_hidden or (_has_active(model) and not row.is_active) else row


@cache
def _has_active(model: type[models.Model]) -> bool:
    return any(f.name == "is_active" for f in model._meta.concrete_fields)
