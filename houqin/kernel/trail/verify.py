"""Verify: every row against its last entry, every entry against its seal, every seal against the one before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps

from houqin.kernel.rows import Record, School
from houqin.kernel.trail.digest import entry_mac, row_digest, seal_digest
from houqin.kernel.trail.models import Entry, Seal
from houqin.kernel.trail.write import DELETED

SKEW = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What does not fit. kind: altered, removed, added, backdated, chain; model and row_id name the row."""

    kind: str
    model: str
    row_id: int
    message: str


def verify_school(school: School) -> list[Finding]:
    """All findings of one school, in the order found; empty means clean."""
    found: list[Finding] = []
    last: dict[tuple[str, int], tuple[str, str, int]] = {}
    seen: dict[int, tuple[str, int | None]] = {}
    for entry in Entry.objects.of(school).order_by("id").iterator(chunk_size=2000):
        seen[entry.pk] = (entry.mac[:32], entry.seal)
        if entry.mac != entry_mac(entry.__dict__):
            found.append(
                _finding("altered", entry, f"留痕 #{entry.pk}（{entry.said}，{entry.verb}）的内容或时间被改动")
            )
        last[(entry.model, entry.row_id)] = (entry.row_digest, entry.said, entry.pk)
    found += _seals(school, seen)
    for model in apps.get_models():
        if issubclass(model, Record):
            found += _rows(school, model, last)
    found += [
        Finding(kind="removed", model=model, row_id=row_id, message=f"{said}（{model} #{row_id}）不见了，却没有删除留痕（最后一条留痕 #{entry}）")
        for (model, row_id), (digest, said, entry) in last.items()
        if digest != DELETED
    ]  # fmt: skip
    return found


def _finding(kind: str, entry: Any, message: str) -> Finding:
    return Finding(kind=kind, model=entry.model, row_id=entry.row_id, message=message)


def _rows(school: School, model: type[Record], last: dict[tuple[str, int], tuple[str, str, int]]) -> Iterator[Finding]:
    label = model._meta.label_lower
    for row in model.objects.of(school).order_by("pk").iterator(chunk_size=2000):
        told = last.pop((label, row.pk), None)
        if told is None or told[0] == DELETED:
            yield Finding(
                kind="added",
                model=label,
                row_id=row.pk,
                message=f"{row}（{label} #{row.pk}）没有留痕，不是经系统录入的",
            )
        elif told[0] != row_digest(row):
            yield Finding(
                kind="altered",
                model=label,
                row_id=row.pk,
                message=f"{row}（{label} #{row.pk}）与最后一条留痕 #{told[2]} 不符，被绕过系统改动",
            )


def _seals(school: School, seen: dict[int, tuple[str, int | None]]) -> Iterator[Finding]:
    previous, number = "", 0
    sealed_before: datetime | None = None
    sealed_last: datetime | None = None
    for seal in Seal.objects.of(school).order_by("number").iterator(chunk_size=200):
        number += 1
        if seal.number != number:
            yield _chain(seal, f"缺少第 {number} 号封存批次")
            number = seal.number
        elif seal.previous != previous:
            yield _chain(seal, f"第 {seal.number} 号封存批次与上一批次不相连")
        if seal.digest != seal_digest(school.pk, seal.number, seal.sealed_at, seal.entries, seal.previous):
            yield _chain(seal, f"第 {seal.number} 号封存批次的内容被改动")
        for pk, mac in seal.entries:
            yield from _sealed_entry(seal, pk, mac, seen.pop(pk, None))
        if sealed_last is not None and seal.sealed_at != sealed_last:
            sealed_before = sealed_last  # batches of one sealing share a moment: none is earlier than the other
        if sealed_before is not None:
            yield from _backdated(school, seal, sealed_before)
        previous, sealed_last = seal.digest, seal.sealed_at
    for pk, (_, sealed_in) in seen.items():
        if sealed_in is not None:
            yield Finding(
                kind="added",
                model="kernel.entry",
                row_id=pk,
                message=f"留痕 #{pk} 自称属于第 {sealed_in} 号批次，但批次里没有它",
            )


def _sealed_entry(seal: Seal, pk: int, mac: str, told: tuple[str, int | None] | None) -> Iterator[Finding]:
    if told is None:
        yield Finding(
            kind="removed", model="kernel.entry", row_id=pk, message=f"第 {seal.number} 号批次里的留痕 #{pk} 被删除"
        )
    elif told[0] != mac:
        yield Finding(
            kind="altered", model="kernel.entry", row_id=pk, message=f"留痕 #{pk} 与第 {seal.number} 号批次封存的不一致"
        )


def _backdated(school: School, seal: Seal, sealed_before: Any) -> Iterator[Finding]:
    early = Entry.objects.of(school).filter(seal=seal.number, recorded_at__lt=sealed_before - SKEW)
    for entry in early:
        yield _finding("backdated", entry, f"留痕 #{entry.pk}（{entry.said}）的录入时间早于上一批次封存时间，疑似倒填")


def _chain(seal: Seal, message: str) -> Finding:
    return Finding(kind="chain", model="kernel.seal", row_id=seal.pk, message=message)
