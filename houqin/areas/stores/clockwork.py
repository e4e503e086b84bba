"""Reminders: batches that expire (30 and 7 days before, and on the day after), stock below its minimum, loans overdue."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.utils import timezone

from houqin.areas.stores.models import Balance, Loan, Store
from houqin.areas.stores.reads import EXPIRY_DAYS, EXPIRY_DAYS_LAST, Gap, gaps, overdue
from houqin.areas.stores.telling import keepers_of
from houqin.foundation.rules import number
from houqin.kernel.jobs import daily
from houqin.kernel.notices.queue import notify, notify_about
from houqin.kernel.rows import School

TOLD = 8
"""Items named in one reminder; the page has them all."""
LOAN_EVERY = 7


@daily(at="07:10")
def remind_of_expiry(school: School, now: datetime) -> int:
    """On the very day a batch has 30 or 7 days left, and once when it has expired."""
    today = timezone.localtime(now).date()
    told = 0
    for rule, title in ((EXPIRY_DAYS, "批次快到期"), (EXPIRY_DAYS_LAST, "批次马上到期"), ("", "批次已过期，不能再发")):
        left = int(number(school.pk, rule)) if rule else -1
        told += _tell_of_batches(school, today + timedelta(days=left), title)
    return told


def _tell_of_batches(school: School, day: date, title: str) -> int:
    rows = Balance.objects.of(school).filter(quantity__gt=0, batch__expires_on=day, store__kind=Store.Kind.ROOM)
    by_store: dict[Store, list[Balance]] = defaultdict(list)
    for balance in rows.select_related("store__keeper", "item", "batch").order_by("store_id", "item_id"):
        by_store[balance.store].append(balance)
    for store, balances in by_store.items():
        body = "\n".join(
            f"{one.item} {one.batch}：{one.item.told(one.quantity)}，{day} 到期" for one in balances[:TOLD]
        )
        notify(
            school.pk, to=keepers_of(store), title=f"{title}：{store} {len(balances)} 批", body=body, url="/stores/short/",
            dedupe=f"stores/expiry/{store.pk}/{day}/{title}",
        )  # fmt: skip
    return len(by_store)


@daily(at="07:15")
def remind_of_gaps(school: School, now: datetime) -> int:
    """Once a week (Monday), and only while something is short."""
    today = timezone.localtime(now).date()
    short = gaps(school.pk) if today.weekday() == 0 else []
    if not short:
        return 0
    by_store: dict[Store | None, list[Gap]] = defaultdict(list)
    for gap in short:
        by_store[gap.store].append(gap)
    rooms = list(Store.objects.of(school).filter(kind=Store.Kind.ROOM, is_active=True).select_related("keeper"))
    for store, found in by_store.items():
        accounts = {one for room in ([store] if store is not None else rooms) for one in keepers_of(room)}
        body = "\n".join(
            f"{gap.item}：现有 {gap.item.told(gap.on_hand)}，缺 {gap.item.told(gap.missing)}" for gap in found[:TOLD]
        )
        notify(
            school.pk, to=accounts, title=f"低于最低库存：{store or '全校'} {len(found)} 种", body=body, url="/stores/short/",
            dedupe=f"stores/gaps/{store.pk if store else 0}/{today}",
        )  # fmt: skip
    return len(short)


@daily(at="07:20")
def remind_of_loans(school: School, now: datetime) -> int:
    """The borrower on the day before it is due, then every week; the keeper too, once it is late."""
    today = timezone.localtime(now).date()
    due = Loan.objects.of(school).filter(state=Loan.State.OUT, due_on=today + timedelta(days=1))
    for loan in due.select_related("borrower", "item"):
        said = f"{loan.item} {loan.item.told(loan.open)}，{loan.due_on} 应还"
        notify_about(
            loan, to=[loan.borrower.user_id], title="借用明天到期", body=said, dedupe=f"stores/loan/{loan.pk}/{today}"
        )
    late = [loan for loan in overdue(Loan.objects.of(school)) if (today - loan.due_on).days % LOAN_EVERY == 1]
    for loan in late:
        accounts = {loan.borrower.user_id, *keepers_of(loan.store)}
        said = f"{loan.borrower} 借的{loan.item} {loan.item.told(loan.open)}，{loan.late_told}"
        notify_about(loan, to=accounts, title="借用逾期未还", body=said, dedupe=f"stores/loan/{loan.pk}/{today}")
    return len(late)
