"""So many reports and no more: by place and address, by device, by address. Counted in a table, so that all processes count together."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.crypto import salted_hmac

from houqin.areas.repairs.models import ReportTry
from houqin.foundation.models import Place
from houqin.kernel import clock
from houqin.kernel.actions import Problem, Refused

HELP = "如有危险，请马上告诉老师或门卫。"


@dataclass(frozen=True, kw_only=True)
class Limit:
    what: str
    most: int
    within: timedelta
    sentence: str


BY_PLACE = Limit(
    what="place", most=5, within=timedelta(minutes=10), sentence="这里刚才已经报修过多次，请 10 分钟后再报。"
)
BY_DEVICE = Limit(
    what="device", most=10, within=timedelta(hours=1), sentence="您一小时内报修的次数太多了，请过一会儿再报。"
)
BY_ADDRESS = Limit(
    what="address", most=60, within=timedelta(hours=1), sentence="这个网络一小时内报修的次数太多了，请过一会儿再报。"
)


def one_at_a_time(place: Place) -> None:
    """Till the end of the transaction, reports of this place wait for each other (SQLite's writers queue anyway)."""
    list(Place.objects.of(place.school_id).select_for_update().filter(pk=place.pk).values_list("pk"))


def count_report(place: Place, *, address: str, device: str) -> None:
    """Count one more report, or refuse it. Call it in the transaction that makes the order."""
    kinds = ((BY_PLACE, f"{place.pk} {address}"), (BY_DEVICE, device), (BY_ADDRESS, address))
    keys = [(limit, _key(limit.what, who)) for limit, who in kinds if who]
    now, tries = clock.now(), ReportTry.objects.of(place.school_id)
    for limit, key in keys:
        if tries.filter(key=key, at__gt=now - limit.within).count() >= limit.most:
            raise Refused(Problem(limit.sentence + HELP, code="throttled"))
    ReportTry.objects.bulk_create(ReportTry(school_id=place.school_id, key=key, at=now) for _, key in keys)


def _key(what: str, who: str) -> str:
    return salted_hmac(f"repairs.report.{what}", who).hexdigest()
