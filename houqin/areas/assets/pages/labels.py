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
from houqin.foundation.labels import MOST, blank_labels
from houqin.foundation.models import Campus, Place
from houqin.foundation.pages.paper import ROLL, PaperForm, blank_labels_asked, printed
from houqin.kernel.access import Actor
from houqin.kernel.actions import perform
from houqin.kernel.pages.door import actor_of, members_only
from houqin.kernel.pages.ids import row_ids


class LabelsForm(PaperForm):
    links = (("campus", Campus, "校区"), ("place", Place, "楼栋或房间"), ("asset_class", AssetClass, "分类"))
    again = forms.BooleanField(
        label="已贴过的也印", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    blank = blank_labels_asked("扫码即可绑到东西上")
    field_order = ("campus", "place", "asset_class", "again")


def _require(actor: Actor) -> None:
    ASSET.policy.require(actor, actions.note_labelled.key)


@members_only
@require_safe
def choose(request: Any) -> HttpResponse:
    actor = actor_of(request)
    _require(actor)
    form = LabelsForm(actor=actor, initial={"layout": ROLL, "skip": 0, "blank": 0, **request.GET.dict()})
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
    told, name = form.cleaned_data, request.school.short_name or request.school.name
    said = {"title": "资产标签", "back": "/assets/labels/", "nothing": "没有要贴标签的东西。"}
    if told["blank"]:
        return printed(request, form, blank_labels(name, told["blank"], address_of), found=told["blank"], **said)
    things = list(_things(request, actor, told)[: MOST + 1])
    return printed(
        request, form, labels_of(name, things[:MOST]), found=len(things), template="assets/label_sheet.html",
        things=things[:MOST], **said,
    )  # fmt: skip


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
