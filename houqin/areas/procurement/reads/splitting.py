"""化整为零: the same things from the same fund, bought in pieces that each stay under a limit."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from houqin.areas.procurement.limits import (
    COLLECTIVE_OVER,
    QUOTES_OVER,
    SPLIT_BLOCK,
    SPLIT_DAYS,
    SPLIT_WARN,
    dispersed_limit,
    limits,
)
from houqin.areas.procurement.models import ApprovalRule, Request, RequestLine
from houqin.areas.procurement.shipped import shipped_chain
from houqin.foundation.rules_data import rule

HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Splitting:
    """told: a sentence for the approver. others: the requests it was put together from. blocks: only with a stated exception."""

    told: str
    others: tuple[Request, ...]
    total: Decimal
    blocks: bool = False


def splitting(request: Request) -> Splitting | None:
    """What the like purchases of the last days, and of the year, come to together with this one; None when it crosses nothing."""
    codes = (QUOTES_OVER, COLLECTIVE_OVER, SPLIT_DAYS, SPLIT_WARN, SPLIT_BLOCK, dispersed_limit(request.kind))
    numbers = limits(request.school_id, codes)
    return _of_the_year(request, numbers) or _of_late(request, numbers)


def _of_late(request: Request, numbers: dict[str, Decimal]) -> Splitting | None:
    days = int(numbers[SPLIT_DAYS])
    others, before = _alike(request, timedelta(days=days))
    total = before + request.amount
    crossed = [(limit, name) for limit, name in _limits(request, numbers) if request.amount < limit <= total]
    if not others or not crossed:
        return None
    limit, name = max(crossed)
    said = f"{days} 天内用同一经费买同样的东西 {len(others) + 1} 次（{_numbers(others)}），合计 {total:,.2f} 元，达到{name} {limit:,.0f} 元"
    return Splitting(told=said, others=tuple(others), total=total)


def _of_the_year(request: Request, numbers: dict[str, Decimal]) -> Splitting | None:
    code = dispersed_limit(request.kind)
    limit = numbers[code]
    asked = timezone.localtime(request.asked_at)
    others, before = _alike(request, asked - asked.replace(month=1, day=1, hour=0, minute=0))
    total = before + request.amount
    if not others or request.amount >= limit or total * HUNDRED < limit * numbers[SPLIT_WARN]:
        return None
    blocks = total * HUNDRED >= limit * numbers[SPLIT_BLOCK]
    said = (
        f"本年用同一经费买同样的东西 {len(others) + 1} 次（{_numbers(others)}），合计 {total:,.2f} 元，"
        f"{'已达到' if blocks else '接近'}{rule(code).name} {limit:,.0f} 元（{rule(code).wording()}）"
    )
    return Splitting(told=said, others=tuple(others), total=total, blocks=blocks)


def _numbers(others: list[Request]) -> str:
    return "、".join(str(one) for one in others[:3]) + (" 等" if len(others) > 3 else "")


def _limits(request: Request, numbers: dict[str, Decimal]) -> list[tuple[Decimal, str]]:
    """Every amount from which more is asked of a purchase."""
    rules = list(ApprovalRule.objects.of(request.school_id).filter(is_active=True))
    steps: list[Any] = rules or list(shipped_chain())
    told = [(step.amount_from, f"“{step.name}”的金额") for step in steps if step.amount_from > 0]
    named = (
        (QUOTES_OVER, "三家比价起点"),
        (COLLECTIVE_OVER, "集体决策起点"),
        (dispersed_limit(request.kind), "分散采购限额"),
    )
    return [*told, *((numbers[code], name) for code, name in named)]


def _alike(request: Request, within: timedelta) -> tuple[list[Request], Decimal]:
    """Other requests of these days for the same things from the same fund, and what those things cost there."""
    if request.fund_id is None:
        return [], Decimal(0)
    lines = request.told_lines
    same = Q(words__in={line.words for line in lines})
    same |= Q(item_id__in={line.item_id for line in lines if line.item_id is not None})
    same |= Q(catalogue__in={line.catalogue for line in lines if line.catalogue})
    rows = RequestLine.objects.of(request.school_id).filter(
        same, request__fund_id=request.fund_id, request__asked_at__gte=request.asked_at - within, request__asked_at__lte=request.asked_at
    )  # fmt: skip
    rows = rows.exclude(request__state__in=Request.DROPPED).exclude(request_id=request.pk).select_related("request")
    found = list(rows.order_by("request_id", "id"))
    others = {line.request_id: line.request for line in found}
    return list(others.values()), sum((line.amount for line in found), Decimal(0))
