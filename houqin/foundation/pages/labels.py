"""Choosing and printing labels."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render

from houqin.foundation.labels import FIRST_LAYOUT, MOST, blank_labels, labels_of
from houqin.foundation.models import Place
from houqin.foundation.pages.paper import PaperForm, blank_labels_asked, printed
from houqin.foundation.places_data import shipped_place_kinds
from houqin.foundation.records import PLACE, SETTERS
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.pages.door import actor_of, members_only
from houqin.kernel.pages.ids import row_id, row_ids


class LabelsForm(PaperForm):
    kind = forms.ChoiceField(
        label="类别",
        required=False,
        choices=[("", "全部"), *((kind.code, kind.name) for kind in shipped_place_kinds())],
    )
    blank = blank_labels_asked("扫码即可绑定场所")
    field_order = ("campus", "kind")


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
    told, name = form.cleaned_data, request.school.short_name or request.school.name
    if told["blank"]:
        return printed(request, form, blank_labels(name, told["blank"]), found=told["blank"])
    places = list(_places(request, actor, told)[: MOST + 1])
    return printed(request, form, labels_of(name, places[:MOST]), found=len(places))


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
