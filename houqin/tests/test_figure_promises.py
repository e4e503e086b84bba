"""Promises kept by every figure: its number is the number of its evidence, for each reader, split and month."""

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from houqin.foundation.models import User
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.figures import (
    Average,
    Figure,
    Hours,
    Period,
    Share,
    Sum,
    evidence,
    figures,
    months,
    options,
    parts,
    value,
)
from houqin.kernel.figures.address import address
from houqin.kernel.figures.checks import problems_of
from houqin.tests.people import World

every_figure = pytest.mark.parametrize("figure", list(figures), ids=lambda figure: figure.key)


def this_year() -> Period:
    today = clock.today()
    return Period(today.replace(month=1, day=1), today.replace(month=12, day=31))


def by_hand(figure: Figure, rows: list[Any], met: int) -> Decimal | None:
    """The figure counted in Python from the rows alone."""
    match figure.measure:
        case Sum(path=path):
            return Decimal(sum(Decimal(_at(row, path)) for row in rows)) if rows else None
        case Average(path=path, places=places):
            known = [Decimal(v) for row in rows if (v := _at(row, path)) is not None]
            return round(Decimal(sum(known)) / len(known), places) if known else None
        case Share(places=places):
            return round(Decimal(100 * met) / len(rows), places) if rows else None
        case Hours(start=start, end=end, places=places):
            spans = [(_at(row, end) - _at(row, start)).total_seconds() for row in rows]
            return round(Decimal(sum(spans)) / len(spans) / 3600, places) if spans else None
    return Decimal(len(rows))


def _at(row: Model, path: str) -> Any:
    for step in path.split("__"):
        row = getattr(row, step)
    return row


@every_figure
def test_a_figure_is_declared_soundly(figure: Figure) -> None:
    assert list(problems_of(figure)) == []
    assert figure.words, f"{figure.key} 没有 words：旧总结里怎么称呼它"


@every_figure
@pytest.mark.parametrize("who", ["mira", "lena", "dana"])
def test_a_figure_equals_its_evidence(figure: Figure, who: str, request: Any, a_row_of: Any) -> None:
    by: Actor = request.getfixturevalue(who)
    for campus in ("north", "north", "south"):
        a_row_of(figure.of, campus=campus)
    rows = evidence(figure, by=by, period=this_year())
    met = rows.filter(figure.measure.of).count() if isinstance(figure.measure, Share) else 0
    counted = value(figure, by=by, period=this_year())
    assert counted.rows == len(rows)
    wanted = by_hand(figure, list(rows), met)
    if isinstance(figure.measure, (Average, Hours)) and wanted is not None and counted.number is not None:
        assert abs(counted.number - wanted) <= Decimal(1).scaleb(-figure.measure.places)
    else:
        assert counted.number == wanted


@every_figure
def test_the_parts_of_a_figure_have_all_its_rows(figure: Figure, mira: Actor, a_row_of: Any) -> None:
    for campus in ("north", "south"):
        a_row_of(figure.of, campus=campus)
    whole = value(figure, by=mira, period=this_year())
    for name in figure.splits:
        told = parts(figure, name, by=mira, period=this_year())
        assert sum(part.counted.rows for part in told) == whole.rows
        for part in told:
            rows = evidence(figure, by=mira, period=this_year(), splits={name: part.value})
            assert rows.count() == part.counted.rows
            assert part.label
    by_month = [counted.rows for _, counted in months(figure, by=mira, period=this_year()) if counted.rows]
    assert (sum(by_month[-1:]) if figure.at_end else sum(by_month)) == whole.rows


@every_figure
def test_each_part_is_among_the_options_of_its_split(figure: Figure, mira: Actor, a_row_of: Any) -> None:
    a_row_of(figure.of)
    for name in figure.splits:
        known = {option.value: option.label for option in options(figure, name, by=mira)}
        for part in parts(figure, name, by=mira, period=this_year()):
            assert part.value in (None, "") or known[part.value] == part.label


@every_figure
def test_a_figure_never_counts_another_schools_rows(
    figure: Figure, world: World, stranger: Actor, mira: Actor, a_row_of: Any
) -> None:
    a_row_of(figure.of)
    assert value(figure, by=stranger, period=this_year()).rows == 0


@every_figure
def test_the_evidence_page_shows_the_figure_and_its_rows(
    figure: Figure, mira: Actor, a_row_of: Any, client: Client
) -> None:
    a_row_of(figure.of)
    client.force_login(User.objects.get(pk=mira.user_id or 0), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(address(figure.key, this_year(), before=Period(this_year().start, this_year().start)))
    text = page.content.decode()
    counted = value(figure, by=mira, period=this_year())
    assert page.status_code == 200
    assert f'data-figure="{counted.text}"' in text
    assert text.count('class="row-link"') == counted.rows
    assert figure.means in text


def test_whoever_may_not_view_the_ledger_gets_403(client: Client, world: World, omar: Actor) -> None:
    client.force_login(User.objects.get(pk=omar.user_id or 0), backend="django.contrib.auth.backends.ModelBackend")
    answers = {figure.key: client.get(f"/figures/{figure.key}/").status_code for figure in figures}
    assert answers == {figure.key: 200 if figure.of.policy.may(omar, "view") else 403 for figure in figures}
    assert 403 in answers.values()


def test_an_unknown_figure_is_not_found(world: World, mira: Actor, client: Client) -> None:
    client.force_login(User.objects.get(pk=mira.user_id or 0), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/figures/no.such/").status_code == 404
