"""The table of a month: by class, each class open to its things."""

import csv
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from houqin.areas.assets import actions
from houqin.areas.assets.models import Asset, BookLine, BookMonth, ClassMonth
from houqin.areas.assets.posting import AMOUNTS, digest_of
from houqin.areas.assets.records import BOOK_MONTH
from houqin.kernel.access import Actor
from houqin.kernel.pages.door import actor_of, members_only, require_view, row_or_404, url_of
from houqin.kernel.pages.ids import row_ids
from houqin.kernel.sheets.importing import note_export
from houqin.kernel.sheets.quoting import quoted

SHOWN = 300
CHECKED_AT_ONCE = 20_000
"""Lines that are held against their digest whenever the page is opened; more only when somebody asks, for it takes seconds."""
SUMMED = ("added", "changed", "removed", "opened", "charge", "correction", "released")


@members_only
@require_safe
def present(request: Any) -> HttpResponse:
    """The month that is open; without books, the ledger of months, where they are opened."""
    actor = actor_of(request)
    require_view(BOOK_MONTH, actor)
    book = BookMonth.objects.of(actor.school_id).filter(state="open").one()
    return redirect("assets:month_table", book.pk) if book is not None else redirect(url_of(BOOK_MONTH))


@members_only
@require_safe
def table(request: Any, pk: int) -> HttpResponse:
    actor = actor_of(request)
    book: BookMonth = row_or_404(BOOK_MONTH, actor, pk)
    wanted = row_ids(request.GET.getlist("class"))
    lines = _lines(book, wanted[0]) if wanted else None
    is_checked = book.lines_count <= CHECKED_AT_ONCE or "check" in request.GET
    context = {
        "type": BOOK_MONTH, "book": book, "rows": _by_class(book), "lines": lines,
        "verbs": _verbs(actor, book), "drafts": _drafts(book), "shown": SHOWN,
        "is_whole": not is_checked or book.run_at is None or digest_of(book) == book.digest, "is_checked": is_checked,
        "others": BOOK_MONTH.visible_to(actor).order_by("-month")[:18],
    }  # fmt: skip
    return render(request, "assets/month_table.html", context)


@members_only
@require_safe
def download(request: Any, pk: int) -> HttpResponse:
    """Every line of the month as a table, for the accountant's own books; the taking of a copy is on the trail."""
    actor = actor_of(request)
    book: BookMonth = row_or_404(BOOK_MONTH, actor, pk)
    BOOK_MONTH.policy.require(actor, "export", book)
    rows = BookLine.objects.of(book.school_id).filter(month=book).order_by("asset_class__code", "asset_id")
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="depreciation-{book.month:%Y-%m}.csv"'
    answer.write("\ufeff")
    table = csv.writer(answer)
    labels = {field.name: str(field.verbose_name) for field in BookLine._meta.concrete_fields}
    table.writerow(["卡片编号", "名称", "分类编码", *(labels[name] for name in AMOUNTS)])
    count = 0
    for number, name, *told in rows.values_list("asset__number", "asset__name", "asset_class__code", *AMOUNTS).iterator(
        chunk_size=2000
    ):
        table.writerow([number, quoted(name), *told])
        count += 1
    note_export(BOOK_MONTH, actor, f"month={book.month}", "csv", count)
    return answer


def _verbs(actor: Actor, book: BookMonth) -> list[Any]:
    acts = (actions.close_month, actions.run_month) if book.run_at is not None else (actions.run_month,)
    return [act for act in acts if act.possible(book) is None and BOOK_MONTH.policy.may(actor, act.key, book)]


def _drafts(book: BookMonth) -> int:
    """Things that arrived and stand on no book yet: worth completing before the month is closed."""
    if book.state != BookMonth.State.OPEN:
        return 0
    return int(Asset.objects.of(book.school_id).filter(state=Asset.State.DRAFT).count())


def _by_class(book: BookMonth) -> list[dict[str, Any]]:
    """What the month did, by class; where a class stands at its end is known once it is closed."""
    lines = BookLine.objects.of(book.school_id).filter(month=book).order_by()
    moved = {
        row["asset_class"]: row
        for row in lines.values("asset_class", "asset_class__code", "asset_class__name").annotate(n=Count("pk"), **{f"m_{name}": Sum(name) for name in SUMMED})
    }  # fmt: skip
    closed = ClassMonth.objects.of(book.school_id).filter(month=book).order_by()
    stands = {
        row["asset_class"]: row
        for row in closed.values("asset_class", "asset_class__code", "asset_class__name").annotate(
            at_cost=Sum("gross"), written=Sum("accumulated"), left=Sum("net")
        )
    }
    found = [{**moved.get(key, {}), **stands.get(key, {}), "pk": key} for key in moved.keys() | stands.keys()]
    for row in found:
        row["corrected"] = (row.get("m_changed") or Decimal(0)) + (row.get("m_correction") or Decimal(0))
    return sorted(found, key=lambda row: row["asset_class__code"])


def _lines(book: BookMonth, asset_class: int) -> list[BookLine]:
    rows = BookLine.objects.of(book.school_id).filter(month=book, asset_class_id=asset_class).select_related("asset")
    return list(rows.order_by("-charge", "asset_id")[:SHOWN])
