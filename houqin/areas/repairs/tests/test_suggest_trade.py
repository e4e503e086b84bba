from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from houqin.areas.repairs.catalogue import suggest_trade

REPORTS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("trade_reports.toml").read_text(encoding="utf-8")
)


def test_nineteen_in_twenty_reports_go_to_the_trade_a_foreman_would_choose() -> None:
    asked = [(trade, text) for trade, texts in REPORTS.items() for text in texts]

    wrong = [(trade, text) for trade, text in asked if suggest_trade(text).trade.code != trade]

    assert len(asked) >= 80
    assert len(wrong) <= len(asked) * 0.05, wrong


@pytest.mark.parametrize("trade", list(REPORTS))
def test_no_single_trade_is_neglected(trade: str) -> None:
    right = sum(suggest_trade(text).trade.code == trade for text in REPORTS[trade])

    assert right >= len(REPORTS[trade]) * 0.9


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("水笼头滴水", "水"),
        ("灯不亮", "电"),
        ("黑板擦不干净", "木"),
        ("一体机没声音", "信息"),
        ("门关不上", "木"),
        ("厕所堵了", "水"),
        ("篮球架晃", "设备"),
        ("墙皮掉了", "泥瓦"),
        ("有马蜂窝", "其他"),
    ],
)
def test_colloquial_words_are_understood(text: str, name: str) -> None:
    assert suggest_trade(text).trade.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("讲台上的插座没电", "电"),
        ("水池旁边的门锁坏了", "木"),
        ("电脑房的灯不亮", "电"),
        ("水房门打不开", "木"),
        ("灯没问题，是插座没电", "电"),
        ("水龙头是好的，厕所灯不亮", "电"),
        ("电梯口的瓷砖掉了", "泥瓦"),
    ],
)
def test_a_word_that_only_tells_where_does_not_decide(text: str, name: str) -> None:
    assert suggest_trade(text).trade.name == name


def test_the_reason_names_the_words_that_decided() -> None:
    assert suggest_trade("三楼水龙头滴水").why == "提到“水龙头”“滴水”"


@pytest.mark.parametrize("text", ["", "   ", "您好", "1234", "🙂"])
def test_words_that_say_nothing_are_left_to_a_person(text: str) -> None:
    suggestion = suggest_trade(text)

    assert suggestion.trade.code == "other"
    assert suggestion.why == "没有认出要修的东西，请选择工种"


def test_full_width_letters_and_blanks_inside_words_do_not_matter() -> None:
    assert suggest_trade("ＷｉＦｉ 连 不 上").trade.code == "it"


def test_a_very_long_report_is_still_answered_at_once() -> None:
    assert suggest_trade("这里" * 20_000 + "灯不亮").trade.code == "power"
