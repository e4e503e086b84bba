"""A room's things for whoever answers for it: see, report, take over, check. And what a scanned label opens."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from houqin.areas.assets import actions
from houqin.areas.assets.keeping import answerable_at
from houqin.areas.assets.models import Asset, PropertyLine, PropertySheet
from houqin.areas.assets.reads import thing_of_label
from houqin.areas.assets.records import ASSET, PROPERTY_SHEET
from houqin.foundation.actions import CODE, spoken_code, tidy_code
from houqin.foundation.models import Place
from houqin.foundation.records import CAMPUS
from houqin.foundation.sign_in.forms import Big
from houqin.kernel.access import Actor, NotVisible
from houqin.kernel.actions import Action, Problem, Refused, Stale, perform
from houqin.kernel.declare.inputs import row_input
from houqin.kernel.files.upload import UploadField
from houqin.kernel.inbox import waiting_rows
from houqin.kernel.offline import Held, held, refused
from houqin.kernel.pages.door import actor_of, members_only, new_submission, require_view, url_of
from houqin.kernel.pages.ids import row_ids
from houqin.kernel.pages.verbs import verb_page
from houqin.kernel.pages.widgets import dress

MOST = 999_999
HELD_MOST = 20
VERBS: dict[str, Action[..., Any]] = {"receive": actions.receive, "check": actions.check}


@members_only
@require_safe
def rooms(request: Any) -> HttpResponse:
    """The rooms whose things I may see; a single one opens at once."""
    actor = actor_of(request)
    require_view(ASSET, actor)
    held = ASSET.visible_to(actor).filter(state__in=Asset.HELD).exclude(place=None).order_by()
    counts = {row["place"]: row for row in held.values("place").annotate(n=Count("pk"), worth=Sum("value"))}
    places = Place.objects.of(actor.school_id).filter(pk__in=counts).select_related("keeper", "school_class__teacher")
    told = [{**counts[place.pk], "place": place, "keeper": answerable_at(place)} for place in places.order_by("path")]
    if len(told) == 1 and "all" not in request.GET:
        return redirect("assets:room", told[0]["place"].pk)
    told.sort(key=lambda one: one["keeper"] is not None)
    may_draw = PROPERTY_SHEET.policy.may(actor, actions.draw_sheets.key)
    campuses = CAMPUS.visible_to(actor).order_by("id") if may_draw else ()
    context = {
        "rooms": told,
        "open": sum(one["keeper"] is None for one in told),
        "campuses": campuses,
        "submission": new_submission(),
    }
    return render(request, "assets/rooms.html", context)


@members_only
@require_POST
def draw_all(request: Any) -> HttpResponse:
    """A sheet for every room of a campus that has somebody who answers for it, as at the start of term."""
    actor = actor_of(request)
    PROPERTY_SHEET.policy.require(actor, actions.draw_sheets.key)
    campus = CAMPUS.visible_to(actor).filter(pk__in=row_ids(request.POST.getlist("campus")[:1])).one()
    if campus is None:
        raise Http404
    before = PropertySheet.objects.of(actor.school_id).count()
    perform(actions.draw_sheets, None, by=actor, values={"campus": campus}, submission=request.POST.get("submission"))
    made = PropertySheet.objects.of(actor.school_id).count() - before
    messages.success(
        request,
        f"{campus}开了 {made} 张财产清单，等责任人清点接收。"
        if made
        else f"{campus}没有要开的：房间都有未核对的清单，或没有责任人。",
    )
    return redirect("assets:rooms")


@members_only
@require_safe
def room(request: Any, pk: int) -> HttpResponse:
    """What stands in one room, like things together; what waits for me there comes first."""
    actor = actor_of(request)
    things = list(
        ASSET.visible_to(actor)
        .filter(place_id=pk, state__in=(*Asset.HELD, Asset.State.DRAFT))
        .order_by("name", "number")
    )
    sheets = (
        PROPERTY_SHEET.visible_to(actor).filter(place_id=pk, state__in=("draft", "handed")).select_related("keeper")
    )
    place = Place.objects.of(actor.school_id).filter(pk=pk).select_related("keeper", "school_class__teacher").one()
    if place is None or not (things or sheets):
        raise NotVisible("assets.asset")
    groups: dict[str, list[Asset]] = defaultdict(list)
    for thing in things:
        groups[thing.name].append(thing)
    waiting = [
        (sheet, _verb(sheet)) for sheet in sheets if PROPERTY_SHEET.policy.may(actor, VERBS[_verb(sheet)].key, sheet)
    ]
    may_draw = PROPERTY_SHEET.policy.may(actor, actions.draw_sheet.key) and not sheets
    context = {
        "place": place, "keeper": answerable_at(place), "groups": list(groups.items()),
        "count": len(things), "waiting": waiting, "may_draw": may_draw,
        "may_report": {thing.pk for thing in things if _may_report(actor, thing)},
    }  # fmt: skip
    return render(request, "assets/room.html", context)


def _verb(sheet: PropertySheet) -> str:
    return "receive" if sheet.state == PropertySheet.State.DRAFT else "check"


def _may_report(actor: Actor, thing: Asset) -> bool:
    return actions.report_damage.possible(thing) is None and bool(
        ASSET.policy.may(actor, actions.report_damage.key, thing)
    )


@held
def sheets_to_count(actor: Actor) -> Iterable[Held]:
    """The sheets that wait for this person: a classroom has no network to speak of."""
    for verb, act in VERBS.items():
        for sheet in waiting_rows(PROPERTY_SHEET, act, actor).select_related("place")[:HELD_MOST]:
            yield Held(
                url=f"/assets/property/{sheet.pk}/{verb}/",
                title=f"{act.label} {sheet.place.name}",
                version=str(sheet.version),
            )


class SheetForm(Big):
    signature = UploadField(label="手写签名", required=False)


@verb_page(PROPERTY_SHEET, actions.receive)
def receive(request: HttpRequest, actor: Actor, sheet: PropertySheet) -> HttpResponse:
    return _counting(request, actor, sheet, actions.receive)


@verb_page(PROPERTY_SHEET, actions.check)
def check(request: HttpRequest, actor: Actor, sheet: PropertySheet) -> HttpResponse:
    return _counting(request, actor, sheet, actions.check)


def _counting(request: HttpRequest, actor: Actor, sheet: PropertySheet, act: Action[..., Any]) -> HttpResponse:
    """One page on the phone: everything is as written unless a number is put beside it; sign, done."""
    problems: list[Problem | str] = []
    stale: Stale | None = None
    if request.method == "POST":
        problems, stale = _counted(request, actor, sheet, act)
        if not problems:
            messages.success(request, f"{act.label}：已办理，共 {len(sheet.told_lines)} 样。")
            return redirect(url_of(PROPERTY_SHEET, sheet))
    lines = [_shown(line, request.POST) for line in sheet.told_lines]
    context = {
        "sheet": sheet, "lines": lines, "act": act, "problems": problems, "submission": request.POST.get("submission") or new_submission(),
        "form": dressed_signature(), "is_check": act is actions.check,
    }  # fmt: skip
    response = render(request, "assets/count_sheet.html", context, status=422 if problems else 200)
    return refused(response, problems, stale=stale) if problems else response


def dressed_signature() -> Big:
    form = Big()
    form.fields["signature"] = dress(UploadField(label="手写签名", required=False), "signature")
    return form


def _shown(line: PropertyLine, data: Any) -> dict[str, Any]:
    told = {part: data.get(f"{part}-{line.pk}", "") for part in ("missing", "damaged", "said")}
    return {"line": line, "is_open": any(told.values()), **told}


def _counted(request: Any, actor: Actor, sheet: PropertySheet, act: Any) -> tuple[list[Problem | str], Stale | None]:
    form = SheetForm(request.POST, request.FILES)
    problems: list[Problem | str] = (
        [] if form.is_valid() else [str(e) for errors in form.errors.values() for e in errors]
    )
    counted = [one for line in sheet.told_lines if (one := _one(line, request.POST, problems)) is not None]
    if problems:
        return problems, None
    version = row_ids(request.POST.getlist("version")[:1])
    try:
        perform(
            act, sheet, by=actor, values={"counted": counted, "signature": form.cleaned_data["signature"]},
            submission=request.POST.get("submission"), seen_version=version[0] if version else None,
        )  # fmt: skip
    except Stale as stale:
        sheet.refresh_from_db()
        return list(stale.problems), stale
    except Refused as not_done:
        return list(not_done.problems), None
    return [], None


def _one(line: PropertyLine, data: Any, problems: list[Problem | str]) -> actions.Counted | None:
    missing, damaged = (
        _number(data.get(f"{part}-{line.pk}", ""), line.name, problems) for part in ("missing", "damaged")
    )
    said = data.get(f"said-{line.pk}", "").strip()
    return actions.Counted(line, missing, damaged, said) if missing or damaged or said else None


def _number(told: str, what: str, problems: list[Problem | str]) -> int:
    told = told.strip()
    if told and (not told.isascii() or not told.isdecimal() or int(told[:9]) > MOST):
        problems.append(f"{what}：请填整数，现在是“{told[:20]}”。")
        return 0
    return int(told or 0)


def scanned(request: Any, code: str) -> HttpResponse:
    """What a thing's label opens: its card for those who may see it, the place where it stands for everybody else."""
    thing, actor = thing_of_label(code), request.actor
    if thing is None:
        return _unknown(request, actor, tidy_code(code))
    if actor is not None and actor.school_id == thing.school_id and ASSET.policy.may(actor, "view", thing):
        return redirect(url_of(ASSET, thing))
    if thing.place is None:
        raise Http404
    return redirect("foundation:landing", thing.place.code)


def _unknown(request: Any, actor: Actor | None, code: str) -> HttpResponse:
    """A label from a blank roll is given to a thing."""
    if not CODE.fullmatch(code) or actor is None or not ASSET.policy.may(actor, actions.bind_label.key):
        return render(request, "assets/no_thing.html", {"code": spoken_code(code)}, status=404)
    form = Big(request.POST or None)
    form.fields["asset"] = dress(row_input(Asset, actor, label="贴在哪件东西上", required=True))
    if request.method == "POST" and form.is_valid():
        try:
            thing = perform(
                actions.bind_label,
                form.cleaned_data["asset"],
                by=actor,
                values={"code": code},
                submission=request.POST.get("submission"),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"标签已绑定到 {thing}。")
            return redirect(url_of(ASSET, thing))
    context = {"form": form, "code": spoken_code(code), "submission": new_submission()}
    return render(request, "assets/bind.html", context, status=422 if form.errors else 200)
