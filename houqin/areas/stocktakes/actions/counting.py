"""Scans join: from any number of phones, in any order, as often as a network makes a phone try."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from houqin.areas.stocktakes.actions.judging import judge
from houqin.areas.stocktakes.codes import code_in
from houqin.areas.stocktakes.matching import NOTHING, Match, matches, places_told
from houqin.areas.stocktakes.models import Scan, Stocktake
from houqin.foundation.models import Place
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Refused, action, add_many
from houqin.kernel.declare import register

State = Stocktake.State
MOST = 5_000
"""Scans of one joining."""
LARGEST = Decimal(10) ** 9
GRAIN = Decimal("0.001")
CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class Scanned:
    """One scan as a phone tells it. uid: given by the phone, the same at every try. place: the code on the door; room: the id of a place that
    was picked from the list instead."""

    uid: Annotated[str, Ask(label="扫描编号")]
    code: Annotated[str, Ask(label="读到的编码")] = ""
    place: Annotated[str, Ask(label="场所编码")] = ""
    room: Annotated[int | None, Ask(label="场所序号", help="没有扫门牌、从清单里选的场所")] = None
    kind: Annotated[Scan.Kind, Ask(label="动作")] = Scan.Kind.SEEN
    way: Annotated[Scan.Way, Ask(label="方式")] = Scan.Way.SCANNER
    quantity: Annotated[Decimal | None, Ask(label="数量")] = None
    batch: Annotated[str, Ask(label="批号")] = ""
    undoes: Annotated[str, Ask(label="撤销哪次扫描")] = ""
    at: Annotated[datetime | None, Ask(label="看到的时间")] = None
    phone_at: Annotated[datetime | None, Ask(label="手机时间")] = None


def unreadable(scan: Scanned) -> str | None:
    """Why a scan cannot be taken, as a sentence; None when it can. What it names need not be known."""
    if not 1 <= len(scan.uid) <= 40 or not scan.uid.isprintable():
        return "扫描编号要有 1 到 40 个字符。"
    if scan.kind == Scan.Kind.SEEN and not code_in(scan.code):
        return "没有读到编码，请重新扫描或手工输入。"
    if scan.kind == Scan.Kind.UNDO and not scan.undoes:
        return "撤销时要说明撤销哪一次扫描。"
    quantity = scan.quantity
    if quantity is not None and not (quantity.is_finite() and 0 <= quantity < LARGEST):
        return f"“{scan.code}”的数量“{quantity}”不对，请填 0 或正数。"
    if quantity is not None and quantity != quantity.quantize(GRAIN):
        return f"“{scan.code}”的数量“{quantity}”最多三位小数。"
    return None


@action(on=Stocktake, label="清点", noun="count", when=(State.COUNTING, State.DECIDING), late=(State.CLOSED,))
def join(count: Stocktake, *, by: Actor, scans: Annotated[list[Scanned], Ask(label="扫描")]) -> Stocktake:
    """Keep the scans that are not kept yet. A scan of a closed count is kept too, and no longer changes what was decided."""
    _check(count, scans)
    new = _not_known(count, scans)
    if not new:
        return count
    rows = _rows(count, by, new)
    add_many(register.get("stocktakes.scan"), by=by, rows=rows)
    if count.state == State.DECIDING:
        judge(count, by=by)
    return count


def _check(count: Stocktake, scans: list[Scanned]) -> None:
    if len(scans) > MOST:
        raise Refused(f"一次最多汇入 {MOST} 次扫描，请分几次。", field="scans")
    found = [Problem(f"第 {n} 次扫描：{why}", "scans") for n, scan in enumerate(scans, 1) if (why := unreadable(scan))]
    if count.is_of_stores:
        missing = [n for n, s in enumerate(scans, 1) if s.kind == Scan.Kind.SEEN and s.quantity is None]
        found += [Problem(f"第 {n} 次扫描：库存物资要填点到的数量。", "scans") for n in missing]
    if found:
        raise Refused(*found[:20])


def _not_known(count: Stocktake, scans: list[Scanned]) -> list[Scanned]:
    """Each new uid once; the first telling of a uid counts."""
    told = {scan.uid: scan for scan in reversed(scans)}
    uids, known = list(told), set[str]()
    for n in range(0, len(uids), CHUNK):
        rows = Scan.objects.of(count.school_id).filter(stocktake=count, client_id__in=uids[n : n + CHUNK])
        known |= set(rows.values_list("client_id", flat=True))
    return [scan for uid, scan in reversed(told.items()) if uid not in known]


def _rows(count: Stocktake, by: Actor, scans: list[Scanned]) -> list[dict[str, Any]]:
    places = places_told(count, {code_in(s.place) for s in scans if s.place}, {s.room for s in scans if s.room})
    things = matches(count, {_named(scan) for scan in scans if scan.kind == Scan.Kind.SEEN})
    now = clock.now()
    return [_row(count, by, scan, places, things.get(_named(scan), NOTHING), now) for scan in scans]


def _named(scan: Scanned) -> tuple[str, str]:
    return code_in(scan.code), scan.batch.strip().upper()


def _row(
    count: Stocktake, by: Actor, scan: Scanned, places: dict[str | int, Place], thing: Match, now: datetime
) -> dict[str, Any]:
    """Nobody sees before the count begins or after it is told: a clock that says so is wrong, and what it said is kept beside."""
    place = places.get(code_in(scan.place)) or places.get(scan.room or 0)
    is_seen = scan.kind == Scan.Kind.SEEN
    return {
        "stocktake": count, "client_id": scan.uid, "kind": scan.kind, "way": _way(scan, thing), "code": code_in(scan.code),
        "quantity": scan.quantity if is_seen else None, "undoes": scan.undoes[:40], "place": place or _only_place(count), "campus": count.campus,
        "counter_id": by.person_id, "asset_id": thing.asset_id if is_seen else None, "item_id": thing.item_id if is_seen else None,
        "batch_id": thing.batch_id if is_seen else None, "phone_at": scan.phone_at or scan.at,
        "seen_at": min(max(scan.at or now, count.started_at), now),
    }  # fmt: skip


def _way(scan: Scanned, thing: Match) -> Scan.Way:
    """A number can be read off a list; only the code on the label proves that somebody held a camera before it."""
    is_number = thing.asset_id is not None and not thing.is_label
    return Scan.Way.SCANNER if scan.way == Scan.Way.CAMERA and is_number else scan.way


def _only_place(count: Stocktake) -> Place | None:
    return count.store.place if count.store is not None else None
