"""Who an account is in a school when there is no session to remember it: for API tokens and reminders."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from houqin.foundation.models import Person, PostHolding, SchoolClass, User
from houqin.foundation.sessions import POSTS_HELD, PostHeld, actor_from, schools_of, table, who_is_here
from houqin.kernel import clock
from houqin.kernel.access import Actor, Door
from houqin.kernel.access.actors import register_builder, register_key_reader, register_roll
from houqin.kernel.api.models import ApiToken
from houqin.kernel.rows.reading import beside, columns_of, database, read, row_of

NEEDED = ("id", "school", "user", "name", "scope", "records")
# One query for every call of a program, so it is written out: the token, whether its account serves, and its owner's posts in its school.
BEARER = f"""
SELECT {columns_of(ApiToken, "t", NEEDED)}, u.is_active, {POSTS_HELD}
FROM {table(ApiToken)} t
JOIN {table(User)} u ON u.id = t.user_id
LEFT JOIN {table(Person)} p ON p.school_id = t.school_id AND p.user_id = t.user_id AND p.is_active
LEFT JOIN {table(PostHolding)} h ON h.school_id = p.school_id AND h.person_id = p.id
LEFT JOIN {table(SchoolClass)} c ON c.school_id = h.school_id AND c.id = h.school_class_id
WHERE t.school_id = %s AND t.digest = %s AND t.revoked_at IS NULL AND t.expires_at > %s
ORDER BY h.id
"""


@register_key_reader
def who_holds(school_id: int, digest: str, *, device: str = "") -> tuple[ApiToken, Actor] | None:
    """The token of that digest that still serves, and whom it speaks for; None when either has no place there.

    Visitors from a bureau cost a few queries more.
    """
    told = read(BEARER, [school_id, digest, database().ops.adapt_datetimefield_value(clock.now())])
    return _spoken_for(tuple(told), device) or _visiting(told, device)


@lru_cache(maxsize=1000)
def _spoken_for(told: tuple[tuple[Any, ...], ...], device: str) -> tuple[ApiToken, Actor] | None:
    """Somebody at work in the school. The database is asked at every call; what it says is put together once."""
    posts = [PostHeld(*post) for is_serving, *post in (beside(ApiToken, one, NEEDED) for one in told) if is_serving]
    if not posts or posts[0].person_id is None:
        return None
    token = row_of(ApiToken, told[0], NEEDED)
    actor = actor_from(
        posts, token.school_id, token.user_id, visiting=False, door=Door.API, device=_named(token, device)
    )
    return (token, actor) if actor is not None else None


def _visiting(told: list[tuple[Any, ...]], device: str) -> tuple[ApiToken, Actor] | None:
    """Somebody who has no post here; their account still serves."""
    if not told or not beside(ApiToken, told[0], NEEDED)[0]:
        return None
    token = row_of(ApiToken, told[0], NEEDED)
    actor = actor_in(token.user, token.school_id, door=Door.API, device=_named(token, device))
    return (token, actor) if actor is not None else None


def _named(token: ApiToken, device: str) -> str:
    return f"{token.name} {device}".strip()[:120]


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
