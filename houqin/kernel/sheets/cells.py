"""From a cell to a value. What cannot be read for certain is named, never guessed."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from houqin.kernel.sheets.columns import Kind, SheetColumn, fold, told_choices


class BadCell(Exception):
    """The cell cannot be read. The message says why, and what to write instead."""


class ErrorCell(str):
    """A formula's error, such as #N/A."""


YES = frozenset({"是", "√", "✓", "✔", "☑", "对", "有", "y", "yes", "true", "1", "t"})
NO = frozenset({"否", "×", "✗", "✘", "x", "错", "无", "n", "no", "false", "0", "f"})
SCIENTIFIC = re.compile(r"^\d(\.\d+)?e\+?\d+$", re.IGNORECASE)
WHOLE = re.compile(r"^(\d+)\.0+$")
LONG = 10**15
"""A number cell keeps 15 digits; beyond, the last ones are already lost."""


def read(col: SheetColumn, raw: Any) -> Any:
    """The value of a cell, None for an empty one. Raises BadCell."""
    if isinstance(raw, ErrorCell):
        raise BadCell(f"公式出错（{raw}）。请改成实际内容。")
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    return READERS[col.kind](col, raw)


def _text(col: SheetColumn, raw: Any) -> str:
    if isinstance(raw, str):
        return "\n".join(raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, datetime):
        return raw.strftime("%Y-%m-%d %H:%M")
    if isinstance(raw, (int, float)):
        return _digits(raw)
    return raw.isoformat() if isinstance(raw, (date, time)) else str(raw)


def _digits(number: float) -> str:
    if not abs(number) < LONG:
        raise BadCell("号码超过 15 位，Excel 已丢掉末尾几位。请把这一列设为“文本”格式后重新填写。")
    return str(int(number)) if number == int(number) else repr(number)


def _code(col: SheetColumn, raw: Any) -> str:
    if isinstance(raw, (date, time, timedelta)):
        raise BadCell("被 Excel 自动改成了日期。请把这一列设为“文本”格式后重新填写。")
    text = unicodedata.normalize("NFKC", _text(col, raw)).strip()
    if SCIENTIFIC.match(text):
        raise BadCell(
            f"“{text}”是 Excel 的科学计数法，原来的号码已看不到。请把这一列设为“文本”格式后重新填写完整号码。"
        )
    whole = WHOLE.match(text)
    return whole[1] if whole else text


def _integer(col: SheetColumn, raw: Any) -> int:
    number = _decimal(col, raw)
    if number != number.to_integral_value():
        raise BadCell(f"“{raw}”不是整数。")
    return int(number)


def _decimal(col: SheetColumn, raw: Any) -> Decimal:
    if isinstance(raw, (date, time, timedelta, bool)):
        raise BadCell(f"“{_text(col, raw)}”不是数字。")
    text = unicodedata.normalize("NFKC", raw if isinstance(raw, str) else repr(round(raw, 10)))
    text = text.strip().removeprefix("¥").removeprefix("￥").removesuffix("元").replace(",", "").strip()
    share = text.endswith("%")
    try:
        number = Decimal(text.removesuffix("%").strip())
    except InvalidOperation as error:
        raise BadCell(f"“{raw}”不是数字。") from error
    if not number.is_finite():
        raise BadCell(f"“{raw}”不是数字。")
    if abs(number) >= LONG:
        raise BadCell(f"“{raw}”太大，请核对。")
    number = number / 100 if share and "%" not in str(col.field.verbose_name) else number
    places = getattr(col.field, "decimal_places", None)
    return (
        number
        if places is None or -int(number.as_tuple().exponent) > places
        else number.quantize(Decimal(1).scaleb(-places))
    )


def _bool(col: SheetColumn, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    text = fold(_text(col, raw))
    if text in YES or text == fold(col.label):
        return True
    if text in NO:
        return False
    raise BadCell(f"“{raw}”看不懂，请填“是”或“否”。")


def _choice(col: SheetColumn, raw: Any) -> Any:
    text = _text(col, raw)
    for value, label in col.choices.items():
        if text == str(label) or text == str(value):
            return value
    folded = fold(text)
    for value, label in col.choices.items():
        if folded in (fold(str(label)), fold(str(value))):
            return value
    raise BadCell(f"没有“{text}”这一项，可填：{told_choices(col)}。")


YEAR_FIRST = re.compile(r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:\s*星期.|\s*周.)?$")
SOLID = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
YEAR_LAST = re.compile(r"^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$")
CLOCK = re.compile(r"^(.*?)[\sT]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?)?[分秒]?$")
FIRST_SERIAL, LAST_SERIAL = 20000, 80000
"""Excel's day numbers from 1954 to 2119."""
EPOCH = datetime(1899, 12, 30)


def _date(col: SheetColumn, raw: Any) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str):
        text = _plain(raw)
        return _serial(text).date() if _is_serial(text) else _day(text)
    return _serial(raw).date()


def _moment(col: SheetColumn, raw: Any) -> datetime:
    if isinstance(raw, datetime):
        return _aware(raw)
    if isinstance(raw, date):
        return _aware(datetime.combine(raw, time.min))
    if not isinstance(raw, str):
        return _aware(_serial(raw))
    text = _plain(raw)
    if _is_serial(text):
        return _aware(_serial(text))
    if "T" in text and text[-6:-5] in "+-":
        try:
            return datetime.fromisoformat(text).astimezone(UTC)
        except ValueError:
            pass
    found = CLOCK.match(text)
    if found is None:
        return _aware(datetime.combine(_day(text), time.min))
    try:
        at = time(int(found[2]), int(found[3]), int(found[4] or 0))
    except ValueError as error:
        raise BadCell(f"“{raw}”里的时间不对，请写成 2026-03-05 08:30。") from error
    return _aware(datetime.combine(_day(found[1].strip()), at))


def _plain(raw: str) -> str:
    return unicodedata.normalize("NFKC", raw).strip()


def _aware(moment: datetime) -> datetime:
    return timezone.make_aware(moment) if moment.tzinfo is None else moment


def _is_serial(text: str) -> bool:
    return bool(re.fullmatch(r"\d{5}(\.\d+)?", text))


def _serial(number: Any) -> datetime:
    """A day number that lost its date format."""
    if isinstance(number, (bool, time, timedelta)) or not FIRST_SERIAL <= float(number) <= LAST_SERIAL:
        raise BadCell(f"“{number}”不是日期，请写成 2026-03-05。")
    return EPOCH + timedelta(seconds=round(float(number) * 86400))


def _day(text: str) -> date:
    found = YEAR_FIRST.match(text) or SOLID.match(text)
    if found:
        return _real(text, int(found[1]), int(found[2]), int(found[3]))
    if found := YEAR_LAST.match(text):
        first, second, year = (int(part) for part in found.groups())
        if first <= 12 and second <= 12 and first != second:
            raise BadCell(
                f"“{text}”可能是 {first} 月 {second} 日，也可能是 {second} 月 {first} 日。请写成 {year}-03-05 这样年在前的日期。"
            )
        return _real(text, year, *((first, second) if first <= 12 else (second, first)))
    raise BadCell(f"“{text}”不是完整的日期，请写成 2026-03-05。")


def _real(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadCell(f"没有“{text}”这一天，请核对日期。") from error


READERS: dict[Kind, Callable[[SheetColumn, Any], Any]] = {
    Kind.TEXT: _text, Kind.CODE: _code, Kind.INTEGER: _integer, Kind.DECIMAL: _decimal, Kind.BOOL: _bool, Kind.CHOICE: _choice,
    Kind.DATE: _date, Kind.MOMENT: _moment,
}  # fmt: skip


def is_same(col: SheetColumn, stored: Any, given: Any) -> bool:
    """Does the cell say what the row already says? A moment written to the minute is not a change of its seconds."""
    if given is None:
        return stored in (None, "", False)
    if stored in (None, ""):
        return False
    if col.kind is Kind.TEXT:
        left, right = _text(col, stored), given
        return left == right or ((col.is_key or bool(col.link)) and fold(left) == fold(right))
    if col.kind is Kind.CODE:
        return bool(unicodedata.normalize("NFKC", str(stored)).strip() == given)
    if col.kind is Kind.MOMENT:
        stored = stored.replace(microsecond=0)
        return bool(given == stored or (given.second == 0 and given == stored.replace(second=0)))
    if col.kind is Kind.DECIMAL:
        return bool(Decimal(str(stored)) == given)
    return bool(stored == given)
