"""The school's figures as the reader of old summaries asks for them: a vocabulary of their names, and a lookup of their values.

Everything comes from the register of figures: a figure that an area declares is fillable from then on.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from houqin.areas.summaries.filling.pointing import Pointed
from houqin.areas.summaries.filling.vocabulary import ITEM, Item, Measure, Period, Result, Splits, Vocabulary
from houqin.areas.summaries.filling.wording import without_fillers
from houqin.foundation.models import Person, Place
from houqin.foundation.places_data import shipped_place_kinds
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.declare import register
from houqin.kernel.declare.fields import column
from houqin.kernel.figures import Figure, Option, Split, Sum, figures, options, value
from houqin.kernel.figures.address import address
from houqin.kernel.figures.asking import asked_of
from houqin.kernel.figures.period import Period as Days
from houqin.kernel.figures.sections import sections
from houqin.kernel.figures.value import LATE

CAMPUS = "campus"
_WHOLE_BUILDINGS = frozenset({"campus", "building", "floor"})
"""Levels of places that hold others: 教学楼 means its rooms too, which the kind of a place cannot tell."""
_OFFICE_WORK = re.compile("保障|执行|排查$")
_ALSO_EVERYDAY = frozenset({"平台", "班级", "周边", "层"})
"""Names of places that summaries mostly use for something else (安全教育平台)."""


@dataclass(frozen=True, kw_only=True)
class _Values:
    """A split as it is asked for: key → the words for it, and key → the values of rows it stands for."""

    words: Mapping[str, tuple[str, ...]]
    of: Mapping[str, tuple[Any, ...]]


class Ledger:
    """What one person may count. campus: the id of the only campus that is counted; figures that know no campus are then not there."""

    def __init__(self, by: Actor, campus: int | None = None) -> None:
        self._by = by
        self._campus = campus
        self._splits: dict[str, Mapping[str, _Values]] = {}
        self._alike: dict[tuple[Any, ...], Mapping[str, _Values]] = {}
        self._words: dict[int, Mapping[str, Mapping[str, tuple[str, ...]]]] = {}
        self._pointed: dict[str, Pointed | None] = {}
        self._found: dict[tuple[Any, ...], Result | None] = {}
        self.vocabulary = Vocabulary(measures=tuple(self._measure(figure) for figure in figures if self._has(figure)))

    def __call__(self, measure_key: str, splits: Splits, period: Period) -> Result | None:
        asked = (measure_key, tuple(sorted((name, tuple(wanted)) for name, wanted in splits.items())), period)
        if asked not in self._found:
            self._found[asked] = self._looked_up(measure_key, splits, period)
        return self._found[asked]

    def pointed_at(self, url: str) -> Pointed | None:
        """What a number of one of our own summaries leads to; None for any other address, and for figures that are not to be seen."""
        if url not in self._pointed:
            self._pointed[url] = self._read_address(url)
        return self._pointed[url]

    def _read_address(self, url: str) -> Pointed | None:
        parts = urlsplit(url)
        key = parts.path.removeprefix("/figures/").strip("/")
        if not url.startswith(f"{settings.BASE_URL}/figures/") or key not in self._splits:
            return None
        figure = figures.get(key)
        try:
            asked = asked_of(figure, parse_qs(parts.query), self._by)
        except Refused:
            return None
        if LATE in asked.splits:
            return None
        return Pointed(
            measure_key=key, splits=self._in_words(figure, asked.splits), period=Period(start=asked.period.start, end=asked.period.end),
            is_comparison=asked.before is not None, count=lambda period: self._counted(figure, asked.splits, period),
        )  # fmt: skip

    def _in_words(self, figure: Figure, asked: Mapping[str, Any]) -> Splits:
        """The keys of rows, where they are told apart; several rows of one name (a 教学楼 on each campus) have one key together."""
        said: dict[str, tuple[str, ...]] = {}
        for name, told in asked.items():
            wanted = {*told} if isinstance(told, tuple) else {told}
            known = self._splits[figure.key].get(spoken_name(figure, name))
            keys = tuple(key for key, rows in known.of.items() if {*rows} <= wanted) if known else ()
            if keys:
                said[spoken_name(figure, name)] = keys
        return said

    def _counted(self, figure: Figure, asked: dict[str, Any], period: Period) -> Result | None:
        if self._campus is not None and asked.get(CAMPUS, self._campus) != self._campus:
            return None
        narrowed = asked if self._campus is None else asked | {CAMPUS: self._campus}
        return self._result(figure, narrowed, self._in_words(figure, asked), period)

    def _has(self, figure: Figure) -> bool:
        if self._campus is not None and CAMPUS not in figure.splits:
            return False
        return bool(figure.of.policy.may(self._by, "view"))

    def _measure(self, figure: Figure) -> Measure:
        known = self._splits[figure.key] = self._known_splits(figure)
        words = self._words.setdefault(
            id(known), {name: values.words for name, values in known.items() if name != ITEM}
        )
        return Measure(
            key=figure.key, names=(figure.label,), synonyms=figure.words, units=tuple(dict.fromkeys((figure.unit, *figure.units))),
            splits=words, items=self._items(figure), family=figure.of.key, topics=_topics(figure), of_entry=_of_entry(figure),
            own_names=_own_names(figure), ledgers=_ledgers(figure),
        )  # fmt: skip

    def _items(self, figure: Figure) -> tuple[Item, ...]:
        name = catalogue_of(figure)
        if not name:
            return ()
        known = self._splits[figure.key][ITEM]
        units = {one.value: one.unit for one in options(figure, name, by=self._by)}
        return tuple(
            Item(name=words[0], unit=units[known.of[code][0]], synonyms=words[1:], code=code)
            for code, words in known.words.items()
        )

    def _known_splits(self, figure: Figure) -> Mapping[str, _Values]:
        """Figures of one ledger share their splits; they are read once."""
        alike = (
            figure.of.key,
            tuple((name, split.path, split.name, split.unit) for name, split in figure.splits.items()),
        )
        if alike not in self._alike:
            self._alike[alike] = _without_repeats({
                spoken: _grouped(_heard(figure, split, options(figure, name, by=self._by)))
                for name, split in figure.splits.items()
                if (spoken := spoken_name(figure, name))
            }, figure)  # fmt: skip
        return self._alike[alike]

    def _looked_up(self, key: str, splits: Splits, period: Period) -> Result | None:
        if key not in self._splits:
            return None
        figure = figures.get(key)
        asked = self._rows_of(figure, splits)
        if asked is None:
            return None
        return self._result(figure, asked, splits, period)

    def _result(self, figure: Figure, asked: dict[str, Any], splits: Splits, period: Period) -> Result | None:
        days = Days(period.start, period.end)
        counted = value(figure, by=self._by, period=days, splits=asked)
        number = Decimal(0) if counted.number is None and isinstance(figure.measure, Sum) else counted.number
        if number is None:
            return None
        return Result(
            value=number, unit=self._unit(figure, splits), rows=counted.rows, evidence_url=settings.BASE_URL + address(figure.key, days, asked)
        )  # fmt: skip

    def _rows_of(self, figure: Figure, splits: Splits) -> dict[str, Any] | None:
        """The values of rows that the words stand for; None when the figure cannot be parted so."""
        asked: dict[str, Any] = {}
        for name, wanted in splits.items():
            known = self._splits[figure.key].get(name)
            if known is None or any(key not in known.of for key in wanted):
                return None
            asked[declared_name(figure, name)] = tuple(row for key in wanted for row in known.of[key])
        if self._campus is not None and self._campus not in asked.setdefault(CAMPUS, (self._campus,)):
            return None
        if self._campus is not None:
            asked[CAMPUS] = (self._campus,)
        return {name: rows[0] if len(rows) == 1 else rows for name, rows in asked.items()}

    def _unit(self, figure: Figure, splits: Splits) -> str:
        measure = self.vocabulary.measure(figure.key)
        wanted = splits.get(ITEM, ())
        return (
            next((item.unit for item in measure.items if item.code in wanted), figure.unit) if measure else figure.unit
        )


def _topics(figure: Figure) -> tuple[str, ...]:
    """采购 and 招标 of the chapter 采购与招标: what a passage about the figure's ledger speaks of."""
    area = figure.key.partition(".")[0]
    title = next((section.title for section in sections if section.area == area), "")
    said = [_OFFICE_WORK.sub("", word) for word in re.split("[与和]", title)]
    return tuple(dict.fromkeys(word for one in said for word in (one, one[-2:]) if len(word) > 1))


def _ledgers(figure: Figure) -> tuple[str, ...]:
    """库房 and 领用单 for a figure of supplies."""
    area = figure.key.partition(".")[0]
    return tuple(one.label for one in register if one.key.partition(".")[0] == area and len(one.label) > 1)


def _own_names(figure: Figure) -> frozenset[str]:
    others = {word for other in figures if other is not figure and other.unit == figure.unit for word in other.words}
    return frozenset(figure.words) - others


def _of_entry(figure: Figure) -> frozenset[str]:
    """The splits that go through the same link as the catalogue: what kind of thing an item is."""
    catalogue = catalogue_of(figure)
    link = figure.splits[catalogue].path.rpartition("__")[0] if catalogue else ""
    return frozenset(
        spoken_name(figure, name)
        for name, split in figure.splits.items()
        if link and name != catalogue and split.path.startswith(f"{link}__")
    )


def catalogue_of(figure: Figure) -> str:
    """The split whose values have units of their own: what is added up is then an entry of a catalogue."""
    return next((name for name, split in figure.splits.items() if split.unit), "")


def spoken_name(figure: Figure, name: str) -> str:
    """How the reader calls a split; "" for one that only tells units."""
    catalogue = catalogue_of(figure)
    if name == catalogue:
        return ITEM
    if catalogue and figure.splits[name].path == figure.splits[catalogue].unit:
        return ""
    return figure.splits[name].label if name == ITEM else name


def declared_name(figure: Figure, spoken: str) -> str:
    return next(name for name in figure.splits if spoken_name(figure, name) == spoken)


def _heard(figure: Figure, split: Split, told: Iterable[Option]) -> list[Option]:
    """Options with the words worth listening for."""
    field = column(figure.of.model, split.path).field
    if field.model is Place and field.name == "kind":
        return _kinds_of_places()
    linked = field.related_model if field.is_relation else None
    if linked is Place:
        # Shown as a path, said by name: which 教学楼 is meant, the campus beside it tells.
        told = [replace(one, label=one.label.rpartition("/")[2]) for one in told]
    least = 3 if linked is Person else 1
    return [
        replace(one, words=tuple(word.replace(" ", "") for word in (one.label, *one.words) if split.unit or (len(word) >= least and without_fillers(word))))
        for one in told
        if one.value not in (None, "")
    ]  # fmt: skip


def _kinds_of_places() -> list[Option]:
    return [
        Option(kind.code, kind.name, words=tuple(w for w in (kind.name, *kind.synonyms) if w not in _ALSO_EVERYDAY))
        for kind in shipped_place_kinds()
        if kind.level not in _WHOLE_BUILDINGS
    ]


def _grouped(told: Iterable[Option]) -> _Values:
    """Values that are called alike (a 教学楼 on each campus) are asked for together."""
    by_label: dict[tuple[str, str], list[Option]] = {}
    for one in told:
        by_label.setdefault((one.label, one.unit), []).append(one)
    words: dict[str, tuple[str, ...]] = {}
    of: dict[str, tuple[Any, ...]] = {}
    for alike in by_label.values():
        key = "|".join(str(one.value) for one in alike)
        words[key] = tuple(dict.fromkeys(word for one in alike for word in one.words))
        of[key] = tuple(one.value for one in alike)
    return _Values(words=words, of=of)


def _without_repeats(splits: dict[str, _Values], figure: Figure) -> Mapping[str, _Values]:
    """A word means one thing: the school's own rows (a building called 综合楼) come before kinds and choices of the system."""
    heard: set[str] = set()
    kept: dict[str, _Values] = {}
    for name in sorted(splits, key=lambda spoken: _is_chosen(figure, spoken)):
        if name == ITEM:
            kept[name] = splits[name]
            continue
        words = {key: tuple(w for w in said if w not in heard) for key, said in splits[name].words.items()}
        heard.update(word for said in words.values() for word in said)
        kept[name] = replace(splits[name], words=words)
    return kept


def _is_chosen(figure: Figure, spoken: str) -> bool:
    return bool(column(figure.of.model, figure.splits[declared_name(figure, spoken)].path).field.choices)
