"""Once a day, one notice for each person with what is due today or overdue."""

from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from houqin.kernel.access import Actor
from houqin.kernel.access.actors import members_of
from houqin.kernel.declare.labels import label_joins
from houqin.kernel.inbox import asking, waiting_rows
from houqin.kernel.notices.queue import notify
from houqin.kernel.rows import School

NAMED = 5
COUNTED = 100


def remind(school: School, now: datetime) -> int:
    """Queue the day's digest; how many people have one. Twice on one day does nothing the second time."""
    today = timezone.localtime(now).date()
    with_work = _asks_with_something_due(school, now)
    reminded = 0
    for actor in members_of(school.pk) if with_work else ():
        due = _due_for(actor, with_work, now)
        if due and not actor.read_only:
            title, body, once = _title(due, today), _said(due, today), f"digest/{today}"
            notify(school.pk, to=[actor.user_id], title=title, body=body, url="/inbox/", dedupe=once)
            reminded += 1
    return reminded


def _title(due: list[tuple[Any, Any, Any]], today: Any) -> str:
    late = sum(_is_before(row, act, today) for _, act, row in due)
    said = (f"今天到期 {len(due) - late} 项" if len(due) > late else "", f"已超期 {late} 项" if late else "")
    return "，".join(part for part in said if part)


def _asks_with_something_due(school: School, now: datetime) -> set[str]:
    """So that the look into everybody's inbox is only for what anybody could have in it."""
    system = Actor.system(school.pk)
    found: set[str] = set()
    for record_type, act in asking(system):
        if act.due:
            rows = record_type.visible_to(system).filter(**({"state__in": act.when} if act.when else {}))
            found |= {act.key} if rows.filter(**_by_tonight(record_type, act, now)).exists() else set()
    return found


def _by_tonight(record_type: Any, act: Any, now: datetime) -> dict[str, Any]:
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    is_moment = isinstance(record_type.model._meta.get_field(act.due), models.DateTimeField)
    before = datetime.combine(tomorrow, time.min, timezone.get_current_timezone()) if is_moment else tomorrow
    return {f"{act.due}__lt": before}


def _due_for(actor: Actor, with_work: set[str], now: datetime) -> list[tuple[Any, Any, Any]]:
    return [
        (record_type, act, row)
        for record_type, act in asking(actor)
        if act.key in with_work
        for row in _due(record_type, act, actor, now)
    ]


def _due(record_type: Any, act: Any, actor: Actor, now: datetime) -> Any:
    rows = waiting_rows(record_type, act, actor).filter(**_by_tonight(record_type, act, now))
    return rows.select_related(*label_joins(record_type.model))[:COUNTED]


def _day(value: Any) -> Any:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _is_before(row: Any, act: Any, today: Any) -> bool:
    return bool(_day(getattr(row, act.due)) < today)


def _said(due: list[tuple[Any, Any, Any]], today: Any) -> str:
    """The first few by name, each with its link."""
    lines = []
    for record_type, act, row in due[:NAMED]:
        days = (today - _day(getattr(row, act.due))).days
        when = f"超期 {days} 天" if days > 0 else "今天到期"
        lines.append(f"{act.label} {row}（{when}） {settings.BASE_URL}/{record_type.path}/{row.pk}/")
    if len(due) > NAMED:
        lines.append(f"另有 {len(due) - NAMED} 项，见待办。")
    return "\n".join(lines)
