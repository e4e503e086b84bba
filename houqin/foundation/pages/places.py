"""The place tree, adding many places, and the page behind a scanned code."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from houqin.foundation.actions import (
    CODE,
    add_places,
    bind_code,
    place_by_code,
    rehearse_places,
    spoken_code,
    tidy_code,
)
from houqin.foundation.doors import doors_at
from houqin.foundation.models import Campus, Place
from houqin.foundation.places_data import shipped_place_kinds
from houqin.foundation.records import CAMPUS, PLACE
from houqin.foundation.sign_in.forms import Big
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused, perform
from houqin.kernel.declare.inputs import row_input
from houqin.kernel.pages.door import actor_of, members_only, new_submission, require_view
from houqin.kernel.pages.ids import row_id
from houqin.kernel.pages.widgets import dress

EXAMPLE = "教学楼 1-5层，每层 01-08教室、男厕所、女厕所\n操场、南门、配电房\n食堂：餐厅、厨房、食品库房"


class PlacesForm(Big):
    lines = forms.CharField(
        label="要添加的场所", help_text="一行写一栋楼或几个地方，照例子改即可", max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": EXAMPLE}),
    )  # fmt: skip
    otherwise = forms.ChoiceField(
        label="认不出时归为", required=False, help_text="名称看不出类别时用",
        choices=[("", "提醒我"), *((kind.code, kind.name) for kind in shipped_place_kinds() if kind.level == "room")],
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campus = dress(row_input(Campus, actor, label="校区", required=True))
        self.fields = {"campus": campus, **self.fields}


@members_only
def tree(request: Any) -> HttpResponse:
    """One level of the tree: the campuses, or what is directly under one place."""
    actor = actor_of(request)
    require_view(PLACE, actor)
    under, campus = _under(request, actor)
    rows = PLACE.visible_to(actor).select_related("keeper")
    children = list(rows.filter(parent=under, campus=campus).order_by("path")) if campus else []
    inside = rows.filter(parent__in=[c.pk for c in children]).values_list("parent").annotate(Count("pk")).order_by()
    counts = dict(inside)
    campuses = [] if campus else list(CAMPUS.visible_to(actor).order_by("id"))
    context = {
        "under": under, "campus": campus, "above": _above(under), "children": [(child, counts.get(child.pk, 0)) for child in children],
        "campuses": campuses, "may_add": PLACE.policy.may(actor, "add"),
    }  # fmt: skip
    return render(request, "foundation/place_tree.html", context)


def _under(request: Any, actor: Actor) -> tuple[Place | None, Campus | None]:
    """The place or campus that is looked at; with a single campus, that one."""
    if wanted := request.GET.get("under", ""):
        rows = PLACE.visible_to(actor).select_related("campus", "parent__parent__parent")
        place = rows.filter(pk=row_id(wanted)).first()
        if place is None:
            raise Http404
        return place, place.campus
    campuses = CAMPUS.visible_to(actor)
    wanted = request.GET.get("campus", "")
    if wanted:
        campus = campuses.filter(pk=row_id(wanted)).first()
        if campus is None:
            raise Http404
        return None, campus
    first = list(campuses[:2])
    return None, first[0] if len(first) == 1 else None


def _above(place: Place | None) -> list[Place]:
    above: list[Place] = []
    while place is not None and place.parent is not None:
        place = place.parent
        above.insert(0, place)
    return above


@members_only
@require_http_methods(["GET", "POST"])
def add_many_places(request: Any) -> HttpResponse:
    """First what the lines would make, then, confirmed, the places themselves."""
    actor = actor_of(request)
    if not PLACE.policy.may(actor, add_places.key):
        raise Forbidden(PLACE.policy.why(actor, add_places.key))
    form = PlacesForm(request.POST or None, actor=actor, initial={"campus": request.GET.get("campus")})
    context: dict[str, Any] = {
        "form": form,
        "submission": request.POST.get("submission") or new_submission(),
        "example": EXAMPLE,
    }
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if "add" in request.POST and _added(form, actor, context["submission"]):
            messages.success(request, "场所已添加，可以打印二维码标签了。")
            return redirect(f"{reverse('foundation:place_tree')}?campus={told['campus'].pk}")
        context["rehearsal"] = rehearse_places(told["campus"], told["lines"], told["otherwise"])
    return render(request, "foundation/place_batch.html", context, status=422 if form.errors else 200)


def _added(form: PlacesForm, actor: Actor, submission: str) -> bool:
    try:
        perform(add_places, None, by=actor, values=form.cleaned_data, submission=submission)
    except Refused as refused:
        for problem in refused.problems:
            form.add_error("lines", problem.message)
        return False
    return True


def landing(request: Any, code: str) -> HttpResponse:
    """What a scanned label opens, for anybody who stands there: the place, and what one can do."""
    place = place_by_code(code)
    actor: Actor | None = request.actor
    if place is None:
        may_bind = (
            actor is not None and PLACE.policy.may(actor, bind_code.key) and bool(CODE.fullmatch(tidy_code(code)))
        )
        told = {"code": spoken_code(tidy_code(code)), "raw": tidy_code(code), "may_bind": may_bind}
        return render(request, "foundation/no_place.html", told, status=404)
    doors = [(door, door.url(place)) for door in doors_at(place, actor)]
    at_home = actor is not None and actor.school_id == place.school_id and PLACE.policy.may(actor, "view", place)
    return render(request, "foundation/landing.html", {"place": place, "doors": doors, "at_home": at_home})


@members_only
@require_http_methods(["GET", "POST"])
def bind(request: Any, code: str) -> HttpResponse:
    """A label from a blank roll is given to a place."""
    actor = actor_of(request)
    if not PLACE.policy.may(actor, bind_code.key):
        raise Forbidden(PLACE.policy.why(actor, bind_code.key))
    form = Big(request.POST or None)
    form.fields["place"] = dress(row_input(Place, actor, label="贴在哪里", required=True))
    if request.method == "POST" and form.is_valid():
        try:
            place = perform(
                bind_code,
                form.cleaned_data["place"],
                by=actor,
                values={"code": code},
                submission=request.POST.get("submission"),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"标签已绑定到 {place}。")
            return redirect("foundation:landing", place.code)
    context = {"form": form, "code": spoken_code(tidy_code(code)), "submission": new_submission()}
    return render(request, "foundation/bind.html", context, status=422 if form.errors else 200)
