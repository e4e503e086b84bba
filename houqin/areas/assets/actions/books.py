"""The months of the books: opened once, run as often as one likes, closed for good."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from houqin.areas.assets.depreciation import first_day, month_number
from houqin.areas.assets.models import Asset, BookMonth, ClassMonth
from houqin.areas.assets.posting import Posted, class_rows, post, settle, yuan
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Refused, action

State = BookMonth.State


@action(makes=BookMonth, label="建账")
def open_books(
    *, by: Actor, month: Annotated[date, Ask(label="从哪个月开始", help="填那个月的任一天；以前的折旧作为期初，写在卡片上")]
) -> BookMonth:  # fmt: skip
    """The first month of the books; every later one opens when the one before is closed."""
    known = BookMonth.objects.of(by.school_id).order_by("-month")[:1].one()
    if known is not None:
        raise Refused(Problem(f"已经建账，目前做到 {known}；下个月在结账后自动打开。", "month"))
    if month_number(month) > month_number(clock.today()):
        raise Refused(Problem(f"不能从还没到的月份建账，今天是 {clock.today()}。", "month"))
    if month.year < 1949:
        raise Refused(Problem(f"月份是 {month}，请核对年份。", "month"))
    made = BookMonth(school_id=by.school_id, month=month.replace(day=1))
    made.save()
    return made


@action(on=BookMonth, label="计提折旧", when=(State.OPEN,))
def run_month(book: BookMonth, *, by: Actor) -> BookMonth:
    """Bring the month to where the cards are. Done again it comes out the same; nothing that has not changed is written."""
    posted = post(book)
    if book.run_at is None or book.digest != posted.digest or book.cards != posted.cards:
        _take(book, posted)
        book.save()
    return book


def _take(book: BookMonth, posted: Posted) -> None:
    last = BookMonth.objects.of(book.school_id).filter(month__lt=book.month).order_by("-month")[:1].one()
    book.gross_before, book.accumulated_before = (last.gross, last.accumulated) if last else (Decimal(0), Decimal(0))
    for name in ("added", "changed", "removed", "opened", "charge", "correction", "released"):
        setattr(book, name, yuan(posted.sums[name]))
    book.gross = book.gross_before + book.added + book.changed + book.removed
    book.accumulated = book.accumulated_before + book.opened + book.charge + book.correction + book.released
    book.cards, book.lines_count, book.digest, book.run_at = posted.cards, posted.lines, posted.digest, clock.now()


@action(on=BookMonth, label="结账", when=(State.OPEN,), final=True)
def close_month(book: BookMonth, *, by: Actor) -> BookMonth:
    """Run once more, then frozen: later changes of cards are corrected in the next month, which opens now."""
    if month_number(book.month) > month_number(clock.today()):
        raise Refused(f"{book} 还没到，不能结账。")
    run_month.body(book, by=by)
    settle(book)
    _keep_classes(book)
    book.state, book.closed_at, book.closed_by_id = State.CLOSED, clock.now(), by.person_id
    book.save()
    BookMonth(school_id=book.school_id, month=first_day(month_number(book.month) + 1)).save()
    return book


def _keep_classes(book: BookMonth) -> None:
    ends_on = first_day(month_number(book.month) + 1) - timedelta(days=1)
    for row in class_rows(book):
        ClassMonth(school_id=book.school_id, month=book, ends_on=ends_on, **row).save()


def open_month(school_id: int) -> BookMonth | None:
    found: BookMonth | None = BookMonth.objects.of(school_id).filter(state=State.OPEN).one()
    return found


def refuse_closed(school_id: int, day: date, field: str) -> None:
    """A thing may not leave the books in a month that is closed."""
    book = open_month(school_id)
    if book is not None and month_number(day) < month_number(book.month):
        raise Refused(Problem(f"{day.year} 年 {day.month} 月已经结账，日期请填 {book.month} 以后。", field))


def entry_day(asset: Asset) -> date:
    """When a card that was completed late comes onto the books: its own date, or the first day that is still open."""
    told = asset.entered_on or asset.accepted_on or clock.today()
    book = open_month(asset.school_id)
    return max(told, book.month) if book is not None and book.month <= clock.today() else told
