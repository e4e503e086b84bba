"""Choosing and printing labels."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render

from houqin.foundation.labels import BLANK_MOST, FIRST_LAYOUT, LAYOUTS, MOST, blank_labels, labels_of, pages_of
from houqin.foundation.models import Campus, Place
from houqin.foundation.places_data import shipped_place_kinds
from houqin.foundation.records import PLACE, SETTERS
from houqin.foundation.sign_in.forms import Big
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.declare.inputs import row_input
from houqin.kernel.pages.door import actor_of, members_only
from houqin.kernel.pages.ids import row_id, row_ids
from houqin.kernel.pages.widgets import dress


class LabelsForm(Big):
    kind = forms.ChoiceField(
        label="类别",
        required=False,
        choices=[("", "全部"), *((kind.code, kind.name) for kind in shipped_place_kinds())],
    )
    layout = forms.ChoiceField(
        label="标签纸", choices=[(layout.code, layout.name) for layout in LAYOUTS.values()], initial=FIRST_LAYOUT
    )
    skip = forms.IntegerField(
        label="跳过前几张", required=False, min_value=0, max_value=40, initial=0, help_text="整张纸已用掉几张就填几"
    )
    blank = forms.IntegerField(
        label="空白标签张数", required=False, min_value=0, max_value=BLANK_MOST, initial=0,
        help_text="填了就只印空白标签：先贴后绑，扫码即可绑定场所",
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campus = dress(row_input(Campus, actor, label="校区", required=False))
        campus.empty_label = "全部"  # type: ignore[attr-defined]
        self.fields = {"campus": campus, **self.fields}


@members_only
def choose(request: Any) -> HttpResponse:
    actor = actor_of(request)
    _require(actor)
    under = _place(actor, request.GET.get("under", ""))
    form = LabelsForm(
        actor=actor, initial={"campus": request.GET.get("campus"), "layout": FIRST_LAYOUT, "skip": 0, "blank": 0}
    )
    return render(request, "foundation/labels.html", {"form": form, "under": under})


@members_only
def sheet(request: Any) -> HttpResponse:
    """The sheet itself: nothing but labels, sized in millimetres."""
    actor = actor_of(request)
    _require(actor)
    form = LabelsForm(request.GET, actor=actor)
    if not form.is_valid():
        return render(request, "foundation/labels.html", {"form": form}, status=422)
    told, layout = form.cleaned_data, LAYOUTS[form.cleaned_data["layout"]]
    name = request.school.short_name or request.school.name
    places = [] if told["blank"] else list(_places(request, actor, told)[: MOST + 1])
    labels = blank_labels(name, told["blank"]) if told["blank"] else labels_of(name, places[:MOST])
    pages = pages_of(labels, layout, skip=0 if layout.is_roll else told["skip"] or 0)
    context = {
        "pages": pages,
        "layout": layout,
        "too_many": len(places) > MOST,
        "most": MOST,
        "count": told["blank"] or len(places[:MOST]),
    }
    return render(request, "foundation/label_sheet.html", context)


def _places(request: Any, actor: Actor, told: dict[str, Any]) -> Any:
    rows = PLACE.visible_to(actor).filter(is_active=True).order_by("path")
    if told["campus"]:
        rows = rows.filter(campus=told["campus"])
    if told["kind"]:
        rows = rows.filter(kind=told["kind"])
    if under := _place(actor, request.GET.get("under", "")):
        rows = rows.filter(Q(pk=under.pk) | Q(campus=under.campus_id, path__startswith=f"{under.path}/"))
    wanted = row_ids(request.GET.getlist("place"))
    return rows.filter(pk__in=wanted) if wanted else rows


def _place(actor: Actor, wanted: str) -> Place | None:
    if not wanted:
        return None
    found: Place | None = PLACE.visible_to(actor).filter(pk=row_id(wanted)).first()
    if found is None:
        raise Http404
    return found


def _require(actor: Actor) -> None:
    """Labels prove presence, so only those who keep the place list print them."""
    if not actor.is_system and not actor.posts & SETTERS:
        raise Forbidden(PLACE.policy.why(actor, "change"))
