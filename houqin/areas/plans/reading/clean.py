"""Cleaning that keeps the meaning: invisible marks, web pinyin, traditional characters, full-width figures.

Nothing here decides; it only makes what people wrote comparable.
"""

from __future__ import annotations

import re

from houqin.kernel.documents.simplified import simplified_forms

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORD_FIELD = re.compile(r"\[bookmark: [^\]\n]{0,60}\]|\[(?:HYPERLINK|TOC|PAGEREF)[^\]\n]{0,120}\]")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɡɑ"
_PINYIN = re.compile(rf"(?<=[\u3400-\u9fff])[(（]\s*[a-z{_TONED}]{{1,7}}\s*[)）]", re.IGNORECASE)
_TONED_PINYIN = re.compile(rf"[(（]\s*[a-z]*[{_TONED}][a-z]*\s*[)）]")
_MARKDOWN = re.compile(r"^\s{0,3}#{1,6}\s+|\*\*|__(?=[\u4e00-\u9fff])(?![年月日次人名])")
# A page copied with its tags: blocks end where their tags end, within the one line they were pasted as.
BREAK = "\x0b"
_BLOCK_END = re.compile(r"\s*</(?:p|div|li|tr|h[1-6]|td)>\s*", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|li|ul|ol|tr|td|table|tbody|strong|b|em|font|section|h[1-6]|a)(?:\s[^<>]{0,200})?>", re.IGNORECASE
)
# A site signs its name behind a heading: 3月份 www.example.com
_SIGNED = re.compile(r"(?<=[\u4e00-\u9fff)）])\s*(?:https?://|www\.)[\w./-]+\s*$")
_STRAY_QUOTE = re.compile(r"[`´]")
# A web page that lost its indent shows question marks before the number: ??3.消防演练
_LOST_INDENT = re.compile(r"^\s*[?？]{1,4}(?=\s*[(（]?[\d一二三四五六七八九十①-⑳])")
# Page furniture glues a question mark where a dash or a middle dot was lost in conversion.
_LOST_DASH = re.compile(r"(?<=[日\d])[?？](?=\d)")
_LOST_DOT = re.compile(r"(?<=[一二三四五六七八九十])[?？·・•．.](?=[一二三四五六七八九十])")
# 02-11 ~ 02-17: hyphens inside days, another sign between them.
_HYPHEN_DAYS = re.compile(r"(?<![\d-])(0?[1-9]|1[0-2])-([0-3]?\d)(\s*[~～至]\s*)(0?[1-9]|1[0-2])-([0-3]?\d)(?![\d-])")
# 2023.9.4-2023.9.10, 2023-09-04至09-10: a day with its year in figures, when it opens a span; alone it may be when a
# page was put up.
_FIGURES = r"(20\d\d)\s*([./-])\s*(0?[1-9]|1[0-2])\s*{}\s*(0?[1-9]|[12]\d|3[01])"
_DATED_SPAN = re.compile(
    rf"(?<!\d){_FIGURES.format(chr(92) + '2')}(\s*(?:[-—–~～]+|至|到)\s*)"
    r"(?:(20\d\d)\s*\2\s*)?(0?[1-9]|1[0-2])\s*\2\s*(0?[1-9]|[12]\d|3[01])(?!\d)"
)
_SPLIT_DATE = re.compile(
    r"(?<=\d)[ \u00a0]+(?=[年月日](?!\s*份?\s*[\u4e00-\u9fff]{0,0}$))|(?<=[年月])[ \u00a0]+(?=\d{1,2}[ ]*[月日])"
)

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HALF_WIDTH |= {
    ord("\u3000"): ord(" "),
    ord("\u00a0"): ord(" "),
    ord("\u2002"): ord(" "),
    ord("\u2003"): ord(" "),
    ord("﹝"): ord("("),
    ord("﹞"): ord(")"),
    ord("〔"): ord("("),
    ord("〕"): ord(")"),
    ord("．"): ord("."),
    ord("﹒"): ord("."),
    ord("∶"): ord(":"),
    ord("︰"): ord(":"),
    ord("﹕"): ord(":"),
    ord("﹑"): ord("、"),
    ord("､"): ord("、"),
    ord("｡"): ord("。"),
    ord("･"): ord("·"),
    ord("﹐"): ord(","),
    ord("﹔"): ord(";"),
    ord("～"): ord("~"),
    ord("〜"): ord("~"),
    ord("∼"): ord("~"),
    ord("˜"): ord("~"),
    ord("–"): ord("-"),
    ord("—"): ord("-"),
    ord("―"): ord("-"),
    ord("─"): ord("-"),
    ord("－"): ord("-"),
    ord("﹣"): ord("-"),
    ord("〇"): ord("〇"),
    ord("○"): ord("○"),
}


def looks_traditional(text: str) -> bool:
    """True when traditional forms are common; a single one in a name is left alone. Web pages add pinyin only to
    traditional characters, so pinyin in brackets settles it."""
    if has_web_pinyin(text):
        return True
    table = simplified_forms()
    sample = text[:20000]
    hanzi = sum(1 for char in sample if "\u4e00" <= char <= "\u9fff")
    traditional = sum(1 for char in sample if ord(char) in table)
    return hanzi > 0 and traditional / hanzi > 0.08


def has_web_pinyin(text: str) -> bool:
    return len(_TONED_PINYIN.findall(text[:20000])) >= 2


# 114.02.11(二): the years of the Republic, as schools in Taiwan count them.
_REPUBLIC_DAY = re.compile(
    r"(?<![\d.])(1[01]\d)([./])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=\s*(?:[(（~～-]|[\u4e00-\u9fff]|\s|$))"
)


_WIDE_DIGITS = frozenset("０１２３４５６７８９")
_REPUBLIC_YEAR = re.compile(r"(?<!\d)(1[01]\d)(?=\s*[学學]年)")


def _spelled(found: re.Match[str]) -> str:
    year, _, month, day, joint, other, month_too, day_too = found.groups()
    return f"{year}年{month}月{day}日{joint}{other + '年' if other else ''}{month_too}月{day_too}日"


def _western(found: re.Match[str]) -> str:
    return f"{int(found[1]) + 1911}年{found[3]}月{found[4]}日"


def clean(raw: str, *, traditional: bool = False, pinyin: bool = False) -> str:
    text = _WORD_FIELD.sub("", _INVISIBLE.sub("", raw)).replace("\r", "")
    if "</" in text:
        text = _TAG.sub("", _BLOCK_END.sub(BREAK, text))
    text = _LOST_INDENT.sub("", _MARKDOWN.sub("", text))
    if pinyin:
        text = _PINYIN.sub("", text)
    if traditional:
        text = text.translate(simplified_forms())
    text = _SIGNED.sub("", text)
    if text[:1] in _WIDE_DIGITS and _REPUBLIC_DAY.match(plain(text)):
        text = plain(text)
    text = _DATED_SPAN.sub(_spelled, _REPUBLIC_DAY.sub(_western, text))
    text = _REPUBLIC_YEAR.sub(lambda found: str(int(found[1]) + 1911), text)
    text = _LOST_DASH.sub("-", _STRAY_QUOTE.sub("", text))
    return _SPLIT_DATE.sub("", _HYPHEN_DAYS.sub(r"\1/\2\3\4/\5", text))


def plain(text: str) -> str:
    """The same length as ``text``, with full-width forms and dash look-alikes made one: what rules are matched on."""
    return text.translate(_HALF_WIDTH)


def fold(text: str) -> str:
    """For comparing titles: only letters, figures and Chinese characters, in one width."""
    return re.sub(r"[^0-9a-z\u4e00-\u9fff%]", "", plain(text).lower())


def undot_festivals(text: str) -> str:
    """“五、一” and 五·一 name one festival, not a list of two."""
    return _LOST_DOT.sub("", text)
