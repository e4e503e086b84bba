"""Tells the figures which days a term has."""

from houqin.foundation.models import Term
from houqin.kernel.figures.period import Period, terms_come_from


def terms(school_id: int) -> list[Period]:
    rows = Term.objects.of(school_id).order_by("starts_on")
    return [Period(term.starts_on, term.ends_on, term_name(term.code) or term.name) for term in rows]


def term_name(code: str) -> str:
    """2025-2026-2 → 2025—2026学年第二学期; "" for a code that is none."""
    first, _, rest = code.partition("-")
    second, _, number = rest.partition("-")
    ordinal = {"1": "一", "2": "二", "3": "三"}.get(number)
    return f"{first}—{second}学年第{ordinal}学期" if ordinal and first.isdigit() and second.isdigit() else ""


terms_come_from(terms)
