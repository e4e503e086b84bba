"""The school calendar by months, a tap on a day to change it."""

from calendar import Calendar as Months
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from houqin.foundation.calendar import (
    Calendar,
    Day,
    DayKind,
    calendar_of,
    calendar_with,
    national_kind,
    not_announced_note,
    term_now,
    week_of_term,
)
from houqin.foundation.models import Term
from houqin.foundation.records import CALENDAR_DAY, TERM
from houqin.foundation.sign_in.forms import Big
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, add, change, delete
from houqin.kernel.pages.door import actor_of, members_only, new_submission, require_view

KIND_NAMES = {
    DayKind.SCHOOL: "上课", DayKind.WEEKEND: "周末", DayKind.HOLIDAY: "放假", DayKind.MAKE_UP: "调休上课", DayKind.CHANGED_ON: "本校改为上课",
    DayKind.CHANGED_OFF: "本校改为不上课", DayKind.NO_TERM: "不在学期内",
}  # fmt: skip
TONES = {
    DayKind.SCHOOL: "", DayKind.WEEKEND: "text-secondary", DayKind.HOLIDAY: "bg-red-lt", DayKind.MAKE_UP: "bg-blue-lt",
    DayKind.CHANGED_ON: "bg-green-lt", DayKind.CHANGED_OFF: "bg-orange-lt", DayKind.NO_TERM: "text-secondary",
}  # fmt: skip
MARKS = {DayKind.HOLIDAY: "休", DayKind.MAKE_UP: "班", DayKind.CHANGED_ON: "上", DayKind.CHANGED_OFF: "停"}


@dataclass(frozen=True, slots=True)
class Cell:
    day: Day
    in_month: bool
    tone: str
    mark: str
    told: str


@dataclass(frozen=True, slots=True)
class Month:
    title: str
    weeks: list[tuple[int | None, list[Cell]]]
    school_days: int


class DayForm(Big):
    is_school_day = forms.ChoiceField(
        label="这一天", choices=[("", "按国家安排"), ("1", "上课"), ("0", "不上课")], required=False
    )
    note = forms.CharField(label="说明", max_length=60, required=False, help_text="如：运动会、停课、期末提前放假")


@members_only
def calendar(request: Any) -> HttpResponse:
    actor = actor_of(request)
    require_view(TERM, actor)
    terms = list(TERM.visible_to(actor).order_by("-starts_on"))
    wanted = request.GET.get("term", "")
    term = next((t for t in terms if t.code == wanted), None) or term_now(terms)
    context: dict[str, Any] = {"terms": terms, "term": term, "may_add_term": TERM.policy.may(actor, "add")}
    if term is not None:
        read = calendar_with(terms, actor.school_id, *_whole_weeks(term))
        context |= {
            "months": [_month(read, term, year, month) for year, month in _months(term)],
            "note": not_announced_note(term.starts_on, term.ends_on),
            "today": clock.today(), "week": week_of_term(term, clock.today()), "may_change": CALENDAR_DAY.policy.may(actor, "add"),
            "kinds": [(name, TONES[kind], MARKS.get(kind, "")) for kind, name in KIND_NAMES.items() if kind in MARKS],
        }  # fmt: skip
    return render(request, "foundation/calendar.html", context)


@members_only
@require_http_methods(["GET", "POST"])
def calendar_day(request: Any, day: str) -> HttpResponse:
    """What one day is and why; whoever keeps the calendar says otherwise here."""
    actor, on = actor_of(request), _date(day)
    require_view(CALENDAR_DAY, actor)
    found = calendar_of(actor.school_id, on, on)
    told = found.day(on)
    start = {"is_school_day": _choice(told.change), "note": told.change.note if told.change else ""}
    form = DayForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid() and _changed(form, told, actor, request.POST.get("submission", "")):
        messages.success(request, f"{on} 的安排已保存。")
        term = found.term_on(on)
        return redirect(reverse("foundation:calendar") + (f"?term={term.code}" if term else ""))
    context = {
        "form": form, "on": on, "told": told, "kind": KIND_NAMES[told.kind], "national": KIND_NAMES[national_kind(on)],
        "may_change": CALENDAR_DAY.policy.may(actor, "add"), "submission": new_submission(), "in_term": found.term_on(on) is not None,
    }  # fmt: skip
    return render(request, "foundation/calendar_day.html", context, status=422 if form.is_bound else 200)


def _changed(form: DayForm, told: Day, actor: Actor, submission: str) -> bool:
    wanted, note = form.cleaned_data["is_school_day"], form.cleaned_data["note"]
    values = {"is_school_day": wanted == "1", "note": note}
    try:
        if wanted == "" and told.change is not None:
            delete(told.change, by=actor, submission=submission)
        elif wanted != "" and told.change is not None:
            change(told.change, by=actor, values=values, submission=submission)
        elif wanted != "":
            add(CALENDAR_DAY, by=actor, values={"on": told.on, **values}, submission=submission)
    except Refused as refused:
        for problem in refused.problems:
            form.add_error(problem.field if problem.field in form.fields else None, problem.message)
    return form.is_valid()


def _choice(changed: Any) -> str:
    return "" if changed is None else "1" if changed.is_school_day else "0"


def _date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error


def _months(term: Term) -> list[tuple[int, int]]:
    first, last = term.starts_on, term.ends_on
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in range(count)]


def _whole_weeks(term: Term) -> tuple[date, date]:
    """From the Monday before the first month to the Sunday after the last: what the months show."""
    months = Months()
    (first_year, first_month), (last_year, last_month) = _months(term)[0], _months(term)[-1]
    return months.monthdatescalendar(first_year, first_month)[0][0], months.monthdatescalendar(last_year, last_month)[
        -1
    ][-1]


def _month(read: Calendar, term: Term, year: int, month: int) -> Month:
    weeks = []
    for dates in Months().monthdatescalendar(year, month):
        number = next((week for on in dates if (week := week_of_term(term, on)) is not None), None)
        weeks.append((number, [_cell(read.day(on), on.month == month) for on in dates]))
    count = sum(cell.in_month and cell.day.is_school_day for _, cells in weeks for cell in cells)
    return Month(title=f"{year}年{month}月", weeks=weeks, school_days=count)


def _cell(day: Day, in_month: bool) -> Cell:
    told = f"{day.on} {KIND_NAMES[day.kind]}{'：' + day.note if day.note else ''}"
    return Cell(day=day, in_month=in_month, tone=TONES[day.kind], mark=MARKS.get(day.kind, ""), told=told)
