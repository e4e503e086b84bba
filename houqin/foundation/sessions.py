"""Who is here: the person behind a sign-in, in the school they work in now.

A session remembers two schools: the one that is open, and the home where the person's posts are kept. They differ only for the people of
a bureau, who open the schools below it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore

from houqin.foundation.models import Person, PostHolding, SchoolClass, SignIn, User
from houqin.foundation.posts import OVERSIGHT
from houqin.foundation.posts_data import shipped_posts
from houqin.kernel import clock
from houqin.kernel.access import Actor, Door, Holding
from houqin.kernel.rows import School
from houqin.kernel.rows.reading import beside, columns_of, read, row_of

OPEN_KEY, HOME_KEY = "school_id", "home_id"
READ_ONLY = frozenset(post.code for post in shipped_posts() if post.read_only)
OF_A_CLASS = frozenset(post.code for post in shipped_posts() if post.scope == "class")
NO_CLASS = 0
"""The id of no class: who leads a class but has none is narrowed to nothing, never widened to a campus."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Here:
    school: School
    actor: Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A school the signed-in person may open. as_visitor: from the bureau above it."""

    school: School
    home_id: int
    as_visitor: bool = False


def table(model: Any) -> str:
    return f'"{model._meta.db_table}"'


class PostHeld(NamedTuple):
    """Somebody and one of their posts, as `POSTS_HELD` selects them; nothing for a post that they do not hold."""

    person_id: int | None
    name: str
    post: str
    department_id: int | None
    school_class_id: int | None
    campus_id: int | None


POSTS_HELD = "p.id, p.name, h.post, h.department_id, h.school_class_id, COALESCE(h.campus_id, c.campus_id)"

# One query for every request of a signed-in person, so it is written out: the open school, the person at home and every post held. A home
# counts when it is the open school itself or stands above it.
WHO = f"""
SELECT {columns_of(School, "s")}, {POSTS_HELD}
FROM {table(School)} s
JOIN {table(Person)} p ON p.school_id = %s AND p.user_id = %s AND p.is_active
LEFT JOIN {table(School)} above ON above.id = s.parent_id
LEFT JOIN {table(PostHolding)} h ON h.school_id = p.school_id AND h.person_id = p.id
LEFT JOIN {table(SchoolClass)} c ON c.school_id = h.school_id AND c.id = h.school_class_id
WHERE s.id = %s AND p.school_id IN (s.id, s.parent_id, above.parent_id)
ORDER BY h.id
"""


def who_is_here(user: User, *, school_id: int, home_id: int, door: Door = Door.PAGE, device: str = "") -> Here | None:
    """The open school and the actor in it; None when the person has no place there any more. One query."""
    told = read(WHO, [home_id, user.pk, school_id])
    if not told:
        return None
    posts = [PostHeld(*beside(School, one)) for one in told]
    actor = actor_from(posts, school_id, user.pk, visiting=school_id != home_id, door=door, device=device)
    return Here(school=row_of(School, told[0]), actor=actor) if actor is not None else None


def actor_from(
    posts: list[PostHeld], school_id: int, user_id: int, *, visiting: bool, door: Door, device: str
) -> Actor | None:
    """The actor of one person's posts; None for a visitor without oversight."""
    held = tuple(_holding(one, visiting) for one in posts if one.post and (not visiting or one.post in OVERSIGHT))
    if visiting and not held:
        return None
    return Actor(
        school_id=school_id, name=posts[0].name, user_id=user_id, person_id=None if visiting else posts[0].person_id,
        holdings=held, door=door, device=device, read_only=bool(held) and all(h.post in READ_ONLY for h in held),
    )  # fmt: skip


def _holding(held: PostHeld, visiting: bool) -> Holding:
    """The post with its units; the units of a bureau mean nothing in the school it visits."""
    if visiting:
        return Holding(post=held.post)
    school_class = held.school_class_id or (NO_CLASS if held.post in OF_A_CLASS else None)
    units = (("class", school_class), ("department", held.department_id), ("campus", held.campus_id))
    return Holding(post=held.post, units=tuple((kind, unit) for kind, unit in units if unit is not None))


def schools_of(user: User) -> list[Choice]:
    """Every school this account may open: those it works at, then those below a bureau it oversees from."""
    people = list(Person.objects.filter(user=user, is_active=True).select_related("school").order_by("id"))
    own = [Choice(school=person.school, home_id=person.school_id) for person in people]
    overseeing = _overseen_from(people)
    known = {choice.school.pk for choice in own}
    below = [
        Choice(school=school, home_id=home_id, as_visitor=True)
        for home_id in overseeing
        for school in _below(home_id)
        if school.pk not in known
    ]
    return own + below


def _overseen_from(people: Iterable[Person]) -> list[int]:
    homes = {person.school_id: person.pk for person in people}
    found = PostHolding.objects.filter(school_id__in=homes, person_id__in=homes.values(), post__in=OVERSIGHT)
    return sorted(set(found.values_list("school_id", flat=True)))


def _below(home_id: int) -> list[School]:
    """The schools under this one, two levels down (bureau, school group, school)."""
    return list(
        (School.objects.filter(parent=home_id) | School.objects.filter(parent__parent=home_id)).order_by("name")
    )


def open_school(session: SessionBase, user: User, school_id: int) -> bool:
    """Work in this school from now on; False, and nothing changed, when it is not one of theirs."""
    choice = next((c for c in schools_of(user) if c.school.pk == school_id), None)
    if choice is None:
        return False
    _remember(session, choice)
    user.last_school = choice.school
    user.save(update_fields=["last_school"])
    return True


def open_first_school(session: SessionBase, user: User) -> bool:
    """The school they were in last, else the first that knows them."""
    choices = schools_of(user)
    if not choices:
        return False
    _remember(session, next((c for c in choices if c.school.pk == user.last_school_id), choices[0]))
    return True


def _remember(session: SessionBase, choice: Choice) -> None:
    session[OPEN_KEY], session[HOME_KEY] = choice.school.pk, choice.home_id


def end_sign_in(sign_in: SignIn) -> None:
    """Sign that device out: its next request is anonymous."""
    SessionStore(session_key=sign_in.session_key).delete()
    sign_in.ended_at = clock.now()
    sign_in.save(update_fields=["ended_at"])
