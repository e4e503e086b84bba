"""Blanks: __, x, xxx, ×, （ ）, ····, 20__, and what kind of thing each of them waits for."""

from __future__ import annotations

import re

from houqin.areas.summaries.filling.marks import Mark, Nature
from houqin.areas.summaries.filling.units import UNIT

_HAN = r"\u4e00-\u9fff"
_SAFE_UNIT = r"(?:人次|次|名|元|万元|%|台|套|处|只|个(?!人)|张|份|米|吨|公斤|件(?!事)|项|场|支|根|把|间|人(?!员|民|防))"
_YEAR = re.compile(
    r"(?<![\d.])(?:19|20|二[〇零○])(?:\s?[_xX×*○〇ⅩNn]{1,8}|\d\s?[_xX×*]{1,4}|\s{1,4}(?=\s*年))"
    r"(?=\s*(?:年|学年|[-—–~～至]|[春秋]|级|届|[.]))"
)
_ROUND = rf"[（(][ \t_]+[)）]|[（(][)）](?=\s*{UNIT})"
_BLANK = re.compile(
    rf"[\[【][xX×_]{{1,4}}[\]】](?=\s*{UNIT})"
    r"|(?<![A-Za-z])_+(?:\s?_+|\s?\d+(?:\.\d+)?\s?(?=_))*(?![A-Za-z]|第\d+页)"
    r"|(?<![A-Za-z0-9.])[xX]{1,8}(?![A-Za-z\u00c0-\u024f0-9]|光|射线|轴|展架|型展|档案)"
    r"|(?<![0-9])[×✕╳Ⅹ]{1,8}(?!\s?\d)"
    rf"|[*]{{1,8}}(?=\s*(?:[余多]?\s*[万千百]?\s*{UNIT}|年|月|日|省|市|区|县|镇|乡|小学|中学|学校|幼儿园|号))"
    rf"|[□◯]{{2,}}|[□○◯〇](?=\s*{_SAFE_UNIT})(?<![{_HAN}]二[○〇])"
    rf"|(?<=[{_HAN}])\s?[·•․⋯‥.]{{3,}}(?=\s*{_SAFE_UNIT})"
    rf"|(?<=[{_HAN}])…{{1,4}}(?=\s*{_SAFE_UNIT})"
    rf"|(?<=[{_HAN}])[-—]{{3,}}(?=\s*{_SAFE_UNIT})"
    rf"|[?？]{{2,}}(?=\s*{_SAFE_UNIT})"
    rf"|(?<![A-Za-z0-9])[Nn](?={_SAFE_UNIT})"
    rf"|(?<=[{_HAN}])[ ]{{2,}}(?={_SAFE_UNIT})"
    rf"|(?<=[{_HAN}])[ ]{{2,}}(?={UNIT}\s*(?:[，。；、,;)）]|$))"
    rf"|(?<=[{_HAN}])[ ](?=(?:元|万元|人次|次|%)\s*[，。；、,;])"
    rf"|{_ROUND}"
)
# x万x千 and __.__ are one figure.
_CHAIN = re.compile(r"\s*[万千百.,]\s*$")
_UNIT = re.compile(rf"\s*[余多来几]*\s*(?P<scale>[万千百亿]?)\s*[余多来几]*\s*(?P<unit>{UNIT})")
_LABELLED_UNIT = re.compile(rf"[（(](?:单位[:：])?\s*(?P<unit>[万千]?{UNIT})\s*[)）]\s*[:：|｜\t ]*$")
_DATE = re.compile(r"\s*(?:月|日|号(?!.{0,4}[楼栋幢房室门线车机厅])|时|点(?!位)|周年?)")
_ORDINAL = re.compile(r"\s*(?:号|届|期工程|年级|班(?!次)|楼|栋|幢|单元|室|层|周(?!年))")
_NAME = re.compile(
    r"\s*(?:单位|省|市|区|县|镇|乡|村|街|路(?!灯)|社区|校区|学校|小学|中学|高中|初中|幼儿园|学院|大学|公司|集团|中心|教育|同志|老师"
    r"|校长|主任|书记|型|品牌|级|部|处室|医院|派出所|银行|学$|学[，。的])"
)


def find_blanks(text: str) -> list[Mark]:
    marks = [
        Mark(start=match.start(), end=match.end(), unit_end=match.end(), kind="blank", nature="year")
        for match in _YEAR.finditer(text)
    ]
    taken = [(mark.start, mark.end) for mark in marks]
    for start, end in _chained(text):
        if not any(start < other_end and end > other_start for other_start, other_end in taken):
            marks.append(_described(text, start, end))
    return sorted(marks, key=lambda mark: mark.start)


def _chained(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for match in _BLANK.finditer(text):
        start, end = match.span()
        while text[start:end].startswith(" ") and start < end - 1 and text[start:end].strip():
            start += 1
        if _is_rule(text, start, end) or _is_emphasis(text, start):
            continue
        if spans and (_CHAIN.fullmatch(text, spans[-1][1], start) or text[spans[-1][1] : start] == ""):
            start = spans.pop()[0]
            scale = re.match(r"\s*[千百](?=余?多?元)", text[end:])
            end += scale.end() if scale else 0
        spans.append((start, end))
    return spans


def _is_emphasis(text: str, start: int) -> bool:
    """- **人员培训**：… : a pair of asterisks that opens a line makes its words bold."""
    bold = re.match(r"\s*(?:[-–•#]+|\d+[.、])?\s*\*\*[^*]+\*\*", text)
    return bold is not None and start < bold.end()


def _is_rule(text: str, start: int, end: int) -> bool:
    """A line of underscores alone is a drawn rule or a place to sign, not a figure."""
    if re.search(r"[〔\[【]\s*\d{0,4}$|[〕\]】]\s*$", text[:start]) and re.match(r"\s*(?:[〕\]】]|号)", text[end:]):
        return True  # 〔202X〕X号 numbers a document
    to_sign = re.search(r"(?:签字|签名|签章|盖章|填表人|审核人)[^，。；]{0,4}[:：]?\s*$", text[:start])
    return bool(to_sign) or (end - start >= 4 and not (text[:start] + text[end:]).strip(" _-—"))


def _described(text: str, start: int, end: int) -> Mark:
    while start and text[start - 1].isdigit():
        start -= 1
    unit = _UNIT.match(text, end)
    nature = _nature(text, start, end, bool(unit))
    if nature != "amount":
        return Mark(start=start, end=end, unit_end=end, kind="blank", nature=nature)
    if unit:
        approx = bool(re.search(r"[余多来几]", text[end : unit.start("unit")]))
        word = unit["scale"] + unit["unit"]
        return Mark(start=start, end=end, unit_end=unit.end(), kind="blank", unit=word, approx=approx)
    before = _LABELLED_UNIT.search(text, 0, start)
    return Mark(start=start, end=end, unit_end=end, kind="blank", unit=before["unit"] if before else "")


def _nature(text: str, start: int, end: int, has_unit: bool) -> Nature:
    if text[:start].endswith("第"):
        return "ordinal"
    if re.match(r"\s*(?:学?年度?)(?!级|段|组|轻)", text[end:]):
        return "amount" if re.search(r"(?:为期|近|已|满|连续|长达|历时)\s*$", text[:start]) else "year"
    if _DATE.match(text, end):
        return "date"
    if _ORDINAL.match(text, end) and not re.match(r"\s*(?:期|号)?(?:班次|室内)", text[end:]):
        return "ordinal"
    if _NAME.match(text, end):
        return "name"
    if has_unit or _LABELLED_UNIT.search(text, 0, start):
        return "amount"
    return "amount" if _awaits_number(text, start, end) else "name"


def _awaits_number(text: str, start: int, end: int) -> bool:
    """整改x， 共计x。 报修总数：__ : a blank at the end of a clause, after what it counts."""
    closed = re.match(r"\s*(?:$|[，。；,;、|｜\t)）])", text[end:])
    opened = re.search(r"(?:[\u4e00-\u9fff:：|｜\t)）]\s*)$", text[:start])
    return bool(closed and (opened or not text[:start].strip())) or bool(re.match(r"\s*[余多]", text[end:]))
