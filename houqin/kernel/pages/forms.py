"""Page forms, built per request from a declaration or from an action's arguments."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest

from houqin.kernel.access import Actor
from houqin.kernel.actions import Action, Argument, Problem, Refused, perform
from houqin.kernel.declare import RecordType
from houqin.kernel.declare.inputs import argument_input, field_input
from houqin.kernel.pages.widgets import dress

LINE = re.compile(r"^(?P<name>\w+)-(?P<n>\d+)-(?P<part>\w+)$")


class PageForm(forms.Form):
    """Fields in titled sections, problems beside them, and the two hidden fields that make a retry and a stale edit harmless."""

    submission = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    lines: "tuple[LinesInput, ...]" = ()

    def shown_sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        for title, names in self.sections:
            yield title, [self[name] for name in names if name in self.fields]

    def values(self) -> dict[str, Any]:
        """What the person gave, for the action: no hidden fields."""
        given = {k: v for k, v in self.cleaned_data.items() if k not in ("submission", "version")}
        return given | {lines.argument.name: lines.values for lines in self.lines}

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound:
            for lines in self.lines:
                lines.clean(self)

    def sentences(self) -> list[Problem]:
        """All that is wrong, each named by its field: for whoever does not see the form."""
        return [Problem(self._said(name, str(said)), name) for name, errors in self.errors.items() for said in errors]

    def told(self) -> list[str]:
        """The same as words, above a page of its own making: on a phone nobody looks for a red field."""
        return [problem.message for problem in self.sentences()] if self.is_bound else []

    def _said(self, name: str, said: str) -> str:
        label = str(self.fields[name].label or "") if name in self.fields else ""
        return said if label in said else f"{label}：{said}"

    def take_refusal(self, refused: Refused) -> None:
        """Put each problem beside its field."""
        for problem in refused.problems:
            field = problem.field if problem.field in self.fields else None
            self.add_error(field, _without_label(problem.message, self.fields.get(field or "")))


def _without_label(message: str, field: forms.Field | None) -> str:
    label = str(field.label or "") if field is not None else ""
    return message.removeprefix(f"{label}：") if label else message


class LinesInput:
    """Repeated rows of a form, for an argument that is a list of a dataclass: `lines-0-kind`, `lines-0-quantity`."""

    def __init__(self, argument: Argument, actor: Actor, row: Any, data: Any) -> None:
        self.argument = argument
        self.label = argument.label
        self._actor, self._row = actor, row
        self._data = data
        self.values: list[Any] = []
        self.rows = [self._bound(n) for n in self._numbers()] or [self._bound(0)]
        self.blank = self._bound("NEW")

    def _numbers(self) -> list[int]:
        found = (LINE.match(key) for key in (self._data or {}))
        return sorted({int(m["n"]) for m in found if m and m["name"] == self.argument.name})

    def _bound(self, n: int | str) -> forms.Form:
        form = forms.Form(self._data if n != "NEW" and self._data else None, prefix=f"{self.argument.name}-{n}")
        form.fields.update({p.name: dress(argument_input(p, self._actor, self._row)) for p in self.argument.parts})
        return form

    def clean(self, outer: PageForm) -> None:
        first = self.argument.parts[0].name
        for n, form in enumerate(self.rows, start=1):
            if not (form[first].data or "").strip():
                continue
            if form.is_valid():
                given = {k: v for k, v in form.cleaned_data.items() if v is not None}
                self.values.append(self.argument.type(**given))
            else:
                for name, errors in form.errors.items():
                    outer.add_error(None, [f"第 {n} 行{form.fields[name].label}：{e}" for e in errors])
        if not self.values and self.argument.required and not outer.errors:
            outer.add_error(None, f"{self.label}：请至少填写一行。")


def record_form(record_type: RecordType, actor: Actor, request: HttpRequest, row: Any = None) -> PageForm:
    """The form of a plain add or change."""
    names = [n for n in record_type.form_fields if row is None or not _hidden(record_type, n)]
    initial: dict[str, Any] = {"version": row.version} if row is not None else dict(request.GET.items())
    if row is not None:
        initial |= {name: getattr(row, row._meta.get_field(name).attname) for name in names}
    form = PageForm(request.POST or None, request.FILES or None, initial=initial)
    form.fields.update({name: dress(field_input(record_type.model, name, actor)) for name in names})
    form.sections = tuple((s.title, s.fields) for s in record_type.form)
    return form


def _hidden(record_type: RecordType, name: str) -> bool:
    """Masked values are not laid open by an edit form; they are asked for on the detail page."""
    return name in record_type.access.masks


def action_form(act: Action[..., Any], actor: Actor, request: HttpRequest, row: Any = None) -> PageForm:
    """The form of an action: one input per typed argument."""
    initial: dict[str, Any] = {"version": row.version} if row is not None else dict(request.GET.items())
    form = PageForm(request.POST or None, request.FILES or None, initial=initial)
    plain = [a for a in act.arguments if not a.parts]
    form.fields.update({a.name: dress(argument_input(a, actor, row), a.ask.widget) for a in plain})
    form.sections = (("", tuple(a.name for a in plain)),)
    form.lines = tuple(LinesInput(a, actor, row, request.POST or None) for a in act.arguments if a.parts)
    return form


def defaults(act: Action[..., Any], values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the person left empty where the action has its own default."""
    optional = {a.name for a in act.arguments if not a.required}
    known = {a.name for a in act.arguments}
    return {k: v for k, v in values.items() if k in known and not (k in optional and v in (None, "", []))}


def carried_out(
    form: PageForm, act: Action[..., Any], row: Any, *, by: Actor, because: Any = None, **more: Any
) -> Any | None:
    """Do `act` with what its form gives, and `more`. None: it is not filled in well or was refused; the form says why, the row is as it is now."""
    if not form.is_valid():
        return None
    try:
        return perform(
            act, row, by=by, values=defaults(act, form.values()) | more, because=because, submission=form.cleaned_data["submission"],
            seen_version=form.cleaned_data["version"] if row is not None else None,
        )  # fmt: skip
    except Refused as refused:
        form.take_refusal(refused)
        if row is not None:
            row.refresh_from_db()
        return None
