"""List marks: 一、 （一） 1、 (1) ① A、 ● and the sequence that tells a mark from a date or a plain number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from .numerals import number

_CN = r"[一二三四五六七八九十廿壹贰叁肆伍陆柒捌玖拾]{1,3}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PAREN_DIGIT = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOT_DIGIT = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_CN_PAREN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_BULLETS = "●◆★■▲▼◇○•·※→✓√✔☑➢►▶▷▸□☆◎♦▪❖\uf06c\uf0b7\uf0d8\uf06e\uf075\uf0a7\uf0fc"

# Each style is tried in order; the first that matches wins. Patterns run on ``clean.plain`` text.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第({_CN}|\d{{1,2}})(?:部分|章|条|节|项|篇)[、.:\s]*")),
    ("part", re.compile(rf"第({_CN}|\d{{1,2}})(?:讲|课|期|次|场|轮)\s*[、:]\s*")),
    ("part", re.compile(rf"(?:任务|项目|事项)({_CN}|\d{{1,2}})\s*[、:.]\s*")),
    ("part", re.compile(rf"第({_CN})[、,]\s*")),
    ("part", re.compile(rf"([{_ROMAN}])\s*[、.:]?\s*")),
    ("cn_paren", re.compile(rf"\(\s*({_CN})\s*\)\s*[、.:]?\s*")),
    ("cn_paren", re.compile(rf"([{_CN_PAREN}])\s*[、.:]?\s*")),
    ("cn", re.compile(rf"({_CN})\s*[、.:](?!(?:\s*{_CN}\s*[、]?)+\s*(?:年级|号|楼|班|周))\s*")),
    ("cn_right", re.compile(rf"({_CN})\)\s*[、.:]?\s*")),
    ("num_paren", re.compile(r"\(\s*(\d{1,2})\s*\)\s*[、.:]?\s*")),
    ("num_paren", re.compile(rf"([{_PAREN_DIGIT}])\s*[、.:]?\s*")),
    (
        "deep",
        re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?![\d.]*\s*(?:月|日|%|元|米|万|[-~]\s*\d))[、.:]?(?:\s+|(?=[^\d\s]))"),
    ),
    ("num_right", re.compile(r"(\d{1,2})\)\s*[、.]?\s*")),
    ("num", re.compile(r"(\d{1,2})\s*(?:[、.:]\s*){1,2}(?!\d+\s*(?:%|元))")),
    ("num", re.compile(rf"([{_DOT_DIGIT}])\s*[、.:]?\s*")),
    ("circled", re.compile(rf"([{_CIRCLED}])\s*[、.:]?\s*")),
    ("alpha", re.compile(r"\(?([A-Ha-h])\s*[、.):](?![A-Za-z.])\s*")),
    ("bullet", re.compile(rf"([{_BULLETS}])\s*|([*-])\s+|(-(?=[\u4e00-\u9fff]))")),
)
_CN_COMMA = re.compile(rf"({_CN})\s*,\s*(?=[\u4e00-\u9fff]{{4}})")  # 一,净化环境: typed beside the 、
_CN_BLANK = re.compile(rf"({_CN})\s+(?=[\u4e00-\u9fff]{{2}})")
_NO_UNIT = r"(?![月日年周个名次号班校级期人楼元天点时分种项条套所位家件只台份岁小万千百届例起层栋间块])"
_BARE = re.compile(rf"(\d{{1,2}})\s*(?=[\u4e00-\u9fff“《]){_NO_UNIT}")
_DOTTED_DATE = re.compile(r"(0?[1-9]|1[0-2])[./](0?[1-9]|[12]\d|3[01])(?![\d.])")
# 1.5.12防震演练: entry 1 opens with the day it is for.
_BEFORE_DAY = re.compile(r"(\d{1,2})[.、]\s*(?=\d{1,2}[./]\d{1,2}(?![\d.]))")
_MONTH_LIST = re.compile(r"\d{1,2}(?:\s*[、,]\s*\d{1,2})+\s*月(?!\s*\d)")
# Days known by their figures, so "12.4法制日" is a date even after item 11.
_FIGURE_DAYS = frozenset(
    {(3, 5), (3, 8), (3, 12), (3, 15), (3, 24), (4, 7), (4, 15), (4, 25), (5, 4), (5, 12), (5, 20), (5, 31), (6, 5)}
    | {(6, 6), (6, 26), (9, 3), (9, 18), (9, 20), (11, 9), (12, 1), (12, 2), (12, 4), (12, 9), (12, 13)}
)


# 1.2 定期…: a number in two parts and words behind it, which may also be a day.
DEEP = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})(?:\s*(?=[\u4e00-\u9fff])(?!\s*(?:月|日|节))|\s+(?=\d{1,2}\s*月))")


def counts_deep(text: str) -> bool:
    """1.1 1.2 1.3 2.1: at least three of them count on, as days would not."""
    found = [(int(one[1]), int(one[2])) for one in DEEP.finditer(text)]
    return sum(1 for (a, b), (c, d) in pairwise(found) if (c == a and d == b + 1) or (c == a + 1 and d == 1)) >= 3


@dataclass(frozen=True, kw_only=True)
class Mark:
    style: str
    number: int | None
    length: int
    text: str


def parse_mark(
    plain_text: str,
    *,
    expected: int | None = None,
    expected_cn: int | None = None,
    month: int | None = None,
    deep: bool = False,
) -> Mark | None:
    """The mark a line begins with. ``expected`` is the next number of the running list and ``month`` the one in
    force: they settle "8、9月份…" (item 8, or August and September?) and "12.4法制日" (item 12, or 4 December?).
    ``deep``: the document numbers its entries 1.1 1.2, so 2.2 is no day in February."""
    if deep and DEEP.match(plain_text):
        return next(
            _mark("deep", found, None)
            for style, pattern in _STYLES
            if style == "deep" and (found := pattern.match(plain_text))
        )
    if _is_date(plain_text, expected) or _is_month_list(plain_text, expected, month):
        return None
    counted = _BEFORE_DAY.match(plain_text)
    goes_on = counted is not None and int(counted[1]) == expected and expected > 2
    if counted and (goes_on or (int(counted[1]) in {expected, 1} and _is_date(plain_text[counted.end() :], None))):
        return _mark("num", counted, expected)
    for style, pattern in _STYLES:
        found = pattern.match(plain_text)
        if found:
            return _mark(style, found, expected)
    comma = _CN_COMMA.match(plain_text)
    if comma and number(comma[1]) in {expected_cn, 1}:
        return Mark(style="cn", number=number(comma[1]), length=comma.end(), text=comma[0].strip())
    heading = _CN_BLANK.match(plain_text)
    if heading and number(heading[1]) == (expected_cn or 1) and len(plain_text) <= 24:
        return Mark(style="cn", number=number(heading[1]), length=heading.end(), text=heading[1])
    bare = _BARE.match(plain_text)
    if bare and int(bare[1]) in {expected, 1}:
        return Mark(style="num", number=int(bare[1]), length=bare.end(), text=bare[0].strip())
    return None


def _mark(style: str, found: re.Match[str], expected: int | None) -> Mark | None:
    token = next(group for group in found.groups() if group is not None)
    if style == "deep":
        value: int | None = int(token.rsplit(".", 1)[1])
    else:
        value = _value(token)
    if value == 0:
        return None
    return Mark(style=style, number=value, length=found.end(), text=found[0].strip())


def _is_date(text: str, expected: int | None) -> bool:
    """12.4法制日 and 9.1-9.7 are dates; 2.11月9日 is item 2."""
    date = _DOTTED_DATE.match(text)
    if not date:
        return False
    month, day = int(date[1]), int(date[2])
    rest = text[date.end() :].lstrip()
    if rest.startswith("月") or re.match(r"[-~至到]+\s*\d{1,2}\s*月(?!\s*\d)", rest):
        return False  # 2.11月9日 and 1.7-8月: the first figure counts
    if text[date.end() :][:1].isspace() and month != (expected or 1):
        return True
    if (month, day) in _FIGURE_DAYS or rest[:1] in {"-", "~", "日", "号", "至", "("} or rest[:3].endswith(("日", "节")):
        return True
    return month != expected and day > 12 and not rest.startswith(".")


def _is_month_list(text: str, expected: int | None, month: int | None) -> bool:
    """「3、5、8、11月」 is a list of months unless its first number carries the list on."""
    months = _MONTH_LIST.match(text)
    if not months:
        return False
    numbers = [int(token) for token in re.findall(r"\d{1,2}", months[0])]
    if numbers[0] == (expected or 1):
        return False
    if len(numbers) > 2:
        return True
    return not (numbers[1] == month or (expected is not None and numbers[0] > expected))


def _value(token: str) -> int | None:
    for series in (_CIRCLED, _PAREN_DIGIT, _DOT_DIGIT, _CN_PAREN, _ROMAN):
        if token in series:
            return series.index(token) + 1
    if len(token) == 1 and token.isascii() and token.isalpha():
        return ord(token.lower()) - ord("a") + 1
    return number(token)


_INLINE = re.compile(
    rf"(?P<num>\d{{1,2}})\s*[、.](?=\s*[^\d\s])|(?P<numdate>\d{{1,2}})\s*[、.](?=\s*\d{{1,2}}(?:月|[./]\d{{1,2}}[^\d.%]))"
    rf"|\((?P<nump>\d{{1,2}})\)|(?P<right>\d{{1,2}})\)(?=\s*[^\d\s])"
    rf"|\((?P<cnp>{_CN})\)|(?P<circ>[{_CIRCLED}{_PAREN_DIGIT}{_DOT_DIGIT}])"
    rf"|(?<=[。;\s])(?P<bare>\d{{1,2}})(?=[\u4e00-\u9fff]){_NO_UNIT}"
    r"|(?P<alpha>[A-Ha-h])[、.](?=\s*[\u4e00-\u9fff“\d])"
    rf"|(?<![一二三四五六七八九十第、])(?P<cn>{_CN})、(?=[^一二三四五六七八九十\s])(?!\d[、,]\d)"
)
# 「二、工作计划1.…2.…」: the chapter's title lost its line end before the first entry.
_TITLE_BEFORE = re.compile(r"[一二三四五六七八九十]、[\u4e00-\u9fff]{2,8}$")
_STOP = set("。;:!?,)”》… \t")


def inline_marks(plain_text: str, *, going: dict[str, int] | None = None) -> list[int]:
    """Positions inside a line where a further numbered entry begins.

    A run must count up by one, start at 1 (or carry on from the line's own mark, or from ``going``: the next
    number of each style) and have words between its marks; two marks are enough after punctuation, three when
    the writer left none.
    """
    going = going or {}
    runs: dict[str, list[list[tuple[int, int, bool]]]] = {}
    for found in _INLINE.finditer(plain_text):
        style = found.lastgroup or ""
        goes_on_only = style == "bare"  # 3.…。 4接着写: a number that lost its dot carries a list on, it opens none
        style = "num" if style in {"numdate", "bare"} else style
        value = _value(found.group(found.lastgroup or 0))
        if value is None:
            continue
        at = found.start()
        before = plain_text[:at].rstrip()
        clear = not before or before[-1] in _STOP or plain_text[at - 1] in _STOP or bool(_TITLE_BEFORE.search(before))
        series = runs.setdefault(style, [])
        if series and series[-1][-1][1] + 1 == value and _has_words(plain_text[series[-1][-1][0] : at]):
            series[-1].append((at, value, clear))
        elif goes_on_only:
            continue
        elif value == 1 or at == 0 or going.get(_INLINE_STYLES[style]) == value:
            series.append([(at, value, clear)])
    cuts: list[int] = []
    for style, series in runs.items():
        for run in series:
            first_at, first, clear = run[0]
            carried = first > 1 and first_at > 0 and clear and going.get(_INLINE_STYLES[style]) == first
            framed = style in {"cnp", "nump", "circ"} or (style in {"alpha", "num"} and first_at == 0)
            if carried or _accepted(run, framed=framed):
                cuts += [at for at, _, _ in run]
    return sorted({at for at in cuts if at > 0})


_INLINE_STYLES = {
    "num": "num",
    "nump": "num_paren",
    "right": "num_right",
    "cnp": "cn_paren",
    "circ": "circled",
    "alpha": "alpha",
    "cn": "cn",
}


def _accepted(run: list[tuple[int, int, bool]], *, framed: bool) -> bool:
    """``framed``: brackets or a ring show the mark where the writer left no stop before it."""
    unclear = sum(1 for at, _, is_clear in run if at > 0 and not is_clear)
    return len(run) >= 3 or (len(run) == 2 and unclear <= (1 if framed else 0))


def _has_words(text: str) -> bool:
    return len(re.findall(r"[\u4e00-\u9fff]", text)) >= 2
