"""拆分处置: like things let go in pieces that each go an easier way than they would have gone together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from houqin.areas.assets.models import Asset, Disposal, DisposalLine
from houqin.areas.assets.routes import route_of
from houqin.foundation.rules import number
from houqin.kernel import clock

SPLIT_DAYS = "AST-07.split_days"
STRICTER = tuple(Disposal.Route)
"""Each route asks more than the one before it."""
NAMED = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Splitting:
    """told: a sentence for whoever decides. others: the disposals it was put together from."""

    told: str
    others: tuple[Disposal, ...]


def splitting(school_id: int, things: Sequence[Asset]) -> Splitting | None:
    """What like things asked for in the last days come to together with these; None when they would go no stricter way."""
    values = [asset.value for asset in things]
    alone, _ = route_of(school_id, values)
    days = int(number(school_id, SPLIT_DAYS))
    lines = _like(school_id, things, days)
    for route in reversed(STRICTER[STRICTER.index(alone) + 1 :]):
        easier = [line for line in lines if STRICTER.index(Disposal.Route(line.disposal.route)) < STRICTER.index(route)]
        together, because = route_of(school_id, values + [line.value for line in easier])
        if easier and together == route:
            others = tuple({line.disposal_id: line.disposal for line in easier}.values())
            named = "、".join(str(one) for one in others[:NAMED]) + (" 等" if len(others) > NAMED else "")
            said = f"{days} 天内处置同类资产 {len(others) + 1} 次（另见 {named}），{because}，合在一起要“{route.label}”"
            return Splitting(told=said, others=others)
    return None


def _like(school_id: int, things: Sequence[Asset], days: int) -> list[DisposalLine]:
    rows = DisposalLine.objects.of(school_id).filter(
        asset__asset_class_id__in={asset.asset_class_id for asset in things}, disposal__asked_on__gte=clock.today() - timedelta(days=days)
    )  # fmt: skip
    rows = rows.exclude(disposal__state=Disposal.State.REFUSED).exclude(asset_id__in=[asset.pk for asset in things])
    return list(rows.select_related("disposal").order_by("disposal_id", "id"))
