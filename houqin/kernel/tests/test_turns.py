"""What is written to SQLite is carried out by one thread, in the order of arrival; what that thread asks for itself, it does."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from houqin.kernel import clock
from houqin.kernel.actions import turns
from houqin.kernel.actions.turns import in_turn, write_in_one_thread

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
PATIENCE = 5.0


@pytest.fixture(autouse=True)
def _a_web_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(turns, "_writer", None)
    write_in_one_thread()
    assert turns._writer is not None
    yield
    turns._writer.shutdown()


def whoever() -> int:
    return threading.get_ident()


def test_it_is_always_the_same_thread_and_never_the_one_that_asks() -> None:
    assert in_turn(whoever) == in_turn(whoever) != whoever()


def test_who_has_the_turn_does_not_wait_for_it() -> None:
    assert in_turn(lambda: in_turn(whoever)) == in_turn(whoever)


def test_who_is_in_a_transaction_goes_on() -> None:
    with transaction.atomic():
        assert in_turn(whoever) == whoever()


def test_others_wait_until_it_is_free_and_come_in_the_order_of_arrival() -> None:
    came: list[int] = []
    free = threading.Event()
    holding = threading.Thread(target=in_turn, args=(lambda: free.wait(PATIENCE),))
    holding.start()
    waiting = [threading.Thread(target=in_turn, args=(lambda n=number: came.append(n),)) for number in range(4)]
    for thread in waiting:
        thread.start()
        thread.join(0.1)
    assert came == []
    free.set()
    for thread in (holding, *waiting):
        thread.join(PATIENCE)
    assert came == [0, 1, 2, 3]


def test_what_goes_wrong_is_told_to_who_asked_and_the_next_has_its_turn() -> None:
    def fail() -> None:
        raise ValueError("bad")

    with pytest.raises(ValueError, match="bad"):
        in_turn(fail)
    assert in_turn(lambda: "well") == "well"


def test_what_holds_where_it_was_asked_holds_where_it_is_done() -> None:
    moment = datetime(2026, 3, 2, 7, 20, tzinfo=UTC)
    with clock.at(moment):
        assert in_turn(clock.now) == moment
    assert in_turn(clock.now) != moment
