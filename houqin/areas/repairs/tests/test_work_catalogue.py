from __future__ import annotations

from pathlib import Path

import pytest

from houqin.areas.repairs.catalogue import Catalogue, load_catalogue, shipped_catalogue
from houqin.foundation.shipped import ShippedDataError

TRADES = """
neutral = ["水房"]
beside = ["旁"]
in_order = ["正常"]

[[trades]]
code = "water"
name = "水"
about = "给排水"
[[trades.keywords]]
weight = 4
words = ["龙头"]

[[trades]]
code = "other"
name = "其他"
about = "其余"
"""
LINE = """
[[lines]]
code = "water.replace_tap"
name = "更换水龙头"
unit = "只"
trade = "water"
part = "水龙头"
synonyms = ["换龙头"]
usual_minutes = 15
"""


def loaded(tmp_path: Path, *, trades: str = TRADES, lines: str = LINE) -> Catalogue:
    (tmp_path / "trades.toml").write_text(trades, encoding="utf-8")
    (tmp_path / "lines.toml").write_text(lines, encoding="utf-8")
    return load_catalogue(tmp_path / "trades.toml", tmp_path / "lines.toml")


@pytest.mark.parametrize(
    ("name", "unit", "trade"),
    [
        ("疏通地漏", "次", "water"),
        ("疏通拖把池", "次", "water"),
        ("更换水龙头", "只", "water"),
        ("更换台盆水管", "根", "water"),
        ("修门", "扇", "wood"),
        ("修门拉手", "只", "wood"),
        ("修橱门", "扇", "wood"),
        ("换锁", "把", "wood"),
        ("修锁", "把", "wood"),
        ("更换灯具", "只", "power"),
        ("更换开关", "只", "power"),
        ("更换插座", "只", "power"),
        ("切换电源", "次", "power"),
        ("排除跳闸故障", "次", "power"),
        ("修理电热水器", "台", "power"),
        ("修理挂壁式空调", "台", "power"),
        ("更换移门滑轮", "只", "wood"),
        ("更换移门铜条", "根", "wood"),
        ("配换玻璃", "块", "wood"),
        ("修理凳子", "只", "wood"),
        ("修理讲台", "只", "wood"),
        ("修理办公桌", "只", "wood"),
        ("修补侧石", "米", "mason"),
        ("修补铁丝网", "米", "mason"),
        ("墙面粉刷", "平方米", "mason"),
        ("屋面防水", "平方米", "mason"),
        ("修理投影仪", "台", "it"),
        ("修理网络端口", "个", "it"),
        ("修理打印机", "台", "it"),
    ],
)
def test_work_that_summaries_count_has_its_line_and_unit(name: str, unit: str, trade: str) -> None:
    (line,) = [line for line in shipped_catalogue().lines if line.name == name]

    assert (line.unit, line.trade) == (unit, trade)


def test_the_catalogue_is_broad_and_every_trade_has_work() -> None:
    lines = shipped_catalogue().lines

    assert len(lines) >= 120
    assert {line.trade for line in lines} == {trade.code for trade in shipped_catalogue().trades}


def test_the_seven_trades_are_called_as_schools_call_them() -> None:
    assert [trade.name for trade in shipped_catalogue().trades] == ["水", "电", "木", "泥瓦", "信息", "设备", "其他"]


def test_a_part_speaks_for_its_trade_without_being_said_twice(tmp_path: Path) -> None:
    assert loaded(tmp_path, trades=TRADES.replace("龙头", "阀门")).words["水龙头"] == ("water", 4)


def test_a_longer_word_weighs_no_less_than_the_keyword_it_hides(tmp_path: Path) -> None:
    assert loaded(tmp_path, trades=TRADES.replace("weight = 4", "weight = 9")).words["水龙头"] == ("water", 9)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('trade = "water"', 'trade = "wine"', "'trade' is 'wine'"),
        ('code = "water.replace_tap"', 'code = "tap"', "code must begin with 'water'"),
        ("usual_minutes = 15", "usual_minutes = 0", "at least 1"),
        ("unit =", "units =", "'units' is not a known key"),
    ],
)
def test_a_broken_line_is_refused_with_the_place_and_reason(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(ShippedDataError) as refused:
        loaded(tmp_path, lines=LINE.replace(old, new))

    assert complaint in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"水房"', '"龙头"', "neutral and a keyword at once"),
        ("weight = 4", "weight = 0", "'weight' must be above 0"),
        ('code = "other"', 'code = "rest"', "there must be a trade 'other'"),
        (
            'about = "其余"',
            'about = "其余"\n[[trades.keywords]]\nweight = 1\nwords = ["龙头"]',
            "already speaks for water",
        ),
        ('["龙头"]', '["WiFi "]', "must be written 'wifi'"),
    ],
)
def test_broken_keywords_are_refused_with_the_reason(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(ShippedDataError) as refused:
        loaded(tmp_path, trades=TRADES.replace(old, new))

    assert complaint in str(refused.value)


def test_one_word_for_the_work_of_two_trades_must_be_settled(tmp_path: Path) -> None:
    shared = LINE.replace("water.replace_tap", "other.tap").replace('"water"', '"other"').replace("更换", "清理")

    with pytest.raises(ShippedDataError, match="settle it among the trades' keywords"):
        loaded(tmp_path, lines=LINE + shared)
