"""Queueing a notice: part of the transaction that calls it, so a change and its notice stand or fall together."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model

from houqin.kernel import clock
from houqin.kernel.declare import register
from houqin.kernel.notices.models import Channel, Notice
from houqin.kernel.rows import Record


def notify(
    school_id: int, *, to: Iterable[int | None], title: str, body: str = "", url: str = "", urgent: bool = False, dedupe: str = ""
) -> list[Notice]:  # fmt: skip
    """Queue one notice for each account in `to` (user ids; None is skipped), on the person's own channels or else the school's.

    dedupe: the same words again for the same person are dropped. urgent: also in quiet hours. Where the school has no channel the notice is
    kept and shown in the system only.
    """
    wanted = sorted({user_id for user_id in to if user_id is not None})
    people = get_user_model()._default_manager.in_bulk(wanted)
    channels = list(Channel.objects.of(school_id).filter(is_active=True).order_by("id")) if people else []
    made = [
        _notice(
            school_id,
            user,
            channel,
            title=title[:120],
            body=body[:1000],
            url=url[:300],
            is_urgent=urgent,
            dedupe=dedupe,
        )
        for user in people.values()
        for channel in _ways_to(user.pk, channels)
    ]
    Notice.objects.bulk_create(made, ignore_conflicts=bool(dedupe))
    return made


def notify_about(
    row: Record, *, to: Iterable[int | None], title: str, body: str = "", urgent: bool = False, dedupe: str = ""
) -> list[Notice]:
    """Like `notify`, naming the row and linking to it."""
    record_type = register.for_model(type(row))
    said = f"{title}：{row}"
    return notify(
        row.school_id, to=to, title=said, body=body, url=f"/{record_type.path}/{row.pk}/", urgent=urgent, dedupe=dedupe
    )


def _ways_to(user_id: int, channels: list[Channel]) -> list[Channel | None]:
    own: list[Channel | None] = [c for c in channels if c.user_id == user_id]
    return own or [c for c in channels if c.user_id is None] or [None]


def _notice(school_id: int, user: Any, channel: Channel | None, *, dedupe: str, **told: Any) -> Notice:
    now = clock.now()
    once = f"{dedupe[:120]}/{user.pk}/{channel.pk if channel else 0}" if dedupe else ""
    sent_at = now if channel is None else None
    return Notice(
        school_id=school_id, user=user, user_name=str(user)[:60], channel=channel, dedupe=once, sent_at=sent_at, **told
    )


def notices_of(school_id: int, user_id: int) -> Any:
    """What somebody was told, newest first."""
    return Notice.objects.of(school_id).filter(user_id=user_id).order_by("-id")
