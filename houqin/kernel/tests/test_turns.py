"""Writers of one process queue before SQLite's file, in the order of arrival; who is in may come in again."""

import threading

import pytest

from houqin.kernel.actions.turns import my_turn

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
PATIENCE = 5.0


def test_who_has_the_turn_does_not_wait_for_it() -> None:
    with my_turn(), my_turn():
        pass
    with my_turn():  # and the inner one did not give it away for good
        pass


def test_others_wait_until_it_is_handed_over_and_come_in_the_order_of_arrival() -> None:
    came: list[int] = []

    def come(number: int) -> None:
        with my_turn():
            came.append(number)

    waiting = [threading.Thread(target=come, args=(number,)) for number in range(4)]
    with my_turn():
        with my_turn():
            pass  # leaving the inner one hands nothing over
        for thread in waiting:
            thread.start()
            thread.join(0.1)
        assert came == []
    for thread in waiting:
        thread.join(PATIENCE)
    assert came == [0, 1, 2, 3]


def test_a_turn_that_ends_badly_is_handed_over_all_the_same() -> None:
    with pytest.raises(ValueError, match="bad"), my_turn():
        raise ValueError("bad")
    with my_turn():
        pass
