"""What every label page asks about its paper, and the sheet it prints on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from houqin.foundation.labels import BLANK_MOST, LAYOUTS, MOST, Label, Layout, pages_of
from houqin.foundation.models import Campus
from houqin.foundation.sign_in.forms import Big
from houqin.kernel.access import Actor
from houqin.kernel.declare.inputs import row_input
from houqin.kernel.pages.widgets import dress

ROLL = "roll-50x30"


class PaperForm(Big):
    """Which paper, and how much of its first sheet is used up. `links`: rows to narrow by, as (field, model, label)."""

    layout = forms.ChoiceField(
        label="标签纸", choices=[(layout.code, layout.name) for layout in LAYOUTS.values()], initial=ROLL
    )
    skip = forms.IntegerField(
        label="跳过前几张", required=False, min_value=0, max_value=40, initial=0, help_text="整张纸已用掉几张就填几"
    )
    links: tuple[tuple[str, Any, str], ...] = (("campus", Campus, "校区"),)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model, label in self.links:
            self.fields[name] = dress(row_input(model, actor, label=label, required=False))
            self.fields[name].empty_label = "全部"  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    @property
    def paper(self) -> Layout:
        return LAYOUTS[self.cleaned_data["layout"]]

    @property
    def used_up(self) -> int:
        """Labels that are missing from the first sheet; a roll has none."""
        return 0 if self.paper.is_roll else self.cleaned_data["skip"] or 0


def blank_labels_asked(said: str) -> forms.IntegerField:
    return forms.IntegerField(
        label="空白标签张数", required=False, min_value=0, max_value=BLANK_MOST, initial=0, help_text=f"填了就只印空白标签：先贴后绑，{said}"
    )  # fmt: skip


def printed(
    request: HttpRequest, form: PaperForm, labels: Iterable[Label], *, found: int, template: str = "foundation/label_sheet.html", **told: Any
) -> HttpResponse:  # fmt: skip
    """Nothing but labels, sized in millimetres. found: how many there would be; only `MOST` are printed in one go."""
    pages = pages_of(labels, form.paper, skip=form.used_up)
    context = {"pages": pages, "layout": form.paper, "too_many": found > MOST, "most": MOST, "count": min(found, MOST)}
    return render(request, template, context | told)
