"""Numbers as directors write them: 170, 125,000, 1万3千, 九万多, 近百, 三百余, 1-2, 百分之九十五."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {character: index for index, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "俩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "亿": 100_000_000}

ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_CHINESE = r"[零〇一二两俩三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+"
_VAGUE = r"(?:多|余|来|几)"
# 40多万, 1 千 5 百多, 1.2万: an Arabic number may carry Chinese scales, with blanks anywhere.
_MIXED = rf"(?:{ARABIC})(?:\s*{_VAGUE}?\s*[百千万亿]+(?:\s*\d+\s*[百千万])*)?"
_HAN_NUMBER = rf"(?:[数几]{_CHINESE}|{_CHINESE}(?:{_VAGUE}[百千万亿]+)?)"
_BEFORE = r"(?:大约|将近|接近|超过|(?<![最附邻靠])近|(?<![节合制预契公])约|逾|超(?=[\s\d一二三四五六七八九十百])|上(?=[百千万]))"
_TO = r"\s*(?:[-—–~～]{1,2}|至|到)\s*"
# Patterns for searching; `read_numeral` then says what a hit is worth.
RANGE = rf"(?:{_MIXED}|{_HAN_NUMBER}){_TO}(?:{_MIXED}|{_HAN_NUMBER})"
NUMBER = rf"(?:{_BEFORE}\s*)?(?:{_MIXED}|{_HAN_NUMBER})(?:\s*{_VAGUE})?"
_NUMERAL = re.compile(rf"(?P<before>{_BEFORE})?(?P<core>{_MIXED}|{_HAN_NUMBER})(?P<after>{_VAGUE})?")
_RANGE = re.compile(rf"(?P<low>{_MIXED}|{_HAN_NUMBER}){_TO}(?P<high>{_MIXED}|{_HAN_NUMBER})")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Numeral:
    """`high` differs from `value` only for ranges (1-2次, 五六次)."""

    value: Decimal
    high: Decimal
    approx: bool


def read_numeral(text: str) -> Numeral | None:
    """The number a piece of text states, or None when it states none (五一, 百, 万)."""
    squeezed = _SPACES.sub("", text)
    spread = _RANGE.fullmatch(squeezed)
    if spread:
        low, high = _core(spread["low"]), _core(spread["high"])
        return None if low is None or high is None else Numeral(value=low, high=high, approx=True)
    match = _NUMERAL.fullmatch(squeezed)
    if not match:
        return None
    core = match["core"]
    vague = bool(match["before"] or match["after"] or re.search(rf"{_VAGUE}|数", core))
    if core[0] in _SCALES and core[0] not in "十拾" and not vague:
        return None
    pair = _neighbours(core)
    if pair:
        return Numeral(value=pair[0], high=pair[1], approx=True)
    value = _core(core)
    return None if value is None else Numeral(value=value, high=value, approx=vague)


def _neighbours(core: str) -> tuple[Decimal, Decimal] | None:
    """五六 is five or six; 五一 is a holiday."""
    match = re.fullmatch(r"([一两二三四五六七八])([二三四五六七八九])([十百千万]?)", core)
    if not match:
        return None
    low, high = _DIGITS[match[1]], _DIGITS[match[2]]
    scale = _SCALES.get(match[3], 1)
    return (Decimal(low * scale), Decimal(high * scale)) if high == low + 1 else None


def _core(text: str) -> Decimal | None:
    text = re.sub(_VAGUE, "", text)
    if re.fullmatch(ARABIC, text):
        return Decimal(text.replace(",", ""))
    if text[:1] == "数":
        text = "几" + text[1:]
    text = text.removeprefix("几")
    if not text:
        return None
    if not any(character in _SCALES for character in text):
        return Decimal(_DIGITS[text]) if len(text) == 1 and text in "零〇一二两三四五六七八九" else None
    return _scaled(text)


def _scaled(text: str) -> Decimal | None:
    """Adds up number-scale pairs; 万 and 亿 multiply everything read since the last of their kind."""
    total, section, number = Decimal(0), Decimal(0), Decimal(-1)
    for token in re.findall(rf"{ARABIC}|.", text):
        if token in _SCALES:
            scale = _SCALES[token]
            if scale >= 10_000:
                section = section + max(number, Decimal(0)) if section or number >= 0 else Decimal(1)
                total, section = (total + section) * scale, Decimal(0)
            else:
                section += (number if number >= 0 else Decimal(1)) * scale
            number = Decimal(-1)
        elif token in _DIGITS:
            number = Decimal(_DIGITS[token])
        elif token[0].isdigit():
            number = Decimal(token.replace(",", ""))
        else:
            return None
    return total + section + max(number, Decimal(0))


def write_like(value: Decimal, old: str) -> str:
    """Write a new value the way the old one was written: 两→三, 125,000→138,200, 1.2万→1.35万, １２→１５."""
    old = _SPACES.sub("", old)
    if "," in old:
        return f"{value:,f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:,f}"
    if _was_small_chinese(old) and value == value.to_integral_value() and 0 <= value <= 10:
        return "零一两三四五六七八九十"[int(value)]
    simple = re.fullmatch(rf"(?:{_BEFORE})?(?:{ARABIC}){_VAGUE}?万{_VAGUE}?", old)
    if simple and value >= 1000 and (value / 100) == (value / 100).to_integral_value():
        return plain(value / 10_000) + "万"
    written = plain(value)
    return written.translate(_WIDE) if any("０" <= character <= "９" for character in old) else written


def _was_small_chinese(old: str) -> bool:
    return bool(re.fullmatch(r"[零一二两三四五六七八九十]", old))


def plain(value: Decimal) -> str:
    """No exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_WIDE = {ord("0") + index: ord("０") + index for index in range(10)}
