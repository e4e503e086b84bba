"""Old figures: numbers that state a result of the period, told from numbers that do not."""

from __future__ import annotations

import re
from decimal import Decimal

from houqin.areas.summaries.filling.lines import without_list_mark
from houqin.areas.summaries.filling.marks import Mark
from houqin.areas.summaries.filling.no_results import is_no_result
from houqin.areas.summaries.filling.numerals import ARABIC, NUMBER, RANGE, read_numeral
from houqin.areas.summaries.filling.units import UNIT, UNIT_WORDS

_WITH_UNIT = re.compile(rf"(?P<number>{RANGE}|{NUMBER})\s*(?P<unit>{UNIT})(?:(?<![A-Za-z])|(?![A-Za-z]))")
_PERCENT_WORDS = re.compile(rf"百分之(?P<number>百|{NUMBER})|(?P<all>百分百)")
_LEFT = re.compile(
    r"(?:(?<![A-Z])[A-Za-z]|[a-z]|[0-9#№〔【\[]|(?<![\u4e00-\u9fff])\.|(?<!个)(?<!\d)月|[年第]\s?|\d[:：/-]|[A-Za-z]-|[A-Za-z]\s)$"
)
# 整改23，  维修次数:28  采购金额(元) 125,000
_BARE = re.compile(
    r"(?<![\dA-Za-z.,:/-])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?[万亿]?)\s*(?=$|[，。；;|｜\t)）\n]|,(?!\d)|、(?=[\u4e00-\u9fff]))"
)
_LABEL = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{2,}|[\u4e00-\u9fff][)）])\s*(?:[(（](?:单位[:：])?(?P<unit>[^()（）]{1,4})[)）])?\s*[:：|｜\t ]*$"
)
_NO_LABEL = re.compile(
    r"(?:阅读|浏览|点击|字数|积分|下载|评论|电话|邮编|编号|序号|学号|工号|号码|热线|手机|传真|日期|时间|年份|页码|页|群|文号|表|图|附件|第|型号|规格"
    r"|十一|等于|五|国标|账号|楼|室|班|月|年|星期|周|拨打|代码|人数比|比例|总结|小结|汇报|方案|范文|篇"
    r"|版本|邮箱|网址|直通|报警|呼叫)\s*(?:为|是)?\s*[:：|｜\t ]*$"
)
_NO_COLUMN = re.compile(
    r"(?:序号|编号|学号|工号|年份|年度|日期|时间|电话|号码|班级|楼层|楼号|页码|年龄|规格|型号|单价|名次)\s*$"
)
_COLUMN_UNIT = re.compile(r"[(（](?:单位[:：])?\s*(?P<unit>[^()（）]{1,4}?)\s*[)）]")
_MONEY = re.compile(r"(?:投入|资金|经费|费用|费|款|支出|收入|元|金额|投资|其中|造价|价)")
# 修围墙花了900块
_SPENT = re.compile(r"(?:花|卖|赔|付|结|省|抠|赚|收入|支出)[^，。；、]{0,6}$")
_FIELDS = re.compile(r"[|｜\t]|\s{1,}")


def find_figures(text: str, *, taken: list[Mark], cell: str | None = None) -> list[Mark]:
    """Old figures outside what `taken` covers; `cell` is the row and column label of a table cell."""
    start = 0 if cell is not None else _after_list_mark(text)
    marks: list[Mark] = []
    _collect(marks, taken, _percent_words(text, start))
    _collect(marks, taken, _with_units(text, start))
    _collect(marks, taken, _of_cell(text, cell) if cell is not None and _is_number(text) else _bare(text, start))
    return sorted(marks, key=lambda mark: mark.start)


def _collect(marks: list[Mark], taken: list[Mark], found: list[Mark]) -> None:
    for mark in found:
        if not any(mark.start < other.unit_end and mark.unit_end > other.start for other in (*marks, *taken)):
            marks.append(mark)


def _after_list_mark(text: str) -> int:
    glued = re.match(r"\s*\d{1,2}\.(?=\d{1,3}\s*(?:次|个|名|人|台|套|间|块|场))", text)
    return glued.end() if glued else without_list_mark(text)


def _percent_words(text: str, start: int) -> list[Mark]:
    marks = []
    for match in _PERCENT_WORDS.finditer(text, start):
        words = match["number"]
        numeral = None if match["all"] or words == "百" else read_numeral(words)
        value = Decimal(100) if match["all"] or words == "百" else numeral.value if numeral else None
        if value is not None:
            span = match.span()
            marks.append(Mark(start=span[0], end=span[1], unit_end=span[1], kind="figure", unit="%", old=value))
    return marks


def _with_units(text: str, start: int) -> list[Mark]:
    marks, position = [], start
    while match := _WITH_UNIT.search(text, position):
        mark = _judged(text, match)
        position = match.end() if mark else match.end("number")
        if mark:
            marks.append(mark)
    return marks


def _judged(text: str, match: re.Match[str]) -> Mark | None:
    number, unit = match["number"], match["unit"]
    if number[0].isascii() and _LEFT.search(text[: match.start()]):
        return None
    numeral = read_numeral(number)
    if numeral is None or is_no_result(text, match.start(), match.end("number"), unit, match.end()):
        return None
    value, end = numeral.value, match.end()
    if unit == "成":
        half = text[end : end + 1] == "半"
        value, end = value * 10 + (5 if half else 0), end + half
    return Mark(
        start=match.start(),
        end=end if unit == "成" else match.end("number"),
        unit_end=end,
        kind="figure",
        unit="%" if unit in ("％", "成") else "元" if unit == "块" and _SPENT.search(text, 0, match.start()) else unit,
        old=value,
        approx=numeral.approx,
    )


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(rf"\s*(?:{ARABIC})[\s|｜]*", text))


def _of_cell(text: str, labels: str) -> list[Mark]:
    """A cell that holds nothing but a number."""
    row, _, column = labels.partition("|")
    number = text.strip().rstrip("|｜ \t")
    named = re.search(r"[\u4e00-\u9fff]{2}|[\u4e00-\u9fff][(（]", labels)
    found = _COLUMN_UNIT.search(column) or _COLUMN_UNIT.search(row)
    if not named or _NO_COLUMN.search(column) or (found is None and _is_year(number)):
        return []
    return [_number_mark(number, text.index(number), found["unit"].strip() if found else "")]


def figure_in_column(number: str, start: int, column: str) -> Mark | None:
    """A figure under a column's name; None under 序号, 电话, 年份 and their like, or when it could be a year."""
    found = _COLUMN_UNIT.search(column)
    if _NO_COLUMN.search(column.split("(")[0]) or (found is None and _is_year(number)):
        return None
    return _number_mark(number, start, found["unit"].strip() if found else "")


def _bare(text: str, start: int) -> list[Mark]:
    """Numbers without a measure word: 整改23，  维修次数:28  更换水龙头 | 只 | 170."""
    marks = []
    for match in _BARE.finditer(text, start):
        before = text[: match.start()]
        unit = _unit_field(before)
        label = _LABEL.search(before)
        if not unit and (label is None or _NO_LABEL.search(before)):
            continue
        unit = unit or (label["unit"] if label and label["unit"] else "").strip()
        if not unit and match["number"][-1] in "万亿" and _MONEY.search(before[-16:]):
            unit = "元"
        if (unit or _labels_closely(before)) and not _is_year(match["number"]):
            marks.append(_number_mark(match["number"], match.start("number"), unit))
    return marks


def _unit_field(before: str) -> str:
    """只 of the row 更换水龙头 | 只 | 170."""
    fields = [field.strip() for field in _FIELDS.split(before) if field.strip()]
    named = len(fields) > 1 and re.search(r"[\u4e00-\u9fff]{2}", fields[-2])
    return fields[-1] if named and fields[-1] in UNIT_WORDS else ""


def _labels_closely(before: str) -> bool:
    if before[-1:] == " " and len(before.split()) < 2:
        return False
    return before[-1:] in "：:|｜\t )）" or bool(re.search(r"[\u4e00-\u9fff]{2}$", before))


def _number_mark(number: str, start: int, unit: str) -> Mark:
    end = start + len(number)
    numeral = read_numeral(number)
    value = numeral.value if numeral else None
    return Mark(start=start, end=end, unit_end=end, kind="figure", unit=unit, old=value)


def _is_year(number: str) -> bool:
    """A year, or one of the numbers everybody calls."""
    return bool(re.fullmatch(r"(?:19|20)\d\d|1(?:10|19|20|22)|12345|12315|12369|1530", number))
