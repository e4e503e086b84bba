"""Splits: a figure for each of their values, and the values with all their names."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count

from houqin.kernel.access import Actor
from houqin.kernel.declare.fields import as_text, column
from houqin.kernel.figures.figure import Figure, Split
from houqin.kernel.figures.period import Period
from houqin.kernel.figures.value import Counted, counted, evidence, measures, months

UNKNOWN = "未填写"


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a split: what an address carries, what people say, and the figure for it alone."""

    value: Any
    label: str
    unit: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a split may take, with every name people have for it."""

    value: Any
    label: str
    unit: str = ""
    words: tuple[str, ...] = ()


def breakdown(
    figure: Figure, name: str, *, by: Actor, period: Period, splits: dict[str, Any] | None = None
) -> dict[Any, Counted]:
    """The figure for each value of a split ("month" gives first days), largest first; months in order."""
    if name == "month":
        return {month.start: told for month, told in months(figure, by=by, period=period, splits=splits) if told.rows}
    return {part.value: part.counted for part in parts(figure, name, by=by, period=period, splits=splits)}


def parts(figure: Figure, name: str, *, by: Actor, period: Period, splits: dict[str, Any] | None = None) -> list[Part]:
    """The figure for each value of a split, largest first, as people call it."""
    split = figure.splits[name]
    rows = evidence(figure, by=by, period=period, splits=splits)
    paths = dict.fromkeys((split.path, split.name or split.path, split.unit or split.path))
    told = list(rows.order_by().values(*paths).annotate(n=Count("pk"), **measures(figure)))
    known = _labels(figure, split, {one[split.path]: one.get(split.name) for one in told}, by)
    made = [
        Part(
            one[split.path],
            known[one[split.path]],
            str(one[split.unit]) if split.unit else figure.unit,
            counted(figure, one),
        )
        for one in told
    ]
    return sorted(made, key=lambda part: (-(part.counted.number or 0), -part.counted.rows, part.label))


def options(figure: Figure, name: str, *, by: Actor) -> list[Option]:
    """Every value the split may take, with all its names: the choices of the field, the catalogue it comes from, or what is written so far."""
    split = figure.splits[name]
    field = column(figure.of.model, split.path).field
    if field.choices:
        choices = field.flatchoices
        return [Option(value, str(label), words=split.names.get(str(value), ())) for value, label in choices]
    paths = [path or split.path for path in (split.path, split.name, split.unit, split.words)]
    link = "" if field.is_relation else split.path.rpartition("__")[0]
    if link:
        rows = column(figure.of.model, link).field.remote_field.model.objects.of(by.school_id).order_by("pk")
        paths = [path.removeprefix(f"{link}__") for path in paths]
        return [_option(split, *told) for told in rows.values_list(*paths)]
    written = figure.of.visible_to(by).exclude(**{f"{split.path}__isnull": True}).order_by(paths[1]).distinct()
    told = list(written.values_list(*paths))
    known = _labels(figure, split, {one[0]: one[1] for one in told}, by)
    return [_option(split, one[0], known[one[0]], *one[2:]) for one in told]


def read_split(figure: Figure, name: str, written: str) -> Any:
    """A value as an address carries it; empty means the rows that have none. ValueError when it cannot be one."""
    field = column(figure.of.model, figure.splits[name].path).field
    if written == "":
        return "" if isinstance(field, models.CharField) and not field.null else None
    try:
        return (field.target_field if field.is_relation else field).to_python(written)
    except ValidationError as error:
        raise ValueError(written) from error


def split_label(figure: Figure, name: str, value: Any, *, by: Actor) -> str:
    """What people call one value of a split."""
    if isinstance(value, tuple):
        return "、".join(split_label(figure, name, one, by=by) for one in value)
    split = figure.splits[name]
    told = None
    if split.name and value is not None:
        told = next((option.label for option in options(figure, name, by=by) if option.value == value), str(value))
    return _labels(figure, split, {value: told}, by)[value]


def _labels(figure: Figure, split: Split, told: dict[Any, Any], by: Actor) -> dict[Any, str]:
    """Value → what people call it: its declared name, the row it points at, or the choice it is. told: value → its declared name."""
    field = column(figure.of.model, split.path).field
    names = {value: str(name or UNKNOWN) for value, name in told.items()}
    unclear = [value for value, name in names.items() if value is not None and list(names.values()).count(name) > 1]
    if field.is_relation and (unclear or not split.name):
        # Each campus has its 教学楼: what two rows are both called is told in full.
        wanted = unclear if split.name else [value for value in told if value is not None]
        rows = field.remote_field.model.objects.of(by.school_id).in_bulk(wanted)
        return names | {value: str(rows.get(value) or UNKNOWN) for value in wanted}
    if split.name or field.is_relation:
        return names
    return {value: as_text(value, field) or UNKNOWN for value in told}


def _option(split: Split, value: Any, label: Any, unit: Any, words: Any) -> Option:
    """Paths that were not declared were filled with the key, which says nothing."""
    also = re.split(r"[,，、;；]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", str(words or "")) if split.words else []
    names = (*split.names.get(str(value), ()), *(word.strip() for word in also if word.strip()))
    return Option(value, str(label), str(unit) if split.unit else "", names)
