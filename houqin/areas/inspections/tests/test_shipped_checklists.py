from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from houqin.areas.inspections.checklists import Checklist, Item, load_folder, load_shipped
from houqin.foundation.rules_data import rule
from houqin.foundation.shipped import ShippedDataError

PROMISED = {
    "daily_round_morning",
    "daily_round_noon",
    "daily_round_evening",
    "night_round",
    "fire_monthly",
    "pre_term",
    "power_room",
    "playground",
    "lift",
    "drinking_water",
    "dormitory",
    "canteen_daily",
    "special_check",
}
HEAD = """
code = "yard"
title = "院子"
about = "看一圈"
place_kinds = ["playground"]
posts = ["guard"]
period = "weekly"
window = "22:00-06:00"
minutes = 5

[[source]]
rule = "FAC-10"
text = "某标准"
certainty = "weak"
"""
ITEMS = "".join(
    f'\n[[items]]\ncode = "i{number}"\ntext = "第{number}项"\nkind = "ok"\nsource = "FAC-10"\n' for number in range(6)
)
every_checklist = pytest.mark.parametrize("checklist", load_shipped(), ids=lambda checklist: checklist.code)


def loaded(tmp_path: Path, text: str) -> Checklist:
    (tmp_path / "yard.toml").write_text(text, encoding="utf-8")
    (checklist,) = load_folder(tmp_path)
    return checklist


def numbers(checklist: Checklist) -> list[Item]:
    return [item for item in checklist.items if item.kind == "number"]


def test_every_promised_checklist_is_shipped() -> None:
    assert {checklist.code for checklist in load_shipped()} >= PROMISED


@every_checklist
def test_a_guard_can_read_each_item_at_a_glance(checklist: Checklist) -> None:
    assert [item.text for item in checklist.items if len(item.text) > 22] == []
    assert len(checklist.about) <= 40


@every_checklist
def test_each_checklist_leaves_room_for_one_free_remark(checklist: Checklist) -> None:
    remark = checklist.items[-1]

    assert (remark.kind, remark.required) == ("text", False)


@every_checklist
def test_each_checklist_holds_something_that_cannot_be_ticked_away(checklist: Checklist) -> None:
    assert any(item.critical for item in checklist.items) or any(item.can_fail for item in numbers(checklist))


@every_checklist
def test_no_item_is_worded_twice(checklist: Checklist) -> None:
    texts = [item.text for item in checklist.items]

    assert len(set(texts)) == len(texts)


@every_checklist
def test_a_limit_taken_from_a_rule_equals_the_rule(checklist: Checklist) -> None:
    for item in numbers(checklist):
        if "." in item.source:
            limit = rule(item.source)
            assert (item.high if limit.direction == "max" else item.low) == limit.value, item.code


@every_checklist
def test_only_confirmed_sources_are_worded_as_law(checklist: Checklist) -> None:
    for source in checklist.sources:
        assert source.wording().startswith("依据") == (source.certainty == "found")


def test_a_range_of_our_own_is_called_a_default_and_a_rules_range_names_the_rule() -> None:
    canteen = {item.code: item for item in next(one for one in load_shipped() if one.code == "canteen_daily").items}
    power = {item.code: item for item in next(one for one in load_shipped() if one.code == "power_room").items}

    assert canteen["core_temp"].range_wording().startswith("依据")
    assert power["voltage"].range_wording() == "系统默认，可修改"
    assert canteen["dress"].range_wording() == ""


def test_the_canteen_numbers_are_the_ones_the_rules_set() -> None:
    canteen = {item.code: item for item in next(one for one in load_shipped() if one.code == "canteen_daily").items}

    assert canteen["core_temp"].low == 70
    assert canteen["hold_minutes"].high == 120
    assert canteen["sample_weight"].low == 125


def test_a_night_window_ends_on_the_next_morning(tmp_path: Path) -> None:
    window = loaded(tmp_path, HEAD + ITEMS).window

    assert (window.start, window.end, window.passes_midnight) == (time(22), time(6), True)
    assert str(window) == "22:00-06:00"


def test_an_item_is_required_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    assert all(item.required for item in loaded(tmp_path, HEAD + ITEMS).items)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('code = "yard"', 'code = "garden"', "must be the file's name"),
        ('["playground"]', '["moon_base"]', "names 'moon_base', which does not exist"),
        ('["guard"]', '["emperor"]', "names 'emperor', which does not exist"),
        ('period = "weekly"', 'period = "often"', "'period' is 'often'"),
        ('window = "22:00-06:00"', 'window = "night"', "must read like 07:00-08:20"),
        ('window = "22:00-06:00"', 'window = "25:00-06:00"', "must read like 07:00-08:20"),
        ("minutes = 5", 'minutes = "5"', "'minutes' must be a whole number"),
        ("minutes = 5", "minutes = 0", "at least 1"),
        ('rule = "FAC-10"', 'rule = "FAC-11"', "items answer to FAC-10"),
        ('code = "i1"', 'code = "i0"', "item code 'i0' is used twice"),
        ('kind = "ok"', 'kind = "maybe"', "'kind' is 'maybe'"),
        ('kind = "ok"', 'kind = "ok"\nlow = 1', "only a number has unit, low or high"),
        ('kind = "ok"', 'kind = "number"\nlow = 9\nhigh = 1', "low is above high"),
        ('kind = "ok"', 'kind = "number"\nphoto_when_fault = true', "a reading proves itself"),
        ('kind = "ok"', 'kind = "text"\ncritical = true', "cannot be critical"),
        ('kind = "ok"', 'kind = "choice"\nchoices = ["好"]', "at least two answers"),
        ('kind = "ok"', 'kind = "choice"\nchoices = ["好", "坏"]\nfault_choices = ["差"]', "among the choices"),
        ('kind = "ok"', 'kind = "choice"\nchoices = ["差", "坏"]\nfault_choices = ["差", "坏"]', "no fault"),
        ('source = "FAC-10"', 'source = "FAC-10.nothing"', "is no shipped rule"),
        ('text = "第0项"', 'txt = "第0项"', "'txt' is not a known key"),
    ],
)
def test_a_broken_checklist_is_refused_with_the_place_and_reason(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(ShippedDataError) as refused:
        loaded(tmp_path, (HEAD + ITEMS).replace(old, new))

    assert complaint in str(refused.value)
    assert "yard.toml" in str(refused.value)


def test_a_checklist_too_short_to_prove_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ShippedDataError, match="1 items; a checklist has 6 to 18"):
        loaded(tmp_path, HEAD + '\n[[items]]\ncode = "a"\ntext = "甲"\nkind = "ok"\nsource = "FAC-10"\n')
