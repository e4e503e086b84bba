"""Which period a summary is about, and which it is compared with."""

from datetime import date, timedelta

from houqin.foundation.figures import term_name
from houqin.foundation.models import Term
from houqin.kernel import clock
from houqin.kernel.actions import Refused
from houqin.kernel.figures.period import Period, terms_of


def term_period(term: Term) -> Period:
    return Period(term.starts_on, term.ends_on, term_name(term.code) or term.name)


def period_named(school_id: int, code: str) -> Period:
    """The term of that code, or the school year (2025-2026) from its first day to its last. Refused when it is not known."""
    rows = list(Term.objects.of(school_id).order_by("starts_on"))
    exact = next((term for term in rows if term.code == code), None)
    if exact is not None:
        return term_period(exact)
    of_year = [term for term in rows if term.school_year == code]
    if of_year:
        return Period(of_year[0].starts_on, max(term.ends_on for term in of_year), f"{code.replace('-', '—')}学年")
    known = "、".join(term.code for term in rows) or "还没有登记任何学期"
    raise Refused(f"没有学期“{code}”。已登记的学期：{known}。请核对，或用起止日期。")


def period_between(school_id: int, start: date, end: date) -> Period:
    """Those days; with the term's name when they are exactly a term's."""
    if end < start:
        raise Refused("结束日期早于开始日期，请核对。")
    return next((term for term in terms_of(school_id) if (term.start, term.end) == (start, end)), Period(start, end))


def previous_period(school_id: int, period: Period) -> Period | None:
    """The term before a term, the school year before a year; None for the first there is: whatever days lie before it, they were no term. For
    other days as many just before."""
    terms = terms_of(school_id)
    if period.name.endswith("学期"):
        return next((term for term in reversed(terms) if term.end < period.start), None)
    if period.name.endswith("学年"):
        first = f"{int(period.name[:4]) - 1}—{period.name[:4]}学年"
        of_year = [term for term in terms if term.name.startswith(first)]
        return Period(of_year[0].start, of_year[-1].end, first) if of_year else None
    length = period.end - period.start
    end = period.start - timedelta(days=1)
    return Period(end - length, end)


def present_term(school_id: int) -> Term | None:
    """The term of today, or the last one begun."""
    found: Term | None = Term.objects.of(school_id).filter(starts_on__lte=clock.today()).order_by("-starts_on").first()
    return found
