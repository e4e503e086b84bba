"""What a sentence counted before a slot: its proposals, and the things that were done in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from houqin.areas.summaries.filling.inheriting import FARTHEST
from houqin.areas.summaries.filling.proposals import Proposal
from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.vocabulary import ITEM, Item, Vocabulary
from houqin.areas.summaries.filling.wording import split_verb


def things_of(items: Iterable[Item]) -> tuple[str, ...]:
    names = (name for item in items for name in item.called)
    return tuple(dict.fromkeys(thing for name in names if len(thing := split_verb(name)[1]) > 1))


def called_short(things: Iterable[str]) -> Iterator[str]:
    """挂壁式空调 and 空调."""
    for thing in things:
        yield from (thing[start:] for start in range(len(thing) - 1))


def of_sentence(slot: Slot, done: Sequence[Proposal]) -> Iterator[Proposal]:
    for one in reversed(done[-FARTHEST:]):
        if one.slot.passage != slot.passage or one.slot.context.sentence != slot.context.sentence:
            return
        yield one


def told_before(slot: Slot, vocabulary: Vocabulary, done: Sequence[Proposal]) -> Iterator[Item]:
    """The entries of catalogues that the same sentence counted before."""
    for one in of_sentence(slot, done):
        measure = vocabulary.measure(one.measure_key)
        asked = one.asked.get(ITEM, ())
        yield from (item for item in measure.items if item.asked in asked) if measure and asked else ()
