"""Whom to tell before something ends or falls due: each person once for each step."""

from datetime import date, datetime, time, timedelta

from django.db.models import F
from django.utils import timezone

from houqin.areas.suppliers.models import Contract, Licence, Payment
from houqin.areas.suppliers.models.telling import yuan
from houqin.foundation.models import PostHolding
from houqin.foundation.posts import Post
from houqin.kernel.notices.models import Notice
from houqin.kernel.notices.queue import notify_about

KEEPERS = (Post.DIRECTOR, Post.OFFICER)
BUYERS = (*KEEPERS, Post.BUYER)
PAYERS = (Post.ACCOUNTANT,)
REMEMBERED = timedelta(days=120)


def holders(school_id: int, posts: tuple[Post, ...]) -> list[int | None]:
    serving = PostHolding.objects.of(school_id).filter(
        post__in=posts, person__is_active=True, person__user__is_active=True
    )
    return list(serving.values_list("person__user_id", flat=True))


def step_reached(days: int, steps: tuple[int, ...]) -> int | None:
    """The latest reminder whose day has come, however many days nobody was told."""
    return min((step for step in steps if days <= step), default=None)


def tell_of_ends(school_id: int, today: date, steps: tuple[int, ...]) -> None:
    """Contracts and papers near their end; who was told of a step already is not looked up again."""
    told = _told(school_id, today)
    keepers, buyers = holders(school_id, KEEPERS), holders(school_id, BUYERS)
    last = today + timedelta(days=steps[0])
    contracts = Contract.objects.of(school_id).filter(
        state__in=Contract.BINDING, is_settled=False, ends_on__gte=today, ends_on__lte=last
    )
    for contract in contracts.select_related("manager").order_by("id"):
        manager = [contract.manager.user_id] if contract.manager else []
        _tell_end(contract, contract.ends_on, today, steps, [*manager, *keepers], "合同快到期", told)
    papers = Licence.objects.of(school_id).filter(
        state__in=Licence.CURRENT, expires_on__gte=today, expires_on__lte=last
    )
    for licence in papers.select_related("supplier").order_by("id"):
        _tell_end(licence, licence.expires_on, today, steps, buyers, "证照快到期", told)


def _told(school_id: int, today: date) -> set[str]:
    """What was told of late: the notices' keys without the account and the channel at their end."""
    since = datetime.combine(today - REMEMBERED, time.min, timezone.get_current_timezone())
    rows = Notice.objects.of(school_id).filter(dedupe__startswith="suppliers/", queued_at__gte=since)
    return {key.rsplit("/", 2)[0] for key in rows.values_list("dedupe", flat=True)}


def _tell_end(
    row: Contract | Licence, end: date, today: date, steps: tuple[int, ...], to: list[int | None], title: str, told: set[str]
) -> None:  # fmt: skip
    step = step_reached((end - today).days, steps)
    once = f"suppliers/{row._meta.model_name}/{row.pk}/{end}/{step}"
    if step is not None and once not in told:
        said = f"{end} 到期，还有 {(end - today).days} 天。"
        notify_about(row, to=to, title=title, body=said, urgent=step == steps[-1], dedupe=once)


def tell_of_payments(school_id: int, today: date, until: date) -> None:
    """What must be accepted, then paid, some days before it is due; once more when it is late."""
    due = Payment.objects.of(school_id).filter(
        state__in=(Payment.State.TO_ACCEPT, Payment.State.TO_PAY), due_on__lte=until
    )
    told = _told(school_id, today)
    for payment in due.select_related("contract__manager").order_by("id"):
        is_late = payment.due_on < today
        once = f"suppliers/payment/{payment.pk}/{payment.state}/{is_late}"
        if once in told:
            continue
        title = "合同款待验收" if payment.state == Payment.State.TO_ACCEPT else "合同款待付"
        notify_about(
            payment, to=_who_moves(payment), title=f"{title}（已过应付日期）" if is_late else title,
            body=f"{yuan(payment.amount)} 元，应付日期 {payment.due_on}。", dedupe=once,
        )  # fmt: skip


def _who_moves(payment: Payment) -> list[int | None]:
    if payment.state == Payment.State.TO_PAY:
        return holders(payment.school_id, PAYERS)
    manager = payment.contract.manager
    return [manager.user_id] if manager else holders(payment.school_id, KEEPERS)


def tell_of_notices(school_id: int, tomorrow: date) -> None:
    """Signed contracts whose notice must be out by tomorrow."""
    waiting = Contract.objects.of(school_id).filter(state=Contract.State.SIGNED, notice_due_on__lte=tomorrow)
    for contract in waiting.select_related("drafted_by").order_by(F("notice_due_on"), "id"):
        drafter = [contract.drafted_by.user_id] if contract.drafted_by else []
        notify_about(
            contract, to=[*drafter, *holders(school_id, KEEPERS)], title="合同要公告", body=f"最迟 {contract.notice_due_on} 公告。", urgent=True,
            dedupe=f"suppliers/notice/{contract.pk}",
        )  # fmt: skip
