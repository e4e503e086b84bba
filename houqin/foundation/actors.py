"""Who an account is in a school when there is no session to remember it: for API tokens and reminders."""

from collections.abc import Iterator
from typing import Any

from houqin.foundation.models import Person, PostHolding
from houqin.foundation.sessions import schools_of, who_is_here
from houqin.kernel.access import Actor, Door
from houqin.kernel.access.actors import register_builder, register_roll


@register_builder
def actor_in(user: Any, school_id: int, *, door: Door, device: str = "") -> Actor | None:
    """One query for somebody at work in the school; visitors from a bureau cost a few more."""
    here = who_is_here(user, school_id=school_id, home_id=school_id, door=door, device=device)
    if here is None:
        home_id = next((choice.home_id for choice in schools_of(user) if choice.school.pk == school_id), None)
        if home_id is not None and home_id != school_id:
            here = who_is_here(user, school_id=school_id, home_id=home_id, door=door, device=device)
    return here.actor if here is not None else None


@register_roll
def members(school_id: int) -> Iterator[Actor]:
    """Everybody in service with an account and a post."""
    serving = PostHolding.objects.of(school_id).values("person_id")
    people = Person.objects.of(school_id).filter(is_active=True, user__is_active=True, pk__in=serving)
    for person in people.select_related("user").order_by("id"):
        actor = actor_in(person.user, school_id, door=Door.PAGE)
        if actor is not None:
            yield actor
