"""By which way something must be bought: the catalogue first, then the amount. The numbers are data; what is unconfirmed says so."""

from dataclasses import dataclass
from decimal import Decimal

from houqin.areas.procurement.limits import QUOTES_OVER, dispersed_limit, tender_limit, worded
from houqin.areas.procurement.models import CatalogueLine, Kind, Request, Route
from houqin.areas.procurement.shipped import Guidance, guidance
from houqin.foundation.rules import effective


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    route: Route
    because: str
    needs_quotes: bool
    """More than one price must be compared."""

    @property
    def guidance(self) -> Guidance:
        return guidance()[self.route.value]


def advised_route(request: Request) -> Advice:
    tender, dispersed = tender_limit(request.kind), dispersed_limit(request.kind)
    rules = effective(request.school_id, [tender, dispersed, QUOTES_OVER])
    over = {code: request.amount >= Decimal(str(rules[code].value)) for code in (tender, dispersed)}
    compares = request.amount > Decimal(str(rules[QUOTES_OVER].value))
    if request.in_catalogue:
        return Advice(route=Route.CENTRAL, because=f"在政府集中采购目录内：{request.in_catalogue}", needs_quotes=False)
    if over[tender]:
        return Advice(route=Route.OPEN, because=f"金额达到{worded(rules[tender])}", needs_quotes=True)
    if over[dispersed]:
        route = Route.INQUIRY if request.kind == Kind.GOODS else Route.INVITED
        return Advice(route=route, because=f"金额达到{worded(rules[dispersed])}", needs_quotes=True)
    said = "不在集中采购目录内，金额在分散采购限额以下"
    if compares:
        said += f"；超过{worded(rules[QUOTES_OVER])}，要三家比价"
    return Advice(route=Route.OWN, because=said, needs_quotes=compares)


def catalogue_entry(entries: list[CatalogueLine], words: str, amount: Decimal) -> CatalogueLine | None:
    """The entry that speaks of these words, the longest word first: 激光打印机 before 打印机."""
    named = [(len(word), entry) for entry in entries for word in entry.all_words if word.lower() in words.lower()]
    fitting = [(length, entry) for length, entry in named if amount >= entry.amount_from]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def told_entry(entry: CatalogueLine) -> str:
    if entry.is_verified:
        return f"{entry.name}（本地目录）"
    return f"{entry.name}（{entry.source or '未核实'}，以本省现行目录为准）"
