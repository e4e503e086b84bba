"""The lines of a month: what brings the books to where the cards are. Written whole and anew until the month is closed."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Q, Sum

from houqin.areas.assets.depreciation import Terms, first_day, month_number, written_off
from houqin.areas.assets.models import Asset, BookLine, BookMonth, BookValue

FLOWS = ("added", "changed", "removed", "opened", "charge", "correction", "released")
AMOUNTS = (*FLOWS, "gross", "accumulated")
CARD = (
    "pk", "asset_class_id", "campus_id", "state", "value", "life_years", "entered_on", "opening_depreciation", "opening_through", "disposed_on",
)  # fmt: skip
IN_USE = Q(asset__state__in=(Asset.State.IN_USE, Asset.State.LENT))
CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Line:
    """Amounts in fen, in the order of AMOUNTS."""

    asset: int
    asset_class: int
    campus: int
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Posted:
    """What the lines of a month come to. digest covers every line, so that one altered behind the system shows."""

    cards: int
    lines: int
    sums: dict[str, int]
    digest: str


def fen(amount: Decimal) -> int:
    return int(amount * 100)


def yuan(fens: int) -> Decimal:
    return Decimal(fens).scaleb(-2)


def lines_of(school_id: int, month: int) -> Iterator[tuple[Line | None, bool]]:
    """For every card: the line that the month needs, if any, and whether the thing stands on the books at its end."""
    booked = {
        asset: (fen(gross), fen(accumulated))
        for asset, gross, accumulated in BookValue.objects.of(school_id).values_list("asset_id", "gross", "accumulated")
    }
    after = first_day(month + 1)
    cards = Asset.objects.of(school_id).filter(
        Q(entered_on__lt=after) | Q(pk__in=BookValue.objects.of(school_id).values("asset_id"))
    )
    for card in cards.order_by("pk").values_list(*CARD).iterator(chunk_size=CHUNK):
        yield _line(card, booked.get(card[0]), month)


def _line(card: tuple[Any, ...], booked: tuple[int, int] | None, month: int) -> tuple[Line | None, bool]:
    pk, asset_class, campus, state, value, life, entered_on, opening, opened_on, disposed_on = card
    gross_before, written_before = booked or (0, 0)
    entered = month_number(entered_on) if entered_on is not None else month + 1
    gone = disposed_on is not None and month_number(disposed_on) <= month
    if state == Asset.State.DRAFT or entered > month or gone:
        if not gross_before and not written_before:
            return None, False
        return Line(pk, asset_class, campus, (0, 0, -gross_before, 0, 0, 0, -written_before, 0, 0)), False
    terms = Terms(
        fen(value), life * 12 if life else None, entered, fen(opening), month_number(opened_on) if opened_on is not None else None
    )  # fmt: skip
    is_new = booked is None or not (gross_before or written_before)
    opened = min(terms.opening, terms.value) if is_new else 0
    now, before = written_off(terms, month), written_off(terms, month - 1)
    charge = now - before
    correction = now - charge - written_before - opened
    added, changed = (terms.value, 0) if is_new else (0, terms.value - gross_before)
    amounts = (added, changed, 0, opened, charge, correction, 0, terms.value, now)
    return (Line(pk, asset_class, campus, amounts) if any(amounts[:7]) else None), True


def post(book: BookMonth) -> Posted:
    """Write the lines of an open month, in place of those it had."""
    month, sums = month_number(book.month), [0] * len(AMOUNTS)
    digest, count, cards = hashlib.sha256(), 0, 0
    BookLine.objects.of(book.school_id).filter(month=book).delete()
    waiting: list[Line] = []
    for line, stands in lines_of(book.school_id, month):
        cards += stands
        if line is None:
            continue
        count += 1
        digest.update(_canonical(line.asset, line.asset_class, line.campus, line.amounts))
        sums = [total + amount for total, amount in zip(sums, line.amounts, strict=True)]
        waiting.append(line)
        if len(waiting) == CHUNK:
            _insert(book, waiting)
            waiting = []
    _insert(book, waiting)
    return Posted(cards, count, dict(zip(AMOUNTS, sums, strict=True)), digest.hexdigest())


def _canonical(asset: int, asset_class: int, campus: int, amounts: Iterable[int]) -> bytes:
    return f"{asset}|{asset_class}|{campus}|{'|'.join(map(str, amounts))}\n".encode()


def digest_of(book: BookMonth) -> str:
    """The digest of the lines as they are stored now."""
    digest = hashlib.sha256()
    rows = BookLine.objects.of(book.school_id).filter(month=book).order_by("asset_id")
    for asset, asset_class, campus, *amounts in rows.values_list(
        "asset_id", "asset_class_id", "campus_id", *AMOUNTS
    ).iterator():
        digest.update(_canonical(asset, asset_class, campus, map(fen, amounts)))
    return digest.hexdigest()


def _insert(book: BookMonth, lines: list[Line]) -> None:
    """Plain SQL run many times: a hundred thousand model objects would cost more than their writing."""
    fields = ("school_id", "month_id", "asset_id", "asset_class_id", "campus_id", *AMOUNTS)
    table = connection.ops.quote_name(BookLine._meta.db_table)
    sql = f"INSERT INTO {table} ({', '.join(map(connection.ops.quote_name, fields))}) VALUES ({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        cursor.executemany(
            sql, [(book.school_id, book.pk, line.asset, line.asset_class, line.campus, *map(yuan, line.amounts)) for line in lines]
        )  # fmt: skip


def settle(book: BookMonth) -> None:
    """Where each thing stands after the month becomes where the next month begins: one statement, however many cards."""
    quoted = connection.ops.quote_name
    values, lines = quoted(BookValue._meta.db_table), quoted(BookLine._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {values} (school_id, asset_id, gross, accumulated) "
            f"SELECT school_id, asset_id, gross, accumulated FROM {lines} WHERE school_id = %s AND month_id = %s "
            "ON CONFLICT (school_id, asset_id) DO UPDATE SET gross = excluded.gross, accumulated = excluded.accumulated",
            [book.school_id, book.pk],
        )


def class_rows(book: BookMonth) -> list[dict[str, Any]]:
    """The books by class and campus after `settle`: what stands, and what the month did."""
    stands = BookValue.objects.of(book.school_id).filter(~Q(gross=0) | ~Q(accumulated=0)).order_by()
    standing = {
        (one["asset__asset_class"], one["asset__campus"]): one
        for one in stands.values("asset__asset_class", "asset__campus").annotate(
            cards=Count("pk"), used=Count("pk", filter=IN_USE), at_cost=Sum("gross"), written=Sum("accumulated")
        )
    }
    moved = {
        (one["asset_class"], one["campus"]): one
        for one in BookLine.objects.of(book.school_id).filter(month=book).order_by().values("asset_class", "campus").annotate(
            **{name: Sum(name) for name in FLOWS}
        )
    }  # fmt: skip
    keys = sorted(standing.keys() | moved.keys())
    return [_class_row(book, key, standing.get(key, {}), moved.get(key, {})) for key in keys]


def _class_row(book: BookMonth, key: tuple[int, int], stands: dict[str, Any], moved: dict[str, Any]) -> dict[str, Any]:
    nothing = Decimal(0)
    gross, accumulated = stands.get("at_cost", nothing), stands.get("written", nothing)
    flows = {name: moved.get(name, nothing) for name in ("added", "removed", "charge", "correction")}
    return {
        "asset_class_id": key[0], "campus_id": key[1], "cards": stands.get("cards", 0), "used": stands.get("used", 0), "gross": gross,
        "accumulated": accumulated, "net": gross - accumulated, **flows,
    }  # fmt: skip
