"""Statements that are written once: what they promise on the short way past Django's cursors."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from houqin.kernel.rows import School
from houqin.kernel.rows.reading import read, tell

pytestmark = pytest.mark.django_db(transaction=True)

ADD = (
    "INSERT INTO kernel_school (name, short_name, code, is_bureau, demo) VALUES (%s, '', %s, %s, %s) RETURNING id, name"
)
COUNT = "SELECT count(*) FROM kernel_school WHERE code = %s"


def add(code: str, name: str = "第一小学") -> list[tuple[Any, ...]]:
    return read(ADD, [name, code, False, False])


def test_what_is_written_in_a_transaction_that_is_given_up_is_not_there() -> None:
    with transaction.atomic():
        add("given-up")  # the first statement of all: the transaction begins with it
        assert read(COUNT, ["given-up"]) == [(1,)]
        transaction.set_rollback(True)
    assert read(COUNT, ["given-up"]) == [(0,)]


def test_what_is_written_in_a_transaction_is_there_after_it() -> None:
    name = 'O\'Hara\\ 小学 "%s" $1 ; --'
    with transaction.atomic():
        [(pk, told)] = add("kept", name)
    assert told == name == School.objects.get(pk=pk).name


def test_how_many_rows_changed_is_told() -> None:
    add("one")
    assert tell("UPDATE kernel_school SET name = %s WHERE code = %s", ["第二小学", "one"]) == 1
    assert tell("UPDATE kernel_school SET parent_id = %s WHERE code = %s", [None, "nobody"]) == 0


def test_what_the_database_refuses_is_told_as_django_tells_it() -> None:
    add("double")
    with pytest.raises(IntegrityError), transaction.atomic():
        add("double")
    with pytest.raises(DatabaseError, match="no_such_thing"):
        read("SELECT no_such_thing FROM kernel_school WHERE id = %s", [1])
    assert read(COUNT, ["double"]) == [(1,)]


def test_a_broken_transaction_is_left_alone() -> None:
    with transaction.atomic():
        add("broken")
        with pytest.raises(IntegrityError), transaction.atomic(savepoint=False):
            add("broken")
        with pytest.raises(TransactionManagementError):
            read(COUNT, ["broken"])
    assert read(COUNT, ["broken"]) == [(0,)]


def test_who_counts_statements_hears_these() -> None:
    with CaptureQueriesContext(connection) as caught:
        read(COUNT, ["x"])
        tell("UPDATE kernel_school SET name = %s WHERE code = %s", ["x", "x"])
    assert [told["sql"].split()[0] for told in caught if told["sql"]] in (["SELECT", "UPDATE"], [])
    assert len(caught) == len(["a question", "a change"])


@pytest.mark.postgres
def test_a_connection_that_was_lost_between_two_requests_is_made_anew() -> None:
    add("lost")
    for ask in (
        lambda: read(COUNT, ["lost"]),
        lambda: add("lost-too"),
        lambda: School.objects.filter(code="lost").count(),
    ):
        [(process,)] = read("SELECT pg_backend_pid()", [])
        with connection._nodb_cursor() as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
        connection.close_if_unusable_or_obsolete()  # as Django does between two requests
        assert ask() in ([(1,)], 1) or School.objects.filter(code="lost-too").exists()
        assert read("SELECT pg_backend_pid()", []) != [(process,)]


@pytest.mark.postgres
def test_more_statements_than_are_kept_make_room_for_each_other() -> None:
    from houqin.kernel.postgresql.base import KEPT

    for _ in range(2):
        assert [read(f"SELECT {n} + %s::int", [1]) for n in range(KEPT + 5)] == [[(n + 1,)] for n in range(KEPT + 5)]
    assert len(connection._planned) == KEPT  # type: ignore[attr-defined]
