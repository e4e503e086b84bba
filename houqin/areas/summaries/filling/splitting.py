"""The splits a slot's wording asks for: trade, place, kind, and the part of the period."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.vocabulary import Measure, Period, Splits, Vocabulary
from houqin.areas.summaries.filling.wording import TIME_WORDS

_MONTHS = {
    word: number
    for number, word in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], start=1)
}
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LISTS = re.compile(r"(?<=[\u4e00-\u9fff]{2})[、与和及]")
_TITLE = re.compile(r"总结|小结|汇报|述职|述评|报告|回顾|通报|[年月季]报|盘点|一览")
_INTRODUCES = re.compile(r"其中|分别|包括|共?(?:完成|开展|进行|处理|接报|受理|承接|接到)了?(?=[\u4e00-\u9fff])")
_SINGLE_LEFT = r"(?:^|[、和及与，,。：:对为\s])"
_SINGLE_RIGHT = r"(?=工|类|路|项|组|班|维修|报修|方面|[、和及与＃\s]|$)"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """`words` are the pieces of text understood as split values; `weak` says that a heading gave one of them.

    `carried` names the splits that the slot's own phrase does not say for sure, `near` those that it says at all. `left` are,
    split by split, words that only give examples, or were said of another thing: 教室 of 教室课桌52张，门锁36把.
    `of_all` says that nothing parts it: 占全部报修的.
    """

    splits: dict[str, tuple[str, ...]]
    words: tuple[str, ...]
    weak: bool
    carried: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    left: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_all: bool = False

    def unless_told_otherwise(self, told: Collection[Splits]) -> Reading:
        """北校区报修90次，南校区报修30次，换锁20把: what opened the sentence does not hold to its end."""
        over = {
            name for name in self.carried if any(one.get(name, self.splits[name]) != self.splits[name] for one in told)
        }
        kept = {name: values for name, values in self.splits.items() if name not in over}
        return replace(
            self, splits=kept, carried=self.carried - over, left={**self.left, **dict.fromkeys(over, self.words)}
        )


_TOO_PLAIN = frozenset({"服务", "设备", "设施", "设施设备", "物资", "工程", "维修工程", "其他", "其它"})
"""What a heading, or the beginning of a line, says of every chapter."""
# 与保洁公司、保安公司等签订合同 names some of them; 水、电、木各类维修 all.
EXAMPLES = re.compile(r"(?:[^，,。；;：:]*、[^，,。；;：:]*?|[水电木暖泥瓦土]{2,})(?:等|各类|各项|各种)")
_SAID_OF = re.compile(r"(?:[里内上中]?的)?＃")


def splits_for(
    slot: Slot,
    measure: Measure,
    *,
    without: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    told: tuple[str, ...] = (),
) -> Reading:
    """Values of the measure's splits named by the slot's phrase, else its subject, else its headings.

    `without` is what was understood as the figure, `hidden` are the things it counts, `told` those the sentence counted before:
    they name no split, and a place said of one of them (教室课桌) says nothing of the next.
    """
    whole = near = f"{slot.context.near} {slot.context.after}"
    subject = slot.context.subject
    for text in (*without, *hidden):
        near = near.replace(text, "＃")
    for text in sorted((*hidden, *told), key=len, reverse=True):
        subject = subject.replace(text, "＃")
    # 四、食堂与宿舍 only lists what the chapter tells of.
    chapters = [text for text in slot.context.headings if not _LISTS.search(text) and not _TITLE.search(text)]
    found: dict[str, dict[str, str]] = {}
    strengths: dict[str, int] = {}
    own: set[str] = set()
    left: dict[str, tuple[str, ...]] = {}
    of_all = any(f"{every}{text}" in whole for every in ("全部", "全校", "全园") for text in without)
    for name, values in measure.splits.items():
        for strength, text in enumerate((near,) if of_all else (near, subject, "\n".join(chapters))):
            said = mentions(text, values)
            if strength:
                said = {word: value for word, value in said.items() if word not in _TOO_PLAIN}
            if strength == 1:
                # What the slot says itself and was not heard there is part of the figure's name: 损坏 of 公物损坏赔偿.
                said = {word: value for word, value in said.items() if word not in whole}
                said = _not_within(said, text, measure)
            others = _said_otherwise(text, said, of_things=strength == 1 and bool(told)) if strength < 2 else set()
            left |= {name: tuple(others)} if others else {}
            said = {word: value for word, value in said.items() if word not in others}
            if not strength and without and not hidden:
                # 食堂检查 names a checklist, though 检查 is already understood.
                said |= _longer(whole, values, without, measure.all_names) | _reaching_in(whole, values, without)
            if said:
                found[name] = said
                strengths[name] = max(strength, int(_names_a_crew(text, said)))
                own |= {name} if not strength else set()
                break
    reading = _reading(found, strengths)
    return replace(reading, near=frozenset(own & set(reading.splits)), left=left, of_all=of_all)


def _not_within(said: Mapping[str, str], text: str, measure: Measure) -> dict[str, str]:
    """办公用品 of 文华办公用品商行 is part of a supplier's name."""
    spoken = [word for values in measure.splits.values() for word in mentions(text, values)]
    return {word: value for word, value in said.items() if not any(word != one and word in one for one in spoken)}


def _said_otherwise(text: str, said: Collection[str], *, of_things: bool) -> set[str]:
    """Words that only give examples, or belong to a thing that is not this one."""
    listed = EXAMPLES.search(text)
    examples = {word for word in said if listed and word in listed[0]}
    if not of_things:
        return examples
    return examples | {word for word in said if _SAID_OF.match(text, text.find(word) + len(word))}


def _longer(
    text: str, values: Mapping[str, tuple[str, ...]], without: tuple[str, ...], names: tuple[str, ...]
) -> dict[str, str]:
    """Values named by words that hold what was understood already: 夜巡 is both what was done and which round it was."""
    said = mentions(text, values)
    called = {value: (value, *words) for value, words in values.items()}
    return {
        word: value
        for word, value in said.items()
        if not (word.startswith("已") and word[1:] in without)  # 已销号 is no more than 销号
        and any(
            known in other and (known != other or known in names)
            for known in without
            for other in (word, *called[value])
        )
    }


def _reaching_in(text: str, values: Mapping[str, tuple[str, ...]], without: tuple[str, ...]) -> dict[str, str]:
    """设备购置 of 设备购置经费, where 购置经费 was understood: the name of a fund is not cut in two."""
    return {
        word: value
        for word, value in mentions(text, values).items()
        for known in without
        if any(
            word.endswith(known[:size]) and word + known[size:] in text for size in range(2, min(len(known), len(word)))
        )
    }


def _names_a_crew(text: str, said: Mapping[str, str]) -> bool:
    """水工班: who did the work, which need not be how the ledger files it."""
    return any(word[-1] in "工班组队" or re.search(re.escape(word) + "[班组队工]", text) for word in said)


def _reading(found: Mapping[str, Mapping[str, str]], strengths: Mapping[str, int]) -> Reading:
    """北校区 is one campus; that 校区 is also a kind of place is then nothing new."""
    spoken = [word for said in found.values() for word in said]
    splits: dict[str, tuple[str, ...]] = {}
    words: list[str] = []
    for name, said in found.items():
        kept = [word for word in said if not any(word != other and word in other for other in spoken)]
        if kept:
            splits[name] = tuple(dict.fromkeys(said[word] for word in kept))
            words.extend(kept)
    return Reading(
        splits=splits,
        words=tuple(words),
        weak=any(strengths[name] == 2 for name in splits),
        carried=frozenset(name for name in splits if strengths[name]),
    )


class _Held:
    """Values of a split, the same only as themselves; figures of one ledger share them."""

    __slots__ = ("values",)

    def __init__(self, values: Mapping[str, tuple[str, ...]]) -> None:
        self.values = values

    def __hash__(self) -> int:
        return id(self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.values is self.values


def mentions(text: str, values: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Word found → value it stands for; longer words hide shorter ones (教学楼 before 楼)."""
    return dict(_mentions(text, _Held(values)))


@lru_cache(maxsize=4096)
def _mentions(text: str, held: _Held) -> dict[str, str]:
    values = held.values
    text = _INTRODUCES.sub(" ", TIME_WORDS.sub(" ", text)).strip()
    # A value may be a code or a number of a row; only its words in Chinese are looked for.
    heard = {(word, value) for value, words in values.items() for word in (value, *words) if _says(text, word)}
    spoken = sorted(
        ((word, value) for word, value in heard if _HAN.search(word)), key=lambda pair: (-len(pair[0]), pair)
    )
    # 水电维修 is both trades.
    singles = re.escape("".join(word for word, _ in spoken if len(word) == 1)) or "#"
    found: dict[str, str] = {}
    for word, value in spoken:
        if len(word) > 1 and _says(text, word):
            found[word] = value
            text = text.replace(word, "＃")
        elif len(word) == 1:
            pattern = (
                f"{_SINGLE_LEFT}[{singles}]*{re.escape(word)}[{singles}]*(?P<craft>[道暖]?工[人班组]?|{_SINGLE_RIGHT})"
            )
            match = re.search(pattern, text)
            if match:
                found[word + match["craft"]] = value
    return found


def _says(text: str, word: str) -> bool:
    """维修工 are people, 维修工作 is what they do."""
    if word not in text:
        return False
    return not word.endswith("工") or bool(re.search(re.escape(word) + "(?![作程具])", text))


def known_splits(slot: Slot, vocabulary: Vocabulary) -> dict[str, str]:
    """Split words any ledger knows, for slots that no figure fits."""
    found: dict[str, str] = {}
    looked_through: set[int] = set()
    for measure in vocabulary.measures:
        # Figures of one area share their splits.
        fresh = {name: values for name, values in measure.splits.items() if id(values) not in looked_through}
        looked_through.update(map(id, fresh.values()))
        for name, chosen in splits_for(slot, replace(measure, splits=fresh)).splits.items():
            found.setdefault(name, "、".join(chosen))
    return found


def narrowed(period: Period, word: str) -> Period | None:
    """The part of the period a word names (9月, 上半年, 第一季度); None when it cannot be told."""
    text = word.strip()
    month = re.fullmatch(r"(\d{1,2}|[一二三四五六七八九十]+)月份?", text)
    if month:
        number = int(month[1]) if month[1].isdigit() else _MONTHS.get(month[1], 0)
        return _months(period, {number})
    halves = {"上半年": range(1, 7), "下半年": range(7, 13)}
    if text in halves:
        return period if _mostly(period, halves[text]) else _months(period, set(halves[text]))
    if text in _TERMS:
        return period if _mostly(period, _TERMS[text]) else None
    spread = re.fullmatch(r"(\d{1,2})月份?[-—–~～至到](\d{1,2})月份?", text)
    if spread:
        first, last = int(spread[1]), int(spread[2])
        return _months(period, {(first + step - 1) % 12 + 1 for step in range((last - first) % 12 + 1)})
    quarter = re.fullmatch(r"第?([一二三四])季度", text)
    if quarter:
        first = "一二三四".index(quarter[1]) * 3 + 1
        return _months(period, set(range(first, first + 3)))
    return None


_TERMS = {"春季学期": range(2, 8), "秋季学期": (8, 9, 10, 11, 12, 1)}
MOSTLY = 0.75


def _mostly(period: Period, months: Collection[int]) -> bool:
    """A spring term is the first half of the year, give or take some days."""
    days = [period.start + timedelta(days=day) for day in range((period.end - period.start).days + 1)]
    return len(days) < 200 and sum(day.month in months for day in days) >= MOSTLY * len(days)


def _months(period: Period, wanted: set[int]) -> Period | None:
    inside = [
        (year, month)
        for year in range(period.start.year, period.end.year + 1)
        for month in sorted(wanted)
        if (period.start.year, period.start.month) <= (year, month) <= (period.end.year, period.end.month)
    ]
    if len(inside) != len(wanted):
        return None
    (first_year, first_month), (last_year, last_month) = inside[0], inside[-1]
    end = date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])
    return Period(start=max(period.start, date(first_year, first_month, 1)), end=min(period.end, end))
