"""Measure words of school summaries, which of them may stand for each other, and how amounts convert."""

from __future__ import annotations

import re
from decimal import Decimal

_FAMILIES: dict[str, str] = {
    "thing": "个 只 支 枝 根 条 把 张 台 套 件 块 片 扇 樘 盏 卷 副 付 面 双 对 组 枚 盘 台次 具 顶 架 部 处 座 项 幅 批 块次 点位 幢 栋 间 所 家 户",
    "paper": "份 本 册 篇 页 封 则 期 条次",
    "packed": "箱 捆 包 袋 瓶 桶 罐 盒 车 盆 桌",
    "times": "次 笔 点次 单次 场 场次 起 例 宗 单 轮 回 遍 趟 轮次 间次 户次 剂次 剂 件次 车次 班次 顿 餐 节 处次 节次 批次 频次 件",
    "people": "人 名 位 人份 人次",
    "plant": "棵 株 盆 丛",
    "money": "元 万元 亿元 角 块钱 万块 万块钱 千元 百万元",
    "percent": "% ％ 个百分点 成",
    "power": "千瓦 兆瓦 kW MW",
    "area": "平方米 平米 平方 ㎡ m² m2 M² M2 亩 公顷 方",
    "volume": "立方米 立方 升 毫升 m³ m3",
    "length": "米 公里 千米 延米 延长米 km",
    "weight": "吨 公斤 千克 斤 克 kg 市斤",
    "energy": "度 千瓦时 kWh kwh",
    "time": "小时 分钟 天 个工作日 个小时 学时 课时 工时 工日 秒",
    "other": "种 类 款 分 辆 艘 口 道 床 路 筐",
}
_FACTORS: dict[str, tuple[str, Decimal]] = {
    "万元": ("元", Decimal(10_000)),
    "千元": ("元", Decimal(1000)),
    "百万元": ("元", Decimal(1_000_000)),
    "亿元": ("元", Decimal(100_000_000)),
    "吨": ("公斤", Decimal(1000)),
    "斤": ("公斤", Decimal("0.5")),
    "市斤": ("公斤", Decimal("0.5")),
    "克": ("公斤", Decimal("0.001")),
    "公里": ("米", Decimal(1000)),
    "千米": ("米", Decimal(1000)),
    "km": ("米", Decimal(1000)),
    "天": ("小时", Decimal(24)),
    "分钟": ("小时", Decimal(1) / Decimal(60)),
}
_SAME: dict[str, str] = {
    "％": "%",
    "平米": "平方米",
    "平方": "平方米",
    "㎡": "平方米",
    "m²": "平方米",
    "m2": "平方米",
    "M²": "平方米",
    "M2": "平方米",
    "延米": "米",
    "延长米": "米",
    "千克": "公斤",
    "kg": "公斤",
    "名": "人",
    "位": "人",
    "块钱": "元",
    "万块": "万元",
    "万块钱": "万元",
    "付": "副",
    "枝": "支",
    "千瓦时": "度",
    "kWh": "度",
    "kwh": "度",
    "立方": "立方米",
    "m³": "立方米",
    "个小时": "小时",
    "场次": "场",
    "回": "次",
    "趟": "次",
    "遍": "次",
}
_FAMILY_OF: dict[str, frozenset[str]] = {}
for _family, _words in _FAMILIES.items():
    for _word in _words.split():
        _FAMILY_OF[_word] = _FAMILY_OF.get(_word, frozenset()) | {_family}

# 零星维修__项 may well be what the ledger counts in 次.
EVENT_UNITS = ("次", "件", "起", "单", "项", "处", "份", "宗", "批", "批次", "笔", "回", "趟", "遍")
UNIT_WORDS: tuple[str, ...] = tuple(sorted(_FAMILY_OF, key=len, reverse=True))
UNIT = "(?:" + "|".join(re.escape(word) for word in UNIT_WORDS) + ")"


def same_unit(one: str, other: str) -> bool:
    return _SAME.get(one, one) == _SAME.get(other, other)


def kindred(one: str, other: str) -> bool:
    """只 and 个 may count the same thing; 次 and 只 never do."""
    return bool(_FAMILY_OF.get(one, frozenset()) & _FAMILY_OF.get(other, frozenset()))


def countable(unit: str) -> bool:
    """Pieces and times, which a repair book may count either way (修理热水器 台 or 次)."""
    return bool(_FAMILY_OF.get(unit, frozenset()) & {"thing", "times", "plant", "paper"})


def convert(value: Decimal, source: str, target: str) -> Decimal | None:
    """The value in another unit; None when the two cannot be compared."""
    if same_unit(source, target) or not source or not target:
        return value
    from_base, from_factor = _FACTORS.get(source, (_SAME.get(source, source), Decimal(1)))
    to_base, to_factor = _FACTORS.get(target, (_SAME.get(target, target), Decimal(1)))
    if from_base == to_base:
        return value * from_factor / to_factor
    if source in EVENT_UNITS and target in EVENT_UNITS:
        return value
    convertible = {from_base, to_base} & {base for base, _ in _FACTORS.values()}
    return value if kindred(source, target) and not convertible else None
