"""What a director says a slot means: another figure or entry of a catalogue, by name."""

from dataclasses import dataclass
from decimal import Decimal

from houqin.areas.summaries.filling.documents import read_summary
from houqin.areas.summaries.filling.memory import Memory
from houqin.areas.summaries.filling.proposing import propose
from houqin.areas.summaries.filling.slots import Slot, find_slots
from houqin.areas.summaries.filling.splitting import splits_for
from houqin.areas.summaries.filling.vocabulary import ITEM, Item, Measure, Period
from houqin.areas.summaries.ledger import Ledger
from houqin.areas.summaries.models import FilledSlot
from houqin.kernel.actions import Refused
from houqin.kernel.figures import figures

MOST_NEAR = 5


@dataclass(frozen=True, kw_only=True)
class Answer:
    figure: str
    asked: dict[str, list[str]]
    split: dict[str, str]
    value: Decimal
    text: str
    evidence: str
    why: str


def restated(slot: FilledSlot, old: bytes, words: str, ledger: Ledger, period: Period) -> Answer:
    """The slot counted by the figure of that name, parted as its own sentence says. Refused when there is none, or it does not fit."""
    measure, item = _called(words, ledger)
    found = _slot_in(old, slot)
    asked = dict(splits_for(found, measure, without=(item.name, *item.synonyms) if item else measure.all_names).splits)
    if item is not None:
        asked[ITEM] = (item.asked,)
    memory = Memory().with_confirmed(found, measure_key=measure.key, splits=asked)
    (told,) = propose([found], ledger.vocabulary, ledger, period=period, memory=memory)
    if told.value is None:
        raise Refused(f"“{words}”填不进这一处：{told.why}", field="figure")
    name = item.name if item else measure.names[0]
    return Answer(
        figure=measure.key, asked={split: list(keys) for split, keys in told.asked.items()}, split=dict(told.splits), value=told.value,
        text=told.text, evidence=told.evidence_url, why=f"由负责人改按“{name}”取数，台账有{told.rows}条记录。",
    )  # fmt: skip


def _called(words: str, ledger: Ledger) -> tuple[Measure, Item | None]:
    measures = ledger.vocabulary.measures
    named: list[tuple[tuple[str, ...], Measure, Item | None]] = [
        ((measure.key, *measure.all_names), measure, None) for measure in measures
    ]
    named += [((item.name, *item.synonyms), measure, item) for measure in measures for item in measure.items]
    for names, measure, item in named:
        if words in names:
            return measure, item
    near = dict.fromkeys(
        item.name if item else measure.names[0] for names, measure, item in named if _sounds_like(words, names)
    )
    said = f"是否指：{'、'.join(list(near)[:MOST_NEAR])}？" if near else "可在“指标”页查看全部名称。"
    raise Refused(f"没有叫“{words}”的指标或工作内容。{said}", field="figure")


def _sounds_like(words: str, names: tuple[str, ...]) -> bool:
    return any(words in name or name in words for name in names if len(name) > 1)


def _slot_in(old: bytes, slot: FilledSlot) -> Slot:
    wanted = (slot.line, slot.start)
    found = next((one for one in find_slots(read_summary(old).lines) if (one.line, one.start) == wanted), None)
    if found is None:
        raise Refused("这份旧总结是用以前的版本读的，已不能改用指标；请直接写要填的数，或重新上传。")
    return found


def meaning_of(figure: str, split: dict[str, str]) -> str:
    """接报修单（工种：水）: what is counted, in words."""
    if figure not in figures:
        return figure
    known = figures.get(figure)
    parts = (f"{known.splits[name].label}：{said}" if name in known.splits else said for name, said in split.items())
    told = "，".join(parts)
    return f"{known.label}（{told}）" if told else known.label
