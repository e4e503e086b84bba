"""A small ledger and its vocabulary for the golden summaries: figures of several areas, none known to the reader."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from houqin.areas.summaries.filling.documents import read_summary
from houqin.areas.summaries.filling.proposals import Proposal
from houqin.areas.summaries.filling.proposing import propose
from houqin.areas.summaries.filling.slots import find_slots
from houqin.areas.summaries.filling.vocabulary import ITEM, Item, Measure, Period, Result, Splits, Vocabulary

GOLDEN = Path(__file__).parent / "golden"
TERM = Period(start=date(2025, 9, 1), end=date(2026, 1, 31))

_TRADES = {
    "水": ("水道工", "水工", "水暖班", "水暖工", "给排水"),
    "电": ("电工", "电工班", "强电"),
    "木": ("木工", "木工班"),
    "泥瓦": ("泥工", "泥瓦工", "瓦工"),
    "信息": ("信息组", "网管", "网络"),
}
_PLACES = {
    "教室": (),
    "学生宿舍": ("宿舍", "寝室"),
    "食堂": ("餐厅",),
    "办公室": (),
    "操场": (),
}
_KINDS = {"消防": ("消防安全",), "食堂": ("食品安全",), "校舍": ("房屋",), "宿舍": ("寝室",), "设备": ()}
_ASKED = {"食堂": ("午餐", "伙食", "饭菜"), "维修": ("报修",)}
_DRILLED = {"消防": ("消防疏散", "火灾"), "地震": ("防震",), "防暴": ("反恐",)}
_BOUGHT = {"办公用品": (), "设备": ("教学设备",)}
_WORK = (
    ("疏通地漏", "次", ("疏通下水道",)),
    ("疏通拖把池", "次", ()),
    ("更换水龙头", "只", ("换龙头",)),
    ("更换台盆水管", "根", ("台盆下水管",)),
    ("修补侧石", "米", ()),
    ("换灯具", "只", ("更换灯管", "更换日光灯", "修理灯具")),
    ("开关插座", "只", ("开关", "插座")),
    ("切换电源", "次", ()),
    ("修理热水器", "次", ("电热水器",)),
    ("修理空调", "次", ("空调",)),
    ("修门", "扇", ("修理门",)),
    ("换锁", "把", ("更换门锁",)),
    ("修锁", "把", ()),
    ("玻璃", "块", ("配玻璃",)),
    ("修理课桌椅", "套", ("课桌椅", "课桌凳")),
    ("修理凳子", "只", ("凳子",)),
    ("修理投影仪", "台", ()),
    ("更换网线", "根", ()),
)
_SUPPLIES = tuple(
    Item(name=name, unit=unit, synonyms=synonyms)
    for name, unit, synonyms in (
        ("无尘粉笔", "盒", ()),
        ("彩色粉笔", "盒", ()),
        ("复印纸", "包", ("A4纸",)),
        ("拖把", "把", ("墩布",)),
        ("垃圾袋", "卷", ()),
    )
)
_THINGS = (Item(name="平板电脑", unit="台", synonyms=("平板",)), Item(name="书柜", unit="个"))
_KEPT = {"清洁用品": ("保洁用品",), "维修材料": ("五金材料",)}
_COUNTED = {"资产": ("固定资产",), "物资": ("库房",)}
GOODS = (
    Measure(
        key="stores.in",
        names=("物资入库",),
        synonyms=("购入物资", "入库"),
        units=("件",),
        items=_SUPPLIES,
        family="stores",
        topics=("物资",),
    ),
    Measure(
        key="stores.out",
        names=("物资发放",),
        synonyms=("发放物资", "领用物资", "出库"),
        units=("件",),
        items=_SUPPLIES,
        splits={"category": _KEPT},
        family="stores",
        topics=("物资",),
        of_entry=frozenset({"category"}),
    ),
    Measure(
        key="stores.out_value",
        names=("物资领用金额",),
        synonyms=("领用金额", "领用物资", "领用", "出库价值"),
        units=("元", "万元"),
        splits={"category": _KEPT},
        family="stores",
        topics=("物资",),
    ),
    Measure(
        key="stores.in_value",
        names=("物资入库金额",),
        synonyms=("入库金额", "入库价值"),
        units=("元", "万元"),
        family="stores",
        topics=("物资",),
    ),
    Measure(
        key="assets.new", names=("新增固定资产",), synonyms=("新增资产",), units=("件",), items=_THINGS, family="assets"
    ),
    Measure(
        key="assets.new_value",
        names=("新增固定资产原值",),
        synonyms=("新增资产价值",),
        units=("元", "万元"),
        splits={"class": {"平板电脑": ("平板电脑",), "书柜": ("书柜",)}},
        family="assets",
        topics=("资产",),
    ),
    Measure(
        key="counts.sessions",
        names=("盘点",),
        units=("次",),
        splits={"kind": _COUNTED},
        family="counts.session",
    ),
    Measure(
        key="counts.missing",
        names=("盘亏",),
        units=("件",),
        splits={"kind": _COUNTED},
        family="counts.finding",
    ),
)
VOCABULARY = Vocabulary(
    measures=(
        Measure(
            key="repairs.orders",
            names=("报修", "维修"),
            synonyms=("接报维修", "报修单", "接报修"),
            units=("次", "件", "单", "起"),
            splits={"trade": _TRADES, "place": _PLACES},
        ),
        Measure(
            key="repairs.work",
            names=("维修",),
            units=("项",),
            splits={"trade": _TRADES, "place": _PLACES},
            items=tuple(Item(name=name, unit=unit, synonyms=synonyms) for name, unit, synonyms in _WORK),
        ),
        Measure(
            key="repairs.hours",
            names=("响应时间", "平均响应时间"),
            synonyms=("报修响应时间",),
            units=("小时",),
        ),
        Measure(
            key="inspections.done",
            names=("检查", "安全检查"),
            synonyms=("隐患排查", "巡查", "安全巡查", "巡检"),
            units=("次",),
            splits={"kind": _KINDS},
        ),
        Measure(
            key="hazards.found",
            names=("隐患",),
            synonyms=("发现隐患", "查出隐患"),
            units=("处", "个", "条", "项"),
            family="hazards",
        ),
        Measure(
            key="hazards.closed",
            names=("整改隐患", "整改"),
            synonyms=("消除隐患",),
            units=("处", "个", "条", "项"),
            family="hazards",
        ),
        Measure(key="hazards.rate", names=("隐患整改率", "整改率"), units=("%",), family="hazards"),
        Measure(key="satisfaction", names=("满意度",), synonyms=("满意率",), units=("%",), splits={"kind": _ASKED}),
        Measure(key="canteen.accompanied", names=("陪餐",), units=("次", "人次")),
        Measure(key="canteen.samples", names=("食品留样",), synonyms=("留样",), units=("份",)),
        Measure(key="canteen.diners", names=("就餐",), synonyms=("用餐", "就餐人数"), units=("人次",)),
        Measure(key="purchases.count", names=("采购",), synonyms=("采购项目",), units=("项", "次", "批")),
        Measure(
            key="purchases.amount",
            names=("采购金额",),
            synonyms=("采购总额", "采购资金"),
            units=("元",),
            splits={"kind": _BOUGHT},
        ),
        Measure(
            key="purchases.items",
            names=("采购", "新购"),
            units=("件",),
            items=(
                Item(name="投影仪", unit="台"),
                Item(name="空调", unit="台"),
                Item(name="课桌椅", unit="套"),
                Item(name="电脑", unit="台"),
            ),
        ),
        Measure(key="energy.water", names=("用水",), synonyms=("用水量",), units=("吨",)),
        Measure(key="energy.power", names=("用电",), synonyms=("用电量",), units=("度",)),
        Measure(key="visitors", names=("来访登记",), synonyms=("来访", "登记来访"), units=("人次",)),
        Measure(key="training.people", names=("参训", "培训人次"), synonyms=("培训", "教师培训"), units=("人次", "人")),
        Measure(key="training.sessions", names=("培训",), units=("次", "场")),
        Measure(key="platform.rate", names=("平台完成率", "专题完成率"), synonyms=("完成率",), units=("%",)),
        Measure(key="tasks.done", names=("完成任务", "任务完成"), synonyms=("任务",), units=("项", "件")),
        Measure(
            key="drills",
            names=("演练", "应急演练"),
            synonyms=("疏散演练", "安全演练"),
            units=("次", "场"),
            splits={"kind": _DRILLED},
        ),
        Measure(key="drills.people", names=("参加演练",), synonyms=("参演师生", "参加师生"), units=("人次", "人")),
        Measure(key="pledges", names=("签订安全责任书",), synonyms=("责任书", "责任状"), units=("份",)),
        Measure(key="letters", names=("发放致家长一封信",), synonyms=("告家长书", "家长信"), units=("份",)),
        Measure(key="extinguishers.replaced", names=("更换灭火器",), units=("个", "只", "具")),
        Measure(key="plants.trees", names=("植树",), synonyms=("栽种树木",), units=("棵", "株")),
        *GOODS,
    )
)


@dataclass(frozen=True, kw_only=True)
class Row:
    measure: str
    day: date
    value: Decimal
    of: Decimal | None
    splits: Mapping[str, str]


@cache
def _rows() -> tuple[Row, ...]:
    stored = json.loads((GOLDEN / "ledger.json").read_text(encoding="utf-8"))["rows"]
    return tuple(
        Row(
            measure=row["measure"],
            day=date.fromisoformat(row["date"]),
            value=Decimal(row["value"]),
            of=Decimal(row["of"]) if "of" in row else None,
            splits=row["splits"],
        )
        for row in stored
    )


def look_up(measure_key: str, splits: Splits, period: Period) -> Result | None:
    """Adds up the rows that satisfy every split; a share is the sum of parts over the sum of wholes."""
    measure = VOCABULARY.measure(measure_key)
    rows = [row for row in _rows() if row.measure == measure_key and period.start <= row.day <= period.end]
    rows = [row for row in rows if all(row.splits.get(name) in values for name, values in splits.items())]
    if measure is None or not rows or (measure.items and ITEM not in splits):
        return None
    total = sum((row.value for row in rows), Decimal(0))
    wholes = sum((row.of for row in rows if row.of is not None), Decimal(0))
    if wholes:
        total = (total / wholes * (100 if measure.units == ("%",) else 1)).quantize(Decimal("0.01"))
    item = next((item for item in measure.items if item.name in splits.get(ITEM, ())), None)
    return Result(
        value=total,
        unit=item.unit if item else measure.units[0],
        evidence_url=f"https://school.example/figures/{measure_key}",
        rows=len(rows),
    )


def answers(data: bytes, *, period: Period = TERM) -> list[Proposal]:
    return propose(find_slots(read_summary(data).lines), VOCABULARY, look_up, period=period)


def golden_cases() -> list[tuple[str, bytes, dict[str, Any]]]:
    return [
        (path.stem, path.read_bytes(), json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
        for path in sorted(GOLDEN.glob("*.txt"))
    ]
