"""Choosing and printing labels of things."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from houqin.areas.assets import actions
from houqin.areas.assets.labels import address_of, labels_of
from houqin.areas.assets.models import Asset, AssetClass
from houqin.areas.assets.records import ASSET
from houqin.foundation.labels import BLANK_MOST, LAYOUTS, MOST, blank_labels, pages_of
from houqin.foundation.models import Campus, Place
from houqin.foundation.sign_in.forms import Big
from houqin.kernel.access import Actor
from houqin.kernel.actions import perform
from houqin.kernel.declare.inputs import row_input
from houqin.kernel.pages.door import actor_of, members_only
from houqin.kernel.pages.ids import row_ids
from houqin.kernel.pages.widgets import dress

FIRST_LAYOUT = "roll-50x30"


class LabelsForm(Big):
    again = forms.BooleanField(
        label="已贴过的也印", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    layout = forms.ChoiceField(
        label="标签纸", choices=[(one.code, one.name) for one in LAYOUTS.values()], initial=FIRST_LAYOUT
    )
    skip = forms.IntegerField(
        label="跳过前几张", required=False, min_value=0, max_value=40, initial=0, help_text="整张纸已用掉几张就填几"
    )
    blank = forms.IntegerField(
        label="空白标签张数", required=False, min_value=0, max_value=BLANK_MOST, initial=0,
        help_text="填了就只印空白标签：先贴后绑，扫码即可绑到东西上",
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campus = dress(row_input(Campus, actor, label="校区", required=False))
        campus.empty_label = "全部"  # type: ignore[attr-defined]
        place = dress(row_input(Place, actor, label="楼栋或房间", required=False))
        asset_class = dress(row_input(AssetClass, actor, label="分类", required=False))
        self.fields = {"campus": campus, "place": place, "asset_class": asset_class, **self.fields}


def _require(actor: Actor) -> None:
    ASSET.policy.require(actor, actions.note_labelled.key)


@members_only
@require_safe
def choose(request: Any) -> HttpResponse:
    actor = actor_of(request)
    _require(actor)
    form = LabelsForm(actor=actor, initial={"layout": FIRST_LAYOUT, "skip": 0, "blank": 0, **request.GET.dict()})
    return render(request, "assets/labels.html", {"form": form})


@members_only
@require_http_methods(["GET", "POST"])
def sheet(request: Any) -> HttpResponse:
    """Nothing but labels, sized in millimetres; once they are stuck on, a button says so for all of them."""
    actor = actor_of(request)
    _require(actor)
    if request.method == "POST":
        return _stuck(request, actor)
    form = LabelsForm(request.GET, actor=actor)
    if not form.is_valid():
        return render(request, "assets/labels.html", {"form": form}, status=422)
    told, layout = form.cleaned_data, LAYOUTS[form.cleaned_data["layout"]]
    name = request.school.short_name or request.school.name
    things = [] if told["blank"] else list(_things(request, actor, told)[: MOST + 1])
    labels = blank_labels(name, told["blank"], address_of) if told["blank"] else labels_of(name, things[:MOST])
    context = {
        "pages": pages_of(labels, layout, skip=0 if layout.is_roll else told["skip"] or 0), "layout": layout, "too_many": len(things) > MOST,
        "most": MOST, "count": told["blank"] or len(things[:MOST]), "things": things[:MOST], "title": "资产标签",
        "back": "/assets/labels/", "nothing": "没有要贴标签的东西。",
    }  # fmt: skip
    return render(request, "assets/label_sheet.html", context)


def _things(request: Any, actor: Actor, told: dict[str, Any]) -> Any:
    rows = (
        ASSET.visible_to(actor)
        .exclude(state=Asset.State.DISPOSED)
        .select_related("place")
        .order_by("place__path", "name", "id")
    )
    wanted = row_ids(request.GET.getlist("asset"))
    if wanted:
        return rows.filter(pk__in=wanted)
    if told["campus"]:
        rows = rows.filter(campus=told["campus"])
    if told["place"]:
        rows = rows.filter(Q(place=told["place"]) | Q(place__path__startswith=f"{told['place'].path}/"))
    if told["asset_class"]:
        rows = rows.filter(asset_class=told["asset_class"])
    return rows if told["again"] else rows.filter(labelled_on=None)


def _stuck(request: Any, actor: Actor) -> HttpResponse:
    wanted = row_ids(request.POST.getlist("asset"))[:MOST]
    things = list(ASSET.visible_to(actor).filter(pk__in=wanted))
    perform(actions.note_labelled, None, by=actor, values={"assets": things})
    messages.success(request, f"{len(things)} 件已登记贴好标签。")
    return redirect("assets:labels")
