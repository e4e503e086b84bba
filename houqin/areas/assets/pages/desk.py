"""The custodian's desk, the lists behind its numbers, and the book of assets."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from houqin.areas.assets.attention import KINDS
from houqin.areas.assets.ledger import by_class, opened
from houqin.areas.assets.models import Asset, Disposal, Loan, PropertyLine, Transfer
from houqin.areas.assets.records import ASSET, BOOK_MONTH, DISPOSAL, LOAN, PROPERTY_LINE, TRANSFER
from houqin.areas.assets.records.posts import SEE
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.declare import RecordType
from houqin.kernel.declare.fields import columns, joins
from houqin.kernel.pages import tables
from houqin.kernel.pages.door import actor_of, members_only, url_of

SHOWN = 8
LISTED = 300


def require_keeper(actor: Actor) -> None:
    """Those who see the whole ledger; a teacher has the page of the room instead."""
    if not actor.is_system and not actor.posts & SEE:
        raise Forbidden(ASSET.policy.why(actor, "view"))


@members_only
@require_safe
def desk(request: Any) -> HttpResponse:
    actor = actor_of(request)
    require_keeper(actor)
    visible = ASSET.visible_to(actor)
    numbers = [
        {
            "label": kind.title,
            "url": f"/assets/lists/{code}/",
            "count": visible.filter(kind.which(actor.school_id)).count(),
            "alarm": kind.is_alarm,
        }
        for code, kind in KINDS.items()
    ]
    month = BOOK_MONTH.visible_to(actor).filter(state="open").one() if BOOK_MONTH.policy.may(actor, "view") else None
    return render(request, "assets/desk.html", {"columns": _columns(actor), "numbers": numbers, "month": month})


def _columns(actor: Actor) -> list[dict[str, Any]]:
    """What waits, by kind; the oldest or most overdue first."""
    today = clock.today()
    return [
        _column(actor, "新到的，待补全", ASSET, Q(state=Asset.State.DRAFT), "id", lambda a: (a.name, a.state_said, a.number)),
        _column(
            actor, "调拨，待同意", TRANSFER, Q(state__in=Transfer.LIVE), "asked_on",
            lambda t: (f"{t.giver} → {t.taker}", t.to_place, t.get_state_display()),
        ),
        _column(
            actor, "借出未还", LOAN, Q(state=Loan.State.OUT), "due_on",
            lambda o: (o.asset.name, f"{o.borrower} 应还 {o.due_on}", o.alarm if o.due_on < today else ""),
        ),
        _column(
            actor, "核对不符，待处理", PROPERTY_LINE, Q(state=PropertyLine.State.OPEN), "id",
            lambda one: (one.name, f"{one.sheet.place}", f"缺 {one.missing} 坏 {one.damaged}"),
        ),
        _column(
            actor, "处置办理中", DISPOSAL, Q(state__in=Disposal.LIVE), "asked_on",
            lambda d: (d.reason, f"{d.things} 件，原值 {d.gross} 元", "疑似拆分" if d.split_told else d.get_state_display()),
        ),
    ]  # fmt: skip


def _column(actor: Actor, title: str, record_type: RecordType, which: Q, order: str, told: Any) -> dict[str, Any]:
    links = [f.name for f in record_type.model._meta.concrete_fields if f.is_relation and f.name != "school"]
    deeper = ["sheet__place"] if record_type is PROPERTY_LINE else []
    rows = list(
        record_type.visible_to(actor).filter(which).select_related(*links, *deeper).order_by(order, "id")[: SHOWN + 1]
    )
    shown = [
        dict(zip(("title", "about", "mark"), told(row), strict=True), url=url_of(record_type, row))
        for row in rows[:SHOWN]
    ]
    return {
        "title": title,
        "rows": shown,
        "count": f"{SHOWN}+" if len(rows) > SHOWN else len(rows),
        "more": url_of(record_type),
    }


@members_only
@require_safe
def attention(request: Any, kind: str) -> HttpResponse:
    """The things behind a number of the desk."""
    actor = actor_of(request)
    require_keeper(actor)
    if kind not in KINDS:
        raise Http404
    return _listed(
        request,
        actor,
        KINDS[kind].title,
        KINDS[kind].said,
        ASSET.visible_to(actor).filter(KINDS[kind].which(actor.school_id)),
    )


def _listed(request: Any, actor: Actor, title: str, said: str, rows: Any) -> HttpResponse:
    needed = joins(columns(Asset, ASSET.list_page.columns))
    total = rows.count()
    shown = list(rows.select_related(*needed).order_by("place_id", "name", "id")[:LISTED])
    context = {
        "title": title, "said": said, "total": total, "heads": tables.heads(ASSET), "body": tables.body(ASSET, shown, actor),
        "left": total - len(shown), "rows": shown,
    }  # fmt: skip
    return render(request, "assets/listed.html", context)


@members_only
@require_safe
def book(request: Any) -> HttpResponse:
    """The book of assets by class: pieces, cost, written off, net; each line opens to its things."""
    actor = actor_of(request)
    require_keeper(actor)
    return render(request, "assets/book.html", by_class(actor))


@members_only
@require_safe
def book_class(request: Any, code: str) -> HttpResponse:
    actor = actor_of(request)
    require_keeper(actor)
    told = opened(actor, code, LISTED)
    if told is None:
        raise Http404
    return render(request, "assets/book_class.html", told)
