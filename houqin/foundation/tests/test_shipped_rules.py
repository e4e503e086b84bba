from __future__ import annotations

from pathlib import Path

import pytest

from houqin.foundation.rules_data import Rule, load_rules, rule, rules_under, shipped_rules
from houqin.foundation.shipped import ShippedDataError

GOOD = """
[sources]
law = "《某法》"

[[groups]]
code = "FIRE"
name = "消防"
rules = [
  { code = "FIRE-03.gap", name = "间隔", value = 120, unit = "分钟", direction = "max", scope = "national", source = "law", article = "第九条", certainty = "found" },
]
"""  # noqa: E501


def loaded(tmp_path: Path, text: str) -> tuple[Rule, ...]:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return load_rules(path)


def problems_of(tmp_path: Path, text: str) -> str:
    with pytest.raises(ShippedDataError) as refused:
        loaded(tmp_path, text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("code", "value", "certainty"),
    [
        ("FIRE-03.night_patrol_gap", 120, "found"),
        ("FOOD-08.sample_min", 125, "found"),
        ("FOOD-08.sample_hours", 48, "found"),
        ("FOOD-16.core_temp_min", 70, "found"),
        ("FOOD-16.room_max", 120, "found"),
        ("SEC-03.patrols_per_day", 5, "found"),
        ("SEC-07.video_days", 30, "found"),
        ("FAC-04.lift_days", 15, "found"),
        ("BUS-13.speed_hazard", 20, "found"),
        ("FIRE-06.co2_scrap", 12, "found"),
        ("PRC-09.file_years", 15, "found"),
        ("HLT-04.window_cases", 5, "found"),
        ("AST-01.capital_limit", 1000, "unverified"),
        ("FIRE-16.due_on_report", 24, "default"),
    ],
)
def test_a_number_the_rules_name_is_shipped_with_its_certainty(code: str, value: int, certainty: str) -> None:
    assert (rule(code).value, rule(code).certainty) == (value, certainty)


def test_only_a_confirmed_national_rule_is_worded_as_law() -> None:
    for one in shipped_rules().values():
        spoken_as_law = one.wording().startswith("依据")
        assert spoken_as_law == (one.certainty == "found" and one.scope == "national"), one.code


def test_each_certainty_has_its_own_wording() -> None:
    assert rule("FIRE-08.full_test_months").wording() == "依据《消防法》第十六条"
    assert rule("FIRE-05.extinguisher_months").wording().endswith("（未核实）")
    assert rule("BUS-18.attendants_upto40").wording() == "参考行业通行做法（未核实）"
    assert rule("FAC-07.tank_clean").wording() == "参考《安阳市城镇居民二次供水条例》（外地规定，供对照）"
    assert rule("FIRE-02.patrol_due").wording() == "系统默认，可修改"


def test_a_school_may_be_stricter_than_the_law_but_not_looser() -> None:
    gap, sample = rule("FIRE-03.night_patrol_gap"), rule("FOOD-08.sample_min")

    assert (gap.allows(60), gap.allows(121)) == (True, False)
    assert (sample.allows(200), sample.allows(100)) == (True, False)


def test_a_default_may_be_changed_either_way_but_not_into_another_type() -> None:
    due = rule("FIRE-02.patrol_due")

    assert due.allows("18:00")
    assert not due.allows(18)


def test_the_limit_reads_as_people_say_it() -> None:
    assert rule("FIRE-03.night_patrol_gap").limit() == "不超过120分钟"
    assert rule("FOOD-08.sample_min").limit() == "不少于125克"


def test_the_rules_of_a_paragraph_or_a_group_are_found_together() -> None:
    assert {one.code for one in rules_under("FIRE-03")} == {"FIRE-03.night_patrol_gap"}
    assert len(rules_under("FOOD")) > 40


def test_an_unknown_rule_is_named_in_the_error() -> None:
    with pytest.raises(KeyError, match=r"FIRE-99\.nothing"):
        rule("FIRE-99.nothing")


def test_a_good_file_is_read_with_source_and_article_joined(tmp_path: Path) -> None:
    (one,) = loaded(tmp_path, GOOD)

    assert (one.source, one.group, one.limit()) == ("《某法》第九条", "FIRE", "不超过120分钟")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('direction = "max"', 'direction = "most"', "'direction' is 'most'"),
        ('source = "law"', 'source = "lore"', "source 'lore' is not in [sources]"),
        ("value = 120", "value = true", "'value' must be a number"),
        ("value = 120", 'value = "02:00"', "can only be exact"),
        ("unit =", "units =", "'units' is not a known key"),
        ('certainty = "found"', 'certainty = "default"', "a rule names a source, or is a default"),
        ('"FIRE-03.gap"', '"FOOD-03.gap"', "code must read FIRE-NN.name"),
        ("[sources]", "[sources", "not readable as TOML"),
    ],
)
def test_a_broken_rule_file_is_refused_with_the_place_and_reason(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    assert complaint in problems_of(tmp_path, GOOD.replace(old, new))


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("unit =", "units =").replace('direction = "max"', 'direction = "most"')

    told = problems_of(tmp_path, text)

    assert "'units'" in told
    assert "'most'" in told
