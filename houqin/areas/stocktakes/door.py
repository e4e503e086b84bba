"""What a phone brings, read with care: a scan that cannot be read does not hold up the others."""

import json
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest

from houqin.areas.stocktakes.actions import Scanned
from houqin.areas.stocktakes.actions.counting import MOST, unreadable
from houqin.areas.stocktakes.models import Scan, Stocktake
from houqin.kernel.actions import Problem
from houqin.kernel.offline import corrected

KINDS, WAYS = set(Scan.Kind.values), set(Scan.Way.values)


def scans_in(request: HttpRequest, count: Stocktake) -> tuple[list[Scanned], list[Problem]]:
    """Those that can be kept, and a sentence for each of the others."""
    try:
        told = json.loads(request.POST.get("scans", ""))
    except ValueError:
        told = None
    if not isinstance(told, list) or len(told) > MOST:
        return [], [Problem("传来的扫描记录不完整，没有保存，请在手机上重试。", "scans")]
    good: list[Scanned] = []
    bad: list[Problem] = []
    for n, one in enumerate(told, start=1):
        scan = _scan(request, one)
        why = "内容不完整。" if scan is None else unreadable(scan) or _without_number(count, scan)
        if scan is None or why:
            bad.append(Problem(f"第 {n} 次扫描没有记下：{why}", "scans"))
        else:
            good.append(scan)
    return good, bad


def _scan(request: HttpRequest, told: Any) -> Scanned | None:
    if not isinstance(told, dict) or not isinstance(told.get("uid"), str):
        return None
    try:
        at = _number(told.get("at"))
        return Scanned(
            uid=told["uid"], code=str(told.get("code", "")), place=str(told.get("place", "")), room=_id(told.get("room")),
            kind=Scan.Kind(told.get("kind", "seen")), way=Scan.Way(told.get("way", "scanner")), quantity=_quantity(told.get("quantity")),
            batch=str(told.get("batch", ""))[:40], undoes=str(told.get("undoes", ""))[:40],
            at=None if at is None else corrected(request, at), phone_at=None if at is None else _phone(at),
        )  # fmt: skip
    except (ValueError, InvalidOperation, OverflowError):
        return None


def _number(told: Any) -> float | None:
    return float(told) if isinstance(told, (int, float)) and not isinstance(told, bool) and abs(told) < 1e14 else None


def _id(told: Any) -> int | None:
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 < told < 2**63 else None


def _quantity(told: Any) -> Decimal | None:
    return None if told in (None, "") else Decimal(str(told))


def _phone(at: float) -> datetime | None:
    return datetime.fromtimestamp(at / 1000, UTC) if 0 <= at < 4e12 else None


def _without_number(count: Stocktake, scan: Scanned) -> str | None:
    if count.is_of_stores and scan.kind == Scan.Kind.SEEN and scan.quantity is None:
        return f"“{scan.code}”没有填数量。"
    return None
