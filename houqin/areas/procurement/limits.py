"""The numbers that bind purchasing: the school's own value, else the one shipped with its source and certainty."""

from collections.abc import Iterable
from decimal import Decimal

from houqin.areas.procurement.models import Kind
from houqin.foundation.rules import Effective, effective, number
from houqin.foundation.rules_data import origin_wording

GOODS_LIMIT, WORKS_LIMIT = "PRC-01.goods_county", "PRC-01.works"
OPEN_TENDER, WORKS_TENDER = "PRC-01.open_tender", "PRC-01.works_tender"
QUOTES_OVER, QUOTES = "PRC-02.quotes_over", "PRC-04.quotes"
SPLIT_DAYS, SPLIT_WARN, SPLIT_BLOCK = "PRC-03.split_days", "PRC-03.split_warn", "PRC-03.split_block"
COLLECTIVE_OVER = "PRC-05.collective_over"
ACCEPT_DAYS = "PRC-08.accept_days"


def amount_of(school_id: int, code: str) -> Decimal:
    return Decimal(str(number(school_id, code)))


def limits(school_id: int, codes: Iterable[str]) -> dict[str, Decimal]:
    """Several limits in one query."""
    return {code: Decimal(str(one.value)) for code, one in effective(school_id, codes).items()}


def worded(one: Effective) -> str:
    """“公开招标数额” 2,000,000 元（参考…（未核实））: what is only believed never reads like the law."""
    rule = one.rule
    origin = (
        "本校规定" if one.own is not None else origin_wording(rule.source, certainty=rule.certainty, scope=rule.scope)
    )
    value = f"{one.value:,}" if isinstance(one.value, int | float) else one.value
    return f"{rule.name} {value}{rule.unit}（{origin}）"


def dispersed_limit(kind: str) -> str:
    return WORKS_LIMIT if kind == Kind.WORKS else GOODS_LIMIT


def tender_limit(kind: str) -> str:
    return WORKS_TENDER if kind == Kind.WORKS else OPEN_TENDER
