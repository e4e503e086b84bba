from __future__ import annotations

from pathlib import Path

import pytest

from houqin.foundation.places_data import load_place_kinds, place_kind_called, shipped_place_kinds
from houqin.foundation.posts_data import load_posts, shipped_posts
from houqin.foundation.shipped import ShippedDataError

POST = '[[posts]]\ncode = "guard"\nname = "保安"\nabout = "守校门"\nscope = "campus"\n'
KIND = '[[place_kinds]]\ncode = "toilet"\nname = "厕所"\nlevel = "room"\nabout = "卫生间"\n'


def test_posts_come_in_the_order_of_the_file_from_the_principal_down() -> None:
    posts = shipped_posts()

    assert posts[0].name == "校长"
    assert [post.order for post in posts] == list(range(1, len(posts) + 1))


def test_only_the_auditor_may_never_change_anything() -> None:
    assert [post.code for post in shipped_posts() if post.read_only] == ["auditor"]


def test_the_posts_that_money_rules_keep_apart_are_separate_posts() -> None:
    assert {"buyer", "storekeeper", "accountant", "principal"} <= {post.code for post in shipped_posts()}


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("厕所", "toilet"),
        ("卫生间", "toilet"),
        ("配电间", "power_room"),
        (" 饮水机 ", "drinking_point"),
        ("寝室", "dorm_room"),
    ],
)
def test_a_place_kind_is_found_by_the_words_people_use(word: str, code: str) -> None:
    kind = place_kind_called(word)

    assert kind is not None
    assert kind.code == code


def test_an_unknown_word_names_no_kind() -> None:
    assert place_kind_called("月球基地") is None


def test_rooms_where_people_undress_or_sleep_are_private() -> None:
    private = {kind.code for kind in shipped_place_kinds() if kind.private}

    assert {"toilet", "bathroom", "dorm_room"} <= private
    assert private.isdisjoint({"classroom", "corridor"})


def test_one_code_for_two_posts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "posts.toml"
    path.write_text(POST + POST.replace("保安", "门卫"), encoding="utf-8")

    with pytest.raises(ShippedDataError, match="'guard' is used twice"):
        load_posts(path)


def test_a_post_without_a_scope_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "posts.toml"
    path.write_text(POST.replace('scope = "campus"\n', ""), encoding="utf-8")

    with pytest.raises(ShippedDataError, match="'scope' is missing"):
        load_posts(path)


def test_a_word_for_two_kinds_of_place_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "place_kinds.toml"
    path.write_text(KIND + KIND.replace('"toilet"', '"washroom"').replace('"厕所"', '"洗手间"'), encoding="utf-8")
    load_place_kinds(path)
    path.write_text(KIND + KIND.replace('"toilet"', '"washroom"'), encoding="utf-8")

    with pytest.raises(ShippedDataError, match="'厕所' names two kinds"):
        load_place_kinds(path)
