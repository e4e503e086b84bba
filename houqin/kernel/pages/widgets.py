"""How an input looks: large targets, the right keyboard on a phone, few words."""

from typing import Any

from django import forms

from houqin.kernel.declare import register
from houqin.kernel.pages.ids import row_id

FEW = 8
"""Up to so many choices are shown as buttons instead of a list."""
MANY = 60
"""Beyond so many rows, one searches instead of scrolling."""


class Buttons(forms.RadioSelect):
    template_name = "kernel/widgets/buttons.html"


class Stars(forms.RadioSelect):
    template_name = "kernel/widgets/stars.html"


class Photos(forms.FileInput):
    template_name = "kernel/widgets/photos.html"
    allow_multiple_selected = True


class Papers(forms.FileInput):
    template_name = "kernel/widgets/papers.html"
    allow_multiple_selected = True


class Signature(forms.HiddenInput):
    template_name = "kernel/widgets/signature.html"
    input_type = "hidden"

    @property
    def is_hidden(self) -> bool:
        return False


class Code(forms.TextInput):
    template_name = "kernel/widgets/code.html"


class Pick(forms.Select):
    """Search for a row by words, number or pinyin initials; the choice is kept in a hidden field."""

    template_name = "kernel/widgets/pick.html"
    source = ""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        return []

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        rows: Any = self.choices
        chosen = rows.queryset.filter(pk=value).first() if _is_id(value) else None
        context["widget"] |= {"source": self.source, "chosen": chosen, "chosen_id": chosen.pk if chosen else ""}
        return context


def _is_id(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and row_id(value) > 0)


def dress(field: forms.Field, kind: str = "") -> forms.Field:
    """Give an input the look of its kind."""
    special = {
        "stars": Stars,
        "photos": Photos,
        "papers": Papers,
        "signature": Signature,
        "code": Code,
        "textarea": forms.Textarea,
    }
    if kind in special:
        _replace(field, special[kind]())
    elif isinstance(field, forms.ModelChoiceField):
        _row_widget(field)
    elif isinstance(field, forms.ChoiceField):
        _choice_widget(field)
    elif isinstance(field, forms.DateTimeField):
        _replace(field, forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
    elif isinstance(field, forms.DateField):
        _replace(field, forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    elif isinstance(field, forms.TimeField):
        _replace(field, forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    elif isinstance(field, forms.DecimalField):
        _replace(field, forms.TextInput(attrs={"inputmode": "decimal"}))
    elif isinstance(field, forms.CharField) and (field.max_length or 0) > 120:
        _replace(field, forms.Textarea(attrs={"maxlength": field.max_length}))
    _class(field)
    return field


def _choice_widget(field: forms.ChoiceField) -> None:
    every: Any = field.choices
    choices = [c for c in every if c[0] not in ("", None)]
    if len(choices) <= FEW:
        field.choices = choices
        _replace(field, Buttons())


def _row_widget(field: "forms.ModelChoiceField[Any]") -> None:
    rows: Any = field.queryset
    record_type = register.find(rows.model)
    multiple = isinstance(field, forms.ModelMultipleChoiceField)
    if record_type is not None and not multiple and record_type.list_page.search and rows[: MANY + 1].count() > MANY:
        pick: Any = Pick()
        pick.source = record_type.key
        field.widget = pick
        pick.choices = field.choices
    elif not multiple:
        field.empty_label = "请选择"


def _replace(field: forms.Field, widget: Any) -> None:
    attrs = {k: v for k, v in field.widget.attrs.items() if k in ("maxlength", "min", "max", "step")}
    widget.attrs = {**attrs, **widget.attrs}
    widget.is_required = field.required
    if isinstance(field, forms.ChoiceField) and hasattr(widget, "choices"):
        choices: Any = field.choices
        widget.choices = choices
    field.widget = widget


def _class(field: forms.Field) -> None:
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput):
        widget.attrs["class"] = "form-check-input"
    elif isinstance(widget, (forms.Select, forms.SelectMultiple)) and not isinstance(widget, Pick):
        widget.attrs["class"] = "form-select"
    elif not isinstance(widget, forms.RadioSelect):
        widget.attrs["class"] = "form-control"
    if isinstance(widget, forms.Textarea):
        widget.attrs["rows"] = 3
