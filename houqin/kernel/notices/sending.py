"""The worker's side: send what is due, a channel's notices in one message, and try again later what did not go out."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from houqin.kernel.notices.models import Channel, Notice
from houqin.kernel.rows import School

log = logging.getLogger("houqin.notices")

TOGETHER = 20
"""Notices in one message: a group's bot may speak only some twenty times a minute, and a group reads one message rather than twenty."""
TRIES = 8
LONGEST_WAIT = timedelta(hours=2)


def send_due(school: School, now: datetime) -> int:
    """Send what is due on every channel; how many notices went out. At least once: a crash after sending repeats a message."""
    sent = 0
    for channel in Channel.objects.of(school).filter(is_active=True).order_by("id"):
        waiting = list(_waiting(channel, now)[:TOGETHER])
        if waiting:
            sent += _send(channel, waiting, now)
    return sent


def _waiting(channel: Channel, now: datetime) -> Any:
    rows = Notice.objects.of(channel.school_id).filter(
        channel=channel, sent_at=None, failed_at=None, send_after__lte=now
    )
    return (rows.filter(is_urgent=True) if channel.is_quiet(now) else rows).order_by("id")


def _send(channel: Channel, notices: list[Notice], now: datetime) -> int:
    from houqin.kernel.notices.gateway import (
        send,
    )  # the gateway's library is slow to load, and only the worker needs it

    title, body = message(notices, with_names=channel.user_id is None)
    error = send(channel, title, body)
    rows = Notice.objects.of(channel.school_id)
    if not error:
        rows.filter(pk__in=[n.pk for n in notices]).update(sent_at=now, error="")
        return len(notices)
    log.warning("channel %s of school %s: %s", channel.pk, channel.school_id, error)
    for notice in notices:
        notice.tries += 1
        notice.error = error[:300]
        notice.send_after = now + min(timedelta(minutes=2**notice.tries), LONGEST_WAIT)
        notice.failed_at = now if notice.tries >= TRIES else None
    rows.bulk_update(notices, ["tries", "error", "send_after", "failed_at"])
    return 0


def message(notices: list[Notice], *, with_names: bool) -> tuple[str, str]:
    """Title and text; in a group each part says whom it is for."""
    if len(notices) == 1:
        one = notices[0]
        return one.title, _lines(_name(one, with_names) + (one.body or one.title), one)
    parts = [_lines(_name(one, with_names) + one.title + (f"\n{one.body}" if one.body else ""), one) for one in notices]
    return f"后勤提醒 {len(notices)} 条", "\n\n".join(parts)


def _name(notice: Notice, with_names: bool) -> str:
    return f"{notice.user_name}：" if with_names and notice.user_name else ""


def _lines(said: str, notice: Notice) -> str:
    return f"{said}\n{settings.BASE_URL}{notice.url}" if notice.url else said
