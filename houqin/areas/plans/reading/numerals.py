"""Chinese and Arabic numbers as plans write them: 1 to 99 for months, weeks and list marks; years in two styles."""

from __future__ import annotations

import re

DIGITS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾廿", "一二三四五六七八九十廿")
# Typed with a dash for 一: 十—月, 二O二—年.
_DASH_ONE = re.compile(r"(?<=十)[-—－–](?=$)")


def number(text: str) -> int | None:
    """12, 十二, 二十一, 廿一, 元 (the first month) and 正 give a number; anything else None."""
    text = text.strip().translate(_FORMAL)
    if not text:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    if text in {"元", "正"}:
        return 1
    text = _DASH_ONE.sub("一", text).replace("廿", "二十")
    if "十" not in text:
        return DIGITS.get(text) if len(text) == 1 else None
    tens, _, ones = text.partition("十")
    if (tens and tens not in DIGITS) or (ones and ones not in DIGITS):
        return None
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def year(text: str) -> int | None:
    """2021, 二〇二一, 二O一一, and the short 21 and 一一 (taken as of this century)."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        value = int(text)
    else:
        digits = [DIGITS.get(char, 0 if char in "0Oo" else None) for char in text]
        if None in digits or not digits:
            return None
        value = int("".join(str(digit) for digit in digits))
    if len(text) == 2:
        value += 2000
    return value if 1990 <= value <= 2099 else None


def chinese(value: int) -> str:
    """1 to 99 in Chinese figures."""
    ones_of = "〇一二三四五六七八九"
    if value < 10:
        return ones_of[value]
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else ones_of[tens]) + "十" + (ones_of[ones] if ones else "")
