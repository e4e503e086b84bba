"""The slots of an old summary as a director looks at them: the sentence, what is proposed and why, and what was decided."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.html import format_html

from houqin.areas.summaries.filling.units import same_unit
from houqin.areas.summaries.filling_actions import new_file, number_in, old_file, review_address
from houqin.areas.summaries.meanings import meaning_of
from houqin.areas.summaries.models import FilledSlot, Filling
from houqin.kernel.access import Actor

Choice = FilledSlot.Choice
AROUND = 60
"""Characters of the sentence shown on either side of a slot: what a phone shows at a glance."""
TABS = (("open", "待核对"), ("unsure", "没把握"), ("sure", "有把握"), ("decided", "已定"), ("all", "全部"))


@dataclass(frozen=True, kw_only=True)
class Card:
    row: FilledSlot
    before: str
    after: str
    meaning: str
    evidence: str
    old: str
    warning: str
    next: int
    """The id of the slot that follows in this list, 0 after the last."""


def in_tab(tab: str, rows: Sequence[FilledSlot]) -> list[FilledSlot]:
    match tab:
        case "open":
            return [row for row in rows if row.choice == Choice.OPEN]
        case "unsure":
            return [row for row in rows if not row.sure]
        case "sure":
            return [row for row in rows if row.sure]
        case "decided":
            return [row for row in rows if row.choice != Choice.OPEN]
    return list(rows)


def cards(shown: Sequence[FilledSlot], every: Sequence[FilledSlot]) -> list[Card]:
    wrong = wrong_sums(every)
    following = [row.pk for row in shown[1:]] + [0]
    return [_card(row, wrong.get(row.index, ""), after) for row, after in zip(shown, following, strict=True)]


def _card(row: FilledSlot, warning: str, following: int) -> Card:
    before, after = row.text[: row.offset], row.text[row.offset + len(row.shown) :]
    return Card(
        row=row, before=f"…{before[-AROUND:]}" if len(before) > AROUND else before, after=f"{after[:AROUND]}…" if len(after) > AROUND else after,
        meaning=meaning_of(row.figure, row.split) if row.figure else "", evidence=row.evidence.removeprefix(settings.BASE_URL), warning=warning,
        old="" if row.old is None else f"{row.old.normalize():f}", next=following,
    )  # fmt: skip


def standing(row: FilledSlot) -> Decimal | None:
    """What the new document will say here, as things are now."""
    if row.choice == Choice.CHANGED:
        return number_in(row.written)
    if row.choice == Choice.LEFT:
        return row.old
    return row.value if row.value is not None else row.old


def wrong_sums(rows: Sequence[FilledSlot]) -> dict[int, str]:
    """Index of a slot → what does not agree: a part, or all parts together, larger than the total."""
    by_index = {row.index: row for row in rows}
    told: dict[int, str] = {}
    for index, total in by_index.items():
        limit = standing(total)
        parts = [row for row in rows if row.parent == index and same_unit(row.unit, total.unit)]
        known = [(row, amount) for row in parts if (amount := standing(row)) is not None]
        if limit is None or not known:
            continue
        for row, amount in known:
            if amount > limit:
                told[row.index] = f"部分（{amount.normalize():f}）大于总数（{limit.normalize():f}）。"
        summed: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
        for row, amount in known:
            summed[tuple(sorted(row.asked))] += amount
        largest = max(summed.values())
        if largest > limit:
            told.setdefault(index, f"各部分之和（{largest.normalize():f}）大于总数（{limit.normalize():f}）。")
    return told


def render_review_link(filling: Filling, actor: Actor) -> str:
    """The panel on a filling's own page."""
    rows: Any = filling.slots.of(filling.school_id)
    waiting, total = rows.filter(choice=Choice.OPEN).count(), rows.count()
    link = format_html(
        '<a class="btn btn-primary btn-lg w-100" href="{}">逐处核对（共 {} 处，待核对 {} 处）</a>', review_address(filling), total, waiting
    )  # fmt: skip
    old = format_html(
        '<a class="btn w-100 mt-2" href="/files/{}/original/" hx-boost="false">打开旧总结</a>', old_file(filling).pk
    )
    if new_file(filling) is None:
        return link + old
    return (
        link
        + old
        + format_html(
            '<a class="btn btn-lg w-100 mt-2" href="/summaries/fillings/{}/file/" hx-boost="false">下载新文档</a>',
            filling.pk,
        )
    )
