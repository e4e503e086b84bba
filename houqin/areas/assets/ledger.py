"""The book of assets as it stands now: by class, and the things of a class with what each is worth."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from houqin.areas.assets.models import Asset, AssetClass, BookLine, BookMonth, BookValue
from houqin.areas.assets.records import ASSET
from houqin.areas.assets.standing import standings
from houqin.kernel.access import Actor

ZERO = Decimal(0)


@dataclass(slots=True)
class Sums:
    code: str
    name: str
    things: int = 0
    gross: Decimal = ZERO
    accumulated: Decimal = ZERO
    parts: "list[Sums]" = field(default_factory=list)

    @property
    def net(self) -> Decimal:
        return self.gross - self.accumulated

    def take(self, other: "Sums") -> None:
        self.things, self.gross, self.accumulated = (
            self.things + other.things,
            self.gross + other.gross,
            self.accumulated + other.accumulated,
        )


def by_class(actor: Actor) -> dict[str, Any]:
    """Classes under their heads (A02 设备), and the whole."""
    standing = ASSET.visible_to(actor).filter(state__in=Asset.HELD)
    rows = list(standing.order_by().values("asset_class_id").annotate(n=Count("pk"), gross=Sum("value")))
    classes = AssetClass.objects.of(actor.school_id).in_bulk([row["asset_class_id"] for row in rows])
    written = _written(actor, standing)
    heads: dict[str, Sums] = {}
    total = Sums("", "合计")
    names = dict(AssetClass.objects.of(actor.school_id).filter(code__endswith="000000").values_list("code", "name"))
    for row in rows:
        one = classes[row["asset_class_id"]]
        sums = Sums(one.code, one.name, row["n"], row["gross"] or ZERO, written.get(one.pk, ZERO))
        code = one.code[:3].ljust(9, "0")
        head = heads.setdefault(code, Sums(code, names.get(code, code)))
        head.parts.append(sums)
        head.take(sums)
        total.take(sums)
    for head in heads.values():
        head.parts.sort(key=lambda part: -part.gross)
    return {"heads": [heads[code] for code in sorted(heads)], "total": total, "month": _latest(actor.school_id)}


def _written(actor: Actor, standing: Any) -> dict[int, Decimal]:
    """By class, what is written off of the things that stand: the open month's lines where it has been run, the closed books for the rest."""
    running = BookLine.objects.of(actor.school_id).filter(month__state=BookMonth.State.OPEN)
    settled = (
        BookValue.objects.of(actor.school_id)
        .filter(asset__in=standing.values("pk"))
        .exclude(asset__in=running.values("asset_id"))
    )
    found: dict[int, Decimal] = {}
    for rows in (settled, running.filter(asset__in=standing.values("pk"))):
        for row in rows.order_by().values("asset__asset_class_id").annotate(written=Sum("accumulated")):
            key = row["asset__asset_class_id"]
            found[key] = found.get(key, ZERO) + (row["written"] or ZERO)
    return found


def _latest(school_id: int) -> BookMonth | None:
    found: BookMonth | None = BookMonth.objects.of(school_id).exclude(run_at=None).order_by("-month")[:1].one()
    return found


def opened(actor: Actor, code: str, most: int) -> dict[str, Any] | None:
    """The things of a class, dearest first. A head (A02000000) opens to all below it."""
    known = AssetClass.objects.of(actor.school_id).filter(code=code).one()
    if known is None:
        return None
    prefix = code[:3] if code.endswith("000000") else code
    rows = ASSET.visible_to(actor).filter(state__in=Asset.HELD, asset_class__code__startswith=prefix)
    things = list(rows.select_related("place", "asset_class", "keeper").order_by("-value", "id")[:most])
    worth = standings(actor.school_id, things)
    return {
        "asset_class": known, "rows": [(thing, worth[thing.pk]) for thing in things], "count": rows.count(), "sums": _sums(worth.values()),
    }  # fmt: skip


def _sums(worth: Iterable[Any]) -> Sums:
    total = Sums("", "合计")
    for one in worth:
        total.take(Sums("", "", 1, one.gross, one.accumulated))
    return total
