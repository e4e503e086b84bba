from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from houqin.foundation.calendar import calendar_of, week_of_term
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.access.posts import post_name
from houqin.kernel.declare import RecordType, register
from houqin.kernel.inbox import waiting
from houqin.kernel.pages.door import actor_of, members_only, url_of
from houqin.kernel.pages.home import numbers_for, quick_for
from houqin.kernel.search.finding import search

NEAR = 6
WEEKDAYS = "一二三四五六日"


@members_only
def home(request: HttpRequest) -> HttpResponse:
    """What is waiting for me now, what I do often, and the numbers of my post; nothing is not worth a tile."""
    actor = actor_of(request)
    context = {
        "today": said_today(actor), "posts": "、".join(post_name(p) for p in sorted(actor.posts)), "waiting": waiting(actor),
        "quick": quick_for(actor), "numbers": [(n, count) for n in numbers_for(actor) if (count := n.count(actor))], "near": NEAR,
    }  # fmt: skip
    return render(request, "front/home.html", context)


def said_today(actor: Actor) -> str:
    """11月20日 星期五 · 第 12 周 · 上课日"""
    today = clock.today()
    told = [f"{today.month}月{today.day}日 星期{WEEKDAYS[today.weekday()]}"]
    calendar = calendar_of(actor.school_id, today, today)
    term, day = calendar.term_on(today), calendar.day(today)
    if term is not None:
        told.append(f"第 {week_of_term(term, today)} 周")
    told.append(day.note or ("上课日" if day.is_school_day else "休息日"))
    return " · ".join(told)


@members_only
def inbox(request: HttpRequest) -> HttpResponse:
    return render(request, "front/inbox.html", {"waiting": waiting(actor_of(request))})


@members_only
def menu(request: HttpRequest) -> HttpResponse:
    return render(request, "front/menu.html")


@members_only
def search_all(request: HttpRequest) -> HttpResponse:
    """Every ledger this person may see, a few rows of each."""
    actor, words = actor_of(request), request.GET.get("q", "").strip()
    found = [hit for record_type in register if (hit := _hits(record_type, actor, words))] if words else []
    return render(request, "front/search.html", {"words": words, "found": found})


def _hits(record_type: RecordType, actor: Actor, words: str) -> dict[str, Any] | None:
    page = record_type.list_page
    if not (page.search or page.pinyin) or not record_type.policy.may(actor, "view"):
        return None
    rows = list(search(record_type.visible_to(actor), record_type, actor.school_id, words).order_by("-id")[: NEAR + 1])
    if not rows:
        return None
    return {
        "type": record_type, "rows": [(row, url_of(record_type, row), _about(record_type, row)) for row in rows[:NEAR]],
        "more": f"/{record_type.path}/?q={words}" if len(rows) > NEAR else "",
    }  # fmt: skip


def _about(record_type: RecordType, row: Any) -> str:
    return " · ".join(
        str(row.__dict__.get(name) or "")
        for name in record_type.list_page.search
        if str(row.__dict__.get(name) or "") != str(row)
    )
