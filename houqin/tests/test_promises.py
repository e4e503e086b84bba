"""Promises kept by every record type, from the moment it is declared. An exemption names its reason."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from houqin.kernel.access import Actor
from houqin.kernel.actions import actions
from houqin.kernel.declare import register
from houqin.kernel.declare.checks import problems_of
from houqin.kernel.declare.fields import columns
from houqin.kernel.declare.inputs import visible_row
from houqin.kernel.pages.door import row_or_404, with_links
from houqin.kernel.pages.html import masked
from houqin.kernel.trail.models import Entry
from houqin.kernel.trail.seal import seal_school
from houqin.kernel.trail.verify import verify_school
from houqin.tests.people import CAST, World, actor_of

every_record_type = pytest.mark.parametrize("record_type", list(register), ids=lambda t: t.key)
every_action = pytest.mark.parametrize("act", [a for t in register for a in t.access.verbs], ids=lambda a: a.key)

Row = Callable[..., Any]


def browser(world: World, who: str) -> Client:
    client = Client()
    user = world.people[who].user
    assert user is not None
    client.force_login(user)
    return client


@every_record_type
def test_its_declaration_has_no_problem(record_type: Any) -> None:
    assert list(problems_of(record_type)) == []


@every_record_type
def test_a_stranger_finds_nothing_of_this_school(record_type: Any, a_row_of: Row, stranger: Actor) -> None:
    row = a_row_of(record_type)

    assert not record_type.visible_to(stranger).filter(pk=row.pk).exists()


@every_record_type
def test_another_schools_pages_answer_404(record_type: Any, a_row_of: Row, stranger: Actor) -> None:
    from django.contrib.auth import get_user_model

    row = a_row_of(record_type)
    client = Client()
    client.force_login(get_user_model().objects.get(pk=stranger.user_id or 0))

    for tail in ("", "more/", "print/"):
        assert client.get(f"/{record_type.path}/{row.pk}/{tail}").status_code == 404


@every_record_type
def test_lena_of_the_south_finds_nothing_of_the_north(record_type: Any, a_row_of: Row, lena: Actor) -> None:
    row = a_row_of(record_type, campus="north")
    path = record_type.access.scope.get("campus")

    if path is None:
        pytest.skip("the whole school's: it has no campus")
    if record_type.policy.may(lena, "view"):
        assert not record_type.visible_to(lena).filter(pk=row.pk).exists()


@every_record_type
def test_a_row_is_seen_alone_by_just_those_whose_lists_hold_it(
    record_type: Any, world: World, a_row_of: Row, stranger: Actor
) -> None:
    """A page looks at the row it has (`may`), a list asks the database (`visible_to`): one answer."""
    row = a_row_of(record_type)
    everybody = [stranger, *(actor_of(world, who) for who in CAST)]

    by_list = [record_type.visible_to(actor).filter(pk=row.pk).exists() for actor in everybody]

    assert [record_type.policy.may(actor, "view", row) for actor in everybody] == by_list
    assert [visible_row(record_type.model, actor, row.pk) is not None for actor in everybody] == [
        is_seen and getattr(row, "is_active", True) for is_seen in by_list
    ]


@every_record_type
def test_a_page_has_the_links_it_shows_at_hand(record_type: Any, world: World, a_row_of: Row) -> None:
    row = a_row_of(record_type)
    shown = (*record_type.form_fields, *record_type.facts)

    by_page = row_or_404(record_type, Actor.system(world.school.pk), row.pk)

    usual = with_links(record_type.model.objects.of(world.school), record_type.model, shown).get(pk=row.pk)
    assert _told(by_page) == _told(usual)


def _told(row: Any) -> dict[str, Any]:
    """What is at hand of a row and of those it points at."""
    at_hand = {name: value for name, value in row.__dict__.items() if not name.startswith("_")}
    linked = {name: _told(one) if one is not None else None for name, one in row._state.fields_cache.items()}
    return at_hand | linked


@every_record_type
def test_each_page_gives_each_post_the_declared_answer(record_type: Any, world: World, a_row_of: Row) -> None:
    row = a_row_of(record_type)

    assert [wrong for who in CAST for wrong in _wrong_answers(record_type, world, who, row)] == []


def _wrong_answers(record_type: Any, world: World, who: str, row: Any) -> Iterator[str]:
    actor, client = actor_of(world, who), browser(world, who)
    for url, declared in _declared_answers(record_type, actor, row):
        answer = client.get(url).status_code
        if answer not in declared:
            yield f"{who}: {url} answers {answer}, declared {sorted(declared)}"


def _declared_answers(record_type: Any, actor: Actor, row: Any) -> Iterator[tuple[str, set[int]]]:
    policy, here = record_type.policy, f"/{record_type.path}/{row.pk}/"
    sees_it = policy.may(actor, "view", row)
    yield f"/{record_type.path}/", {200 if policy.may(actor, "view") else 403}
    yield here, {200 if sees_it else 404}
    if record_type.form and record_type.access.change:
        allowed = {200} if policy.may(actor, "change", row) else {403}
        yield f"{here}edit/", allowed if sees_it else {404}
    for act in record_type.access.verbs:
        if act.on is not None:
            allowed = {200, 302} if policy.may(actor, act.key, row) else {403}
            yield f"{here}{act.noun}/", allowed if sees_it else {404}


@every_record_type
def test_making_a_row_leaves_one_entry_and_verifies(record_type: Any, world: World, a_row_of: Row) -> None:
    row = a_row_of(record_type)

    entries = Entry.objects.of(world.school).filter(model=row._meta.label_lower, row_id=row.pk, version=1)
    assert entries.count() == 1
    seal_school(world.school)
    assert verify_school(world.school) == []


@every_record_type
def test_a_row_altered_behind_the_system_is_named(record_type: Any, world: World, a_row_of: Row) -> None:
    row = a_row_of(record_type)

    type(row).objects.filter(pk=row.pk).update(version=row.version + 7)

    assert (row._meta.label_lower, row.pk) in {(f.model, f.row_id) for f in verify_school(world.school)}


@every_record_type
def test_its_list_costs_the_same_queries_for_many_rows(record_type: Any, world: World, a_row_of: Row) -> None:
    client = browser(world, "mira")
    if not record_type.policy.may(actor_of(world, "mira"), "view"):
        pytest.skip("not for the director")

    def cost() -> int:
        client.get(f"/{record_type.path}/")
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(f"/{record_type.path}/")
        return len(caught)

    _rows(record_type, a_row_of, 3)
    few = cost()
    _rows(record_type, a_row_of, 9)
    assert cost() == few
    assert few <= 6


def _rows(record_type: Any, a_row_of: Row, count: int) -> None:
    """A few rows; some ledgers cannot hold two alike, and say so."""
    from houqin.kernel.actions import Refused

    for _ in range(count):
        try:
            a_row_of(record_type)
        except Refused:
            return


@every_record_type
def test_masked_fields_are_masked_on_list_and_detail(record_type: Any, world: World, a_row_of: Row) -> None:
    if not record_type.access.masks:
        pytest.skip("nothing of it is masked")
    row = a_row_of(record_type)
    for who in CAST:
        actor = actor_of(world, who)
        if not record_type.policy.may(actor, "view", row):
            continue
        told = browser(world, who).get(f"/{record_type.path}/{row.pk}/").content.decode()
        for col in columns(record_type.model, tuple(record_type.access.masks)):
            value = str(col.value(row) or "")
            if len(value) > 2:
                assert value not in told
                assert masked(value) not in (value, "")


@every_record_type
def test_a_phone_page_names_every_column(record_type: Any) -> None:
    for col in columns(record_type.model, record_type.list_page.columns):
        assert col.label
        assert not col.label.isascii() or col.label.isupper(), (
            f"{record_type.key}.{col.path}: {col.label!r} is not Chinese"
        )


@every_action
def test_every_action_is_labelled_and_asks_in_chinese(act: Any) -> None:
    assert actions.get(act.key) == act
    assert not act.label.isascii()
    for argument in act.arguments:
        assert not argument.label.isascii(), f"{act.key}: {argument.name} needs Ask(label=...)"
        for part in argument.parts:
            assert not part.label.isascii(), f"{act.key}: {argument.name}.{part.name} needs Ask(label=...)"


def test_every_action_stands_in_some_declaration() -> None:
    declared = {a.key for t in register for a in t.access.verbs} | {t.made_by.key for t in register if t.made_by}

    assert {a.key for a in actions} - declared == set()
