"""My tasks as an iCalendar feed (RFC 5545), read by the calendar of a phone."""

from datetime import timedelta

from django.conf import settings
from django.core import signing

from houqin.areas.plans import reads
from houqin.areas.plans.models import Task
from houqin.foundation.actors import actor_in
from houqin.foundation.calendar import current_term
from houqin.foundation.models import Person
from houqin.kernel import clock
from houqin.kernel.access import Actor, Door

SALT = "houqin.plans.feed"


def feed_token(actor: Actor) -> str:
    """Names the person and cannot be guessed or altered."""
    return signing.dumps([actor.school_id, actor.person_id], salt=SALT)


def feed_actor(token: str) -> Actor | None:
    """The person of the token as they are now: with today's posts, or None when they left."""
    try:
        school_id, person_id = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    person: Person | None = (
        Person.objects.of(school_id).filter(pk=person_id, is_active=True).select_related("user").first()
    )
    return actor_in(person.user, school_id, door=Door.API) if person is not None and person.user is not None else None


def calendar_of_tasks(actor: Actor) -> bytes:
    from icalendar import Calendar, Event  # read when somebody's phone first asks

    term = current_term(actor.school_id)
    calendar = Calendar()
    calendar.add("prodid", "-//Houqin//zh-CN//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "后勤任务")
    for task in reads.mine(actor, term).exclude(state=Task.State.DROPPED):
        event = Event()
        event.add("uid", f"task-{task.school_id}-{task.pk}@houqin")
        event.add("dtstamp", clock.now())
        event.add("dtstart", task.due_on)
        event.add("dtend", task.due_on + timedelta(days=1))
        event.add("summary", f"{'✓ ' if task.state == Task.State.DONE else ''}{task.title}")
        event.add("description", f"{task.opens_on} 开始，{task.due_on} 前完成")
        event.add("url", f"{settings.BASE_URL}/tasks/{task.pk}/")
        calendar.add_component(event)
    told: bytes = calendar.to_ical()
    return told
