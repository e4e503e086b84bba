"""From nothing to a school: the first administrator, and what is still missing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.foundation.facts import SchoolOpened
from houqin.foundation.models import Campus, Person, Place, PostHolding, Term, User
from houqin.foundation.posts import Post
from houqin.kernel.access import Actor
from houqin.kernel.actions import Problems, add, announce, change
from houqin.kernel.declare import register
from houqin.kernel.rows import School


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One small page of the set-up. done(school_id): whether the school has it, so that the set-up can be left and resumed."""

    code: str
    title: str
    why: str
    done: Callable[[int], bool]


STEPS = (
    Step(code="campuses", title="校区", why="只有一个校区也要写，如“本部”。", done=lambda s: _has(Campus, s)),
    Step(code="term", title="学期与校历", why="检查、任务按上课日安排。", done=lambda s: _has(Term, s)),
    Step(code="places", title="场所", why="教室、楼道、配电房都是报修和巡查的地点。", done=lambda s: _has(Place, s)),
    Step(code="people", title="人员", why="谁来报修、维修、巡查。", done=lambda s: _has(Person, s, more_than=1)),
    Step(code="posts", title="岗位", why="岗位决定能看什么、能办什么。", done=lambda s: _holders(s) > 1),
    Step(code="label", title="第一张标签", why="贴在墙上，扫码就能报修。", done=lambda s: False),
)


def first_school(
    *, school: str, name: str, phone: str, password: str, post: Post = Post.DIRECTOR
) -> tuple[School, User]:
    """Make a school with its first administrator, who also holds `post`. Raises Refused with every problem."""
    problems = Problems()
    if not school.strip():
        problems.add("请填写学校名称。", "school")
    if User.objects.filter(phone=phone).exists():
        problems.add("这个手机号已有账号。", "phone")
    try:
        validate_password(password)
    except ValidationError as error:
        for message in error.messages:
            problems.add(message, "password")
    problems.stop()
    with transaction.atomic():
        made = School.objects.create(name=school.strip(), code=_free_code())
        by = Actor.system(made.pk, "系统设置")
        user = User.objects.create_user(phone, password, name=name)
        _first_person(user, {Post.ADMIN, post}, by)
        announce(SchoolOpened(school_id=made.pk, by=by))
    return made, user


def _first_person(user: User, posts: set[Post], by: Actor) -> None:
    person = add(register.for_model(Person), by=by, values={"name": user.name, "phone": user.phone})
    change(person, by=by, values={"user": user})
    for post in sorted(posts):
        add(register.for_model(PostHolding), by=by, values={"person": person, "post": post})


def next_step(school_id: int) -> Step:
    return next(step for step in STEPS if step is STEPS[-1] or not step.done(school_id))


def step_after(code: str) -> Step | None:
    codes = [step.code for step in STEPS]
    following = codes.index(code) + 1
    return STEPS[following] if following < len(STEPS) else None


def suggested_term(today: date) -> dict[str, object]:
    """The term that is under way or comes next, with the dates most schools use."""
    if date(today.year, 2, 1) <= today <= date(today.year, 7, 10):
        year, half, name = today.year - 1, 2, "第二学期"
        starts_on, ends_on = _weekday_from(date(today.year, 3, 1), 0), _weekday_to(date(today.year, 7, 5), 4)
    else:
        year = today.year if today.month > 2 else today.year - 1
        half, name = 1, "第一学期"
        starts_on, ends_on = date(year, 9, 1), _weekday_to(date(year + 1, 1, 25), 4)
    return {
        "code": f"{year}-{year + 1}-{half}",
        "name": f"{year}-{year + 1}学年{name}",
        "starts_on": starts_on,
        "ends_on": ends_on,
    }


def _weekday_from(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _weekday_to(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _has(model: type[Campus] | type[Term] | type[Place] | type[Person], school_id: int, more_than: int = 0) -> bool:
    return bool(model.objects.of(school_id)[: more_than + 1].count() > more_than)


def _holders(school_id: int) -> int:
    return int(PostHolding.objects.of(school_id).values("person").distinct()[:2].count())


def _free_code() -> str:
    taken = set(School.objects.values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := f"S{n:03}") not in taken)
