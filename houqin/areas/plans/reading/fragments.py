"""The pieces a document's lines are made of, each with its mark and the time it opens with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise

from .clean import plain
from .glued import fragments
from .marks import Mark, counts_deep, parse_mark
from .months_alike import months_alike
from .noise import link_lines, noise_reason, repeated_titles
from .numerals import chinese, number
from .period import Period, PeriodHead
from .periods import parse_period
from .source import Line


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of one line. ``body`` is the text after its mark; ``head`` is set when the body opens with a period."""

    line: Line
    text: str
    mark: Mark | None
    body: str
    gap: bool
    first: bool
    head: PeriodHead | None = None
    noise: str | None = None
    carried: bool = False
    """Goes on from the line before, whatever it looks like."""

    @cached_property
    def flat(self) -> str:
        return plain(self.body)


def pieces(lines: list[Line]) -> list[Piece]:
    """Every non-empty line as one or more pieces, in order; list numbers are followed to read doubtful marks."""
    found: list[Piece] = []
    expected: dict[str, int] = {}
    if any(re.match(r"\s*二\s*[、.]", plain(line.text)) for line in lines):
        expected["second"] = 2  # some list has a second entry, so 一、二月份 can be its first
    if any(_WEEK.search(plain(line.text)) for line in lines):
        expected["weeks"] = 1
    if _counts_months([plain(line.text).strip() for line in lines]):
        expected["months"] = 1
    if counts_deep("\n".join(plain(line.text) for line in lines)):
        expected["deep"] = 1
    blank = False
    alike = months_alike(lines)
    links = link_lines(lines) | repeated_titles(lines)
    numbered = _with_lost_numbers(lines)
    for here, line in enumerate(numbered):
        if not line.text.strip():
            blank = True
            continue
        noise = links.get(line.number) or noise_reason(line.text)
        if noise:
            found.append(
                Piece(
                    line=line,
                    text=line.text.strip(),
                    mark=None,
                    body=line.text.strip(),
                    gap=blank,
                    first=True,
                    noise=noise,
                )
            )
            blank = False
            continue
        following = next((later.text for later in islice(numbered, here + 1, here + 3) if later.text.strip()), "")
        parts = list(fragments(line.text, expected, following))
        for at, text in enumerate(parts):
            carried = at == 0 and _carries_on(line.text, found, expected)
            piece = _piece(line, text, expected, gap=blank and at == 0, first=at == 0, carried=carried)
            if line.number in alike and piece.head is None and len(parts) == 1:
                piece = replace(piece, head=alike[line.number])
            if at == 0 and _restarts(parts):
                piece = replace(piece, mark=None, text=piece.body)
            _follow(piece, expected)
            found.append(piece)
        blank = False
    return _without_page_number(found)


def _without_page_number(found: list[Piece]) -> list[Piece]:
    """Where the site's page cuts 2、 and 3、 go on in mid-sentence, the 1、 the text opens with is a page number too."""
    first = next((at for at, piece in enumerate(found) if piece.noise is None), None)
    if first is None or not any(piece.carried for piece in found):
        return found
    opening = found[first]
    if opening.mark is None or opening.mark.style != "num" or opening.mark.number != 1 or len(opening.text) < 20:
        return found
    return [*found[:first], replace(opening, mark=None, body=opening.text), *found[first + 1 :]]


def _with_lost_numbers(lines: list[Line]) -> list[Line]:
    """A page that dropped its figures leaves 「、检查线路。」 line after line: each is an entry of its own."""
    lost = [line for line in lines if re.match(r"\s*、\s*[\u4e00-\u9fff]", line.text)]
    if len(lost) < 3:
        return lines
    return [replace(line, text=re.sub(r"^(\s*)、", r"\1●", line.text)) for line in lines]


def _restarts(parts: list[str]) -> bool:
    """「1、…计划如下：1、…2、…」 on one line: the text has a 1、 of its own, so the first numbers a document site's page."""
    return len(parts) > 1 and all(re.match(r"\s*1\s*、", plain(part)) for part in parts[:2])


def _follow(piece: Piece, expected: dict[str, int]) -> None:
    """``expected`` holds the next number of each list style, and under "month" the month in force."""
    if piece.head is not None and piece.mark is None:
        expected.pop("num", None)
        if piece.head.bare and piece.head.period.months:
            expected["month"] = piece.head.period.months[0]
    if piece.mark is None or piece.mark.number is None:
        return
    if piece.mark.style in {"cn", "part", "cn_paren"}:
        expected.pop("num", None)
    expected[piece.mark.style] = piece.mark.number + 1


def _carries_on(text: str, found: list[Piece], expected: dict[str, int]) -> bool:
    """A document site numbers its page cuts 1、2、…: 「2、…余下半句。(五)…」 when (四) stood on the page before."""
    mark = found[-1].mark if found else None
    if mark is None or plain(found[-1].text).rstrip()[-1:] in "。;!?:.":
        return False
    flat = plain(text)
    if mark.style == "cn_paren":
        return bool(re.search(rf"(?<=[。;.])\s*\({chinese(expected.get('cn_paren', 0))}\)", flat))
    if mark.style == "num_paren":
        after = rf"(?<=[。;.])\s*\({expected.get('num_paren', 0)}\)"
        return bool(re.match(r"\d{1,2}、", flat) and re.search(after, flat))
    cut = re.match(r"(\d{1,2})、", flat)
    if mark.style == "cn":
        return cut is not None and bool(re.search(rf"(?<=[。;.])\s*{chinese(expected.get('cn', 0))}、", flat))
    following = expected.get("num", 0)
    if mark.style != "num" or cut is None or int(cut[1]) == following:
        return False
    return bool(re.search(rf"(?<=[。;.)])\s*{following}\s*[、.](?!\d)", flat))


def _piece(line: Line, text: str, expected: dict[str, int], *, gap: bool, first: bool, carried: bool) -> Piece:
    text = text.strip()
    flat = plain(text)
    framed = _framed(flat) or (_weekday(flat) if "weeks" in expected else None)
    if framed is not None:
        return Piece(line=line, text=text, mark=None, body=text, gap=gap, first=first, head=framed)
    head = None if _is_mark_only_day(flat) else parse_period(flat)
    mark = None
    if head is None or not _keeps_whole(flat, head, expected):
        mark = parse_mark(
            flat,
            expected=expected.get("num"),
            expected_cn=expected.get("cn"),
            month=expected.get("month"),
            deep="deep" in expected,
        )
    if carried and mark is not None:
        body = text[mark.length :].strip()
        return Piece(line=line, text=body, mark=None, body=body, gap=False, first=True, carried=True)
    body = text[mark.length :].strip() if mark else text
    if mark is not None:
        head = parse_period(plain(body))
    return Piece(line=line, text=text, mark=mark, body=body, gap=gap, first=first, head=head)


def _is_mark_only_day(flat: str) -> bool:
    """ "8、9月1日…": the 8 is a list number."""
    return bool(re.match(r"\d{1,2}\s*[、.]\s*\d{1,2}\s*月\s*\d", flat))


_FRAME = re.compile(r"[【\[<〈《★☆●◆■▲※*=~\-\s]*(?P<inside>[^【】\[\]]{2,30}?)[】\]>〉》★☆●◆■▲※*=~\-\s]*:?")
_ROUND_FRAME = re.compile(r"[(“\"](?P<inside>[^()“”\"]{2,24})[)”\"](?:工作|安排|计划|活动)*\s*:?")
_FRAMED_LEAD = re.compile(r"[(【\[](?P<inside>[^()【】\[\]]{2,24})[)】\]]\s*:?\s*(?=\S{2})")
_LISTED = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[、.]")
_TIME_LABEL = re.compile(r"(?:活动|实施|完成|检查|工作)?(?:时间(?:节点)?|日期|月份|周次)\s*:\s*")


def _framed(flat: str) -> PeriodHead | None:
    """【九月】, ●十一月份●, 时间：3月12日: a period and nothing else, in a frame or after its label; or (第一周) and its
    work behind it."""
    lead = _FRAMED_LEAD.match(flat)
    inner = parse_period(lead["inside"].strip()) if lead else None
    if lead and inner is not None and inner.bare and not inner.period.soft:
        return replace(inner, end=lead.end(), bare=False, tail=False, separated=True)
    label = _TIME_LABEL.match(flat)
    words = flat[label.end() :] if label else flat
    found = _ROUND_FRAME.fullmatch(words) or _FRAME.fullmatch(words)
    if found is None or (not label and found["inside"] == flat.strip(" :")):
        return None
    if not label and found.start("inside") == 0 and _LISTED.match(flat):
        return None  # 三、7月——: what stands behind it is no frame, and the figure before it counts
    head = parse_period(found["inside"].strip())
    if head is None or not head.bare or head.period.soft or len(flat) > 40:
        return None
    return replace(head, end=len(flat))


_WEEKDAY = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天末](?:\s*[(（]\s*[\d月日号./~-]{1,12}[)）])?\s*:?")


_WEEK = re.compile(r"第\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*周|本周")


def _weekday(flat: str) -> PeriodHead | None:
    """星期一(18日) alone on a line heads what is done that day; in a table it is a column's affair."""
    if not _WEEKDAY.fullmatch(flat):
        return None
    period = Period(label=flat.rstrip(":").strip(), weekday=True)
    return PeriodHead(period=period, end=len(flat), bare=True, tail=False, separated=True)


_NUMBERED_MONTH = re.compile(
    r"(\d{1,2}|[一二三四五六七八九十]{1,2})[、.,]\s*(\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?!\d)"
)


def _counts_months(flats: list[str]) -> bool:
    """一、二月 and below it 二、三月 would share a month: the first figure counts the headings."""
    heads = [found for flat in flats if (found := _NUMBERED_MONTH.match(flat))]
    pairs = [(number(found[1]), number(found[2])) for found in heads]
    return any(one[1] == other[0] for one, other in pairwise(pairs))


_TWO_MONTHS = re.compile(
    r"(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[、.,]\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*份?"
)


def _keeps_whole(flat: str, head: PeriodHead, expected: dict[str, int]) -> bool:
    """八、九月份 is August and September; 二、三月份 after 一、… is heading two."""
    if not re.match(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[、.,]", flat):
        return True
    pair = _TWO_MONTHS.match(flat)
    if pair is None or not (head.bare or re.match(r"\s*(?:1\s*[、.](?!\d)|\(1\)|\(一\)|①)", flat[head.end :])):
        return False
    first, second = number(pair[1]), number(pair[2])
    if "months" in expected or pair[1].isdigit() != pair[2].isdigit():
        return False  # 三、4月 is written in two hands
    if first is None or second is None or second != first % 12 + 1:
        return False
    counted = expected.get("num" if flat[0].isdigit() else "cn", 1)
    return first != counted or (first == 1 and "second" not in expected)
