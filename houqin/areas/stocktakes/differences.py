"""The differences of a count on one page: each with the decisions that make sense, several saved at once."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from houqin.areas.assets.models import AssetClass
from houqin.areas.stocktakes import actions
from houqin.areas.stocktakes.actions import Alike, Choice, Decided
from houqin.areas.stocktakes.actions.closing import open_lines, undecided
from houqin.areas.stocktakes.actions.deciding import counted_by
from houqin.areas.stocktakes.models import Finding, Stocktake
from houqin.areas.stocktakes.reads import open_findings
from houqin.areas.stocktakes.records import STOCKTAKE
from houqin.kernel.access import Actor
from houqin.kernel.actions import Problem, Refused, perform
from houqin.kernel.declare.inputs import visible_rows
from houqin.kernel.pages.door import actor_of, members_only, new_submission, row_or_404, url_of

SHOWN = 60
"""Lines on one page; when these are decided the next ones come."""
OFFERED: tuple[tuple[Choice, Any], ...] = (
    (Choice.MOVED, actions.move_here), (Choice.FOUND, actions.was_found), (Choice.PUT_BACK, actions.put_back),
    (Choice.ADJUSTED, actions.adjust), (Choice.MISSING, actions.to_missing), (Choice.DAMAGED, actions.to_loss), (Choice.CARD, actions.make_card),
    (Choice.RECOUNT, actions.recount), (Choice.NOTHING, actions.leave),
)  # fmt: skip


@dataclass(slots=True)
class Row:
    """told: what was typed; own: it was counted by whoever looks, who may not decide on it."""

    finding: Finding
    choices: list[tuple[str, str]]
    own: bool
    told: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@members_only
@require_http_methods(["GET", "POST"])
def decide_page(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    count: Stocktake = row_or_404(STOCKTAKE, actor, pk)
    STOCKTAKE.policy.require(actor, actions.decide.key, count)
    if count.state != Stocktake.State.DECIDING:
        messages.info(request, f"{count} 现在是“{count.get_state_display()}”，没有要处理的差异。")
        return redirect(url_of(STOCKTAKE, count))
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            _decided(request, actor, count)
        except Refused as refused:
            problems = refused.problems
        else:
            left = undecided(count)
            return redirect(url_of(STOCKTAKE, count, "decide/" if left else ""))
    return _page(request, actor, count, problems)


def _decided(request: HttpRequest, actor: Actor, count: Stocktake) -> None:
    how, submission = request.POST.get("alike", ""), request.POST.get("submission")
    if how in Alike.values:
        values: dict[str, Any] = {"how": Alike(how), "said": request.POST.get(f"said-{how}", "")[:200]}
        perform(actions.decide_alike, count, by=actor, values=values, submission=submission)
        messages.success(request, f"{Alike(how).label}：已办理。")
        return
    lines = _lines(request, count)
    if not lines:
        raise Refused("请先给至少一项差异选择处理方式。")
    perform(actions.decide, count, by=actor, values={"lines": lines}, submission=submission)
    messages.success(request, f"已处理 {len(lines)} 项差异。")


def _lines(request: HttpRequest, count: Stocktake) -> list[Decided]:
    told = {name[3:]: str(value) for name, value in request.POST.items() if name.startswith("do-") and value}
    wanted = {
        int(pk): Choice(how) for pk, how in told.items() if pk.isdecimal() and len(pk) < 19 and how in Choice.values
    }
    rows = {row.pk: row for row in open_findings(count).filter(pk__in=wanted)}
    return [_line(request, rows[pk], choice) for pk, choice in wanted.items() if pk in rows]


def _line(request: HttpRequest, finding: Finding, choice: Choice) -> Decided:
    def given(name: str, most: int = 200) -> str:
        return request.POST.get(f"{name}-{finding.pk}", "").strip()[:most]

    return Decided(
        finding=finding, decision=choice, said=given("said"), name=given("name", 80), class_code=given("class", 60).split(" ")[0],
        counted=_number(given("counted", 20)),
    )  # fmt: skip


def _number(said: str) -> Decimal | None:
    try:
        return Decimal(said) if said else None
    except InvalidOperation:
        raise Refused(f"“{said}”不是数量，请填数字。") from None


def _page(request: HttpRequest, actor: Actor, count: Stocktake, problems: tuple[Problem, ...]) -> HttpResponse:
    every = open_findings(count)
    rows = [_row(request, actor, finding, problems) for finding in every[:SHOWN]]
    context = {
        "count": count, "left": every.count(), "shown": SHOWN, "submission": new_submission(), "own": any(row.own for row in rows),
        "groups": [(name, list(some)) for name, some in groupby(rows, key=lambda row: row.finding.get_outcome_display())],
        "problems": [p.message for p in problems], "alike": _alike(actor, count),
        "recounting": undecided(count) - every.count(),
        "classes": visible_rows(AssetClass, actor).order_by("code")[:400] if any(_offers(row, Choice.CARD) for row in rows) else [],
    }  # fmt: skip
    return render(request, "stocktakes/differences.html", context, status=422 if problems else 200)


def _offers(row: Row, choice: Choice) -> bool:
    return any(value == choice for value, _ in row.choices)


def _row(request: HttpRequest, actor: Actor, finding: Finding, problems: tuple[Problem, ...]) -> Row:
    own = actor.person_id is not None and counted_by(finding, actor.person_id)
    fitting = [(choice.value, str(choice.label)) for choice, act in OFFERED if act.possible(finding) is None]
    choices = [one for one in fitting if one[0] == Choice.RECOUNT] if own else fitting
    names = ("do", "said", "name", "class", "counted")
    told = {name: request.POST.get(f"{name}-{finding.pk}", "") for name in names}
    mine = [p.message.partition("：")[2] or p.message for p in problems if (p.field or "").endswith(f"-{finding.pk}")]
    return Row(finding, choices, own, told, mine)


def _alike(actor: Actor, count: Stocktake) -> list[tuple[str, str, int]]:
    """(value, words, how many lines) of what can be done for all lines of a kind at once."""
    told = [(how.value, str(how.label), open_lines(count, how).count()) for how in Alike]
    return [one for one in told if one[2]]
