"""The phone's clock against ours. A wrong clock is corrected, an unlikely one is marked; neither is a reason to refuse what somebody did."""

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from houqin.kernel import clock
from houqin.kernel.offline.whose import moment_of

TOLERANCE = timedelta(minutes=2)
OLDEST = timedelta(days=60)
"""A queue older than this is believed no further back."""
WORTH_SAYING = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a phone says with a thing it brings; times are milliseconds of its own clock.

    at: when it was done. sent: when it is sent. waited: milliseconds that surely lie between the two, by a clock nobody can set (it stands
    while the phone sleeps; None: the app was closed meanwhile). offset, offset_now: ours minus the phone's, measured before it was done,
    and now. stamp: the last word from us before. now: done as it is sent. watched: somebody looks at the answer.
    """

    who: str
    at: float
    sent: float
    waited: float | None
    offset: float | None
    offset_now: float | None
    stamp: str
    now: bool
    watched: bool

    @classmethod
    def of(cls, header: str) -> "Told | None":
        """None for what no phone of ours would say."""
        try:
            said = json.loads(header)
        except ValueError:
            return None
        if not isinstance(said, dict):
            return None
        at, sent = _number(said, "at"), _number(said, "sent")
        if at is None or sent is None:
            return None
        return cls(
            who=str(said.get("who", ""))[:40], at=at, sent=sent, waited=_number(said, "waited"), offset=_number(said, "offset"),
            offset_now=_number(said, "offset_now"), stamp=str(said.get("stamp", ""))[:60], now=said.get("now") is True,
            watched=said.get("watched") is True,
        )  # fmt: skip


def _number(said: dict[str, Any], name: str) -> float | None:
    value = said.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or abs(value) > 1e14:
        return None
    return float(value)


def brought(told: Told, now: datetime) -> clock.Brought:
    """The thing's time by our clock: never in the future, never before the phone last had word from us."""
    waited = timedelta(milliseconds=min(max(told.waited or 0, 0), 1e11))
    latest = now - waited
    since = moment_of(told.who, told.stamp)
    earliest = max(since or now - OLDEST, now - OLDEST)
    at, odd = _by_our_clock(told, earliest, latest)
    if since is None:
        odd = odd or "没有可核对的联网时间"
    if at < earliest - TOLERANCE:
        odd = "手机时间早于上次联网的时间"
    elif at > latest + TOLERANCE:
        odd = "手机时间晚于实际可能的时间"
    phone = {"at": _moment(told.at).isoformat(timespec="seconds"), "slow": round((_offset(told) or 0) / 1000)}
    return clock.Brought(at=max(min(at, latest), min(earliest, now)), phone=phone | ({"odd": odd} if odd else {}))


def _by_our_clock(told: Told, earliest: datetime, latest: datetime) -> tuple[datetime, str]:
    offset = _offset(told)
    if offset is None:
        return _moment(told.at), "手机时钟没有校对过"
    at = _moment(told.at + offset)
    if told.offset is None or told.offset_now is None:
        return at, ""
    moved = timedelta(milliseconds=min(abs(told.offset_now - told.offset), 1e11))
    if moved <= TOLERANCE:
        return at, ""
    # Set in between, before or after it was done: of the two times, if both can be, the later one, so that nobody gains by it.
    both = (at, _moment(told.at + told.offset_now))
    possible = [m for m in both if earliest - TOLERANCE <= m <= latest + TOLERANCE]
    return max(possible, default=latest), f"途中手机时钟被调过约 {_minutes(moved)}"


def _offset(told: Told) -> float | None:
    return told.offset if told.offset is not None else told.offset_now


def _moment(milliseconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return datetime(1970, 1, 1, tzinfo=UTC)


def _minutes(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    return f"{minutes} 分钟" if minutes < 120 else f"{round(minutes / 60)} 小时"


def corrected(request: HttpRequest, at: float) -> datetime:
    """The time by our clock of one of several things that were sent together; at: milliseconds of the phone's clock."""
    told, now = Told.of(request.headers.get("X-Offline", "")), clock.now()
    if told is None or not isinstance(at, (int, float)) or not math.isfinite(at):
        return now
    since = moment_of(told.who, told.stamp) or now - OLDEST
    return min(max(_moment(at + (_offset(told) or 0)), since), now)


def said(phone: dict[str, Any]) -> str:
    """An entry's phone time in words: 手机时间 10:02，比系统慢 3 小时，已校正."""
    moment = timezone.localtime(datetime.fromisoformat(str(phone["at"])))
    words = [f"手机时间 {moment:%m月%d日 %H:%M}"]
    slow = timedelta(seconds=int(phone.get("slow", 0)))
    if abs(slow) > WORTH_SAYING:
        words.append(f"手机比系统{'慢' if slow > timedelta() else '快'} {_minutes(abs(slow))}，已校正")
    if odd := phone.get("odd"):
        words.append(f"时间存疑：{odd}")
    return "，".join(words)
