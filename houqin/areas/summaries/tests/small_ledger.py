"""A few figures and a ledger that answers whatever it is told to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from houqin.areas.summaries.filling.lines import lines_of
from houqin.areas.summaries.filling.memory import Memory
from houqin.areas.summaries.filling.proposals import Proposal
from houqin.areas.summaries.filling.proposing import propose
from houqin.areas.summaries.filling.slots import find_slots
from houqin.areas.summaries.filling.vocabulary import Item, Lookup, Measure, Period, Result, Splits, Vocabulary

TERM = Period(start=date(2025, 9, 1), end=date(2026, 1, 31))
WORDS = Vocabulary(
    measures=(
        Measure(
            key="orders",
            names=("报修",),
            synonyms=("接报维修",),
            units=("次",),
            splits={"trade": {"水": ("水道工",), "电": ("电工",)}, "place": {"宿舍": ("寝室",)}},
        ),
        Measure(
            key="work",
            names=("维修",),
            units=("项",),
            items=(
                Item(name="更换水龙头", unit="只"),
                Item(name="换锁", unit="把"),
                Item(name="修锁", unit="把"),
                Item(name="台盆水管", unit="根"),
            ),
        ),
        Measure(key="rate", names=("整改率",), units=("%",)),
        Measure(key="money", names=("采购金额",), units=("元",)),
    )
)
Asked = list[tuple[str, dict[str, tuple[str, ...]], Period]]


def always(value: str, unit: str, asked: Asked | None = None) -> Lookup:
    def look_up(measure_key: str, splits: Splits, period: Period) -> Result | None:
        if asked is not None:
            asked.append((measure_key, dict(splits), period))
        return Result(value=Decimal(value), unit=unit, evidence_url="https://x.example/e", rows=3)

    return look_up


def answer(text: str, look_up: Lookup, *, period: Period = TERM, memory: Memory | None = None) -> list[Proposal]:
    return propose(find_slots(lines_of(text)), WORDS, look_up, period=period, memory=memory)
