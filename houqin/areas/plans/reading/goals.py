"""Sentences that can be measured: 完成率达100%, 不少于2次, ≥95%, 无重大事故."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .clean import plain
from .numerals import number

_CLAUSE = re.compile(r"[^,。;!?]+")
_VALUE = (
    r"(?P<value>\d+(?:\.\d+)?|百分之(?:百|[一二三四五六七八九十\d.]+)|[一二两三四五六七八九十]{1,3})"
    r"\s*(?P<unit>%|％|‰|分|次|元|万元|起|例|人次|人|项|小时|分钟|天|个|度|吨|立方米|千瓦时|公斤|kg|℃|平方米|㎡|场|节|篇|份)?"
)
_OP = (
    r"(?P<op>≥|>=|≧|≤|<=|≦|=|大于等于|大于|高于|超过|不低于|不少于|不小于|小于|低于|不高于|不超过|不多于|控制在|保持在|稳定在"
    r"|达到|达|为|在|到|实现|保持|确保|力争|至少|是)"
)
_RATE_WORDS = (
    r"(?:率|度|覆盖面?|比例|合格|比|面|得分|次数|人数|分数|数量|金额|支出|经费|成本|能耗|用?量|投诉|事故|案件)"
)
_RATE = re.compile(
    rf"(?P<figure>[^,。;:!?\d≥≤<>=]{{1,30}}?{_RATE_WORDS})\s*(?:[\"”》]\s*)?(?:要|均|都|应|须|必须|争取|力争|确保|须要|全部|也|平均|总体)*\s*{_OP}{{1,3}}\s*{_VALUE}"
    rf"\s*(?P<after>以上|以下|以内|左右)?"
)
_BARE_RATE = re.compile(
    r"(?P<figure>[^,。;:!?\d]{1,24}率)\s*[:]?\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>%)\s*(?P<after>以上|以下|以内)?"
)
_PERCENT = re.compile(
    r"(?:达到|达|实现|做到|确保|力争|争取|保证|不低于|高于|超过|≥|>=)\s*(?P<value>\d+(?:\.\d+)?|百分之百)\s*(?P<unit>%)?\s*(?P<after>以上|以内)?的?(?P<figure>[\u4e00-\u9fff]{2,20})"
)
_NONE = re.compile(
    r"(?:(?:确保|力争|争取|实现|做到|保证|全年|杜绝|全校|校园|本学期)\s*)*(?P<neg>不发生|不出现|无一起|无人|没有发生|不出|杜绝|避免|防止|零|“?0”?|无)\s*(?P<figure>[\u4e00-\u9fff、“”\"]{0,24}?"
    r"(?:事故|事件|案件|疫情|中毒|投诉|伤亡|火灾|火警|违纪|违法|犯罪|失误|责任事故|流行|辍学|流失))"
)
_ZERO_AFTER = re.compile(
    r"(?P<figure>[\u4e00-\u9fff、]{2,24}?(?:事故|事件|案件|疫情|投诉|火灾|违规|差错|死亡|伤亡|发生|犯罪|辍学|流失|投诉)率?)\s*(?:为|实现|保持)?\s*[“\"]?(?:零(?:发生|事故|投诉)?|0)[”\"]?"
)
_PAST = re.compile(r"目前|已达|已接种|已经|去年|上学期|上年|以来|我校在|连续.{0,4}年|曾|获得|被评")
_MINIMUM = {"≥", ">=", "≧", "大于等于", "不低于", "不少于", "不小于", "至少"}
_MORE = {"大于", "高于", "超过"}
_MAXIMUM = {"≤", "<=", "≦", "不高于", "不超过", "不多于", "控制在"}
_LESS = {"小于", "低于"}


@dataclass(frozen=True, kw_only=True)
class Measure:
    text: str
    figure: str
    operator: str
    value: float
    unit: str
    why: str


def find_measures(text: str) -> list[Measure]:
    """The measurable clauses of a line; a figure that tells what already is does not count."""
    flat = plain(text)
    found_all: list[Measure] = []
    for clause in _CLAUSE.finditer(flat):
        words = clause[0]
        if _PAST.search(words):
            continue
        measure = _rate(words) or _none(words)
        if measure is not None and all(measure.figure != other.figure for other in found_all):
            found_all.append(measure)
    return found_all


def _rate(words: str) -> Measure | None:
    for pattern in (_RATE, _BARE_RATE, _PERCENT):
        found = pattern.search(words)
        if not found:
            continue
        groups = found.groupdict()
        value = _value(groups["value"])
        unit = "%" if groups["value"].startswith("百分之") else (groups.get("unit") or "").replace("％", "%")
        if value is None or (pattern is _RATE and not unit and not groups["figure"].endswith("率")):
            continue
        operator = _operator(groups.get("op") or "", words[: found.end()], groups.get("after") or "", value, unit)
        return Measure(
            text=words.strip(),
            figure=_figure(groups["figure"]),
            operator=operator,
            value=value,
            unit=unit,
            why=f"有可量化的指标：{found[0].strip()}",
        )
    return None


def _none(words: str) -> Measure | None:
    found = _ZERO_AFTER.search(words) or _NONE.search(words)
    if not found:
        return None
    if found.re is _NONE and found["neg"] in {"防止", "避免"}:
        return None
    if found.re is _NONE and found["neg"] == "杜绝" and not re.search(r"事故|事件|中毒|案件|火灾", found["figure"]):
        return None
    return Measure(
        text=words.strip(),
        figure=_figure(found["figure"]),
        operator="=",
        value=0,
        unit="起",
        why=f"要求为零：{found[0].strip()}",
    )


def _value(text: str) -> float | None:
    if text == "百分之百":
        return 100
    text = text.removeprefix("百分之")
    try:
        return float(text)
    except ValueError:
        whole = number(text.replace("两", "二"))
        return None if whole is None else float(whole)


def _operator(op: str, upto: str, after: str, value: float, unit: str) -> str:
    stated = re.findall(
        r"≥|>=|≧|≤|<=|≦|大于等于|不低于|不少于|不小于|至少|不高于|不超过|不多于|控制在|大于|高于|超过|小于|低于", upto
    )
    word = stated[-1] if stated else op
    if word in _MINIMUM or after == "以上":
        return ">="
    if word in _MAXIMUM or after in {"以下", "以内"}:
        return "<="
    if word in _MORE:
        return ">"
    if word in _LESS:
        return "<"
    return "=" if (unit == "%" and value == 100) or word in {"为", "=", "是"} or not word else ">="


def _figure(text: str) -> str:
    text = re.sub(
        r"^(?:的|各项|使|让|将|对|把|并|且|和|及|要|确保|力争|争取|做到|实现|保证|全年|本学期|学校)+",
        "",
        text.strip(' 、“”"'),
    )
    return text or "指标"
