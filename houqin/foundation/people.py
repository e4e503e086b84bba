"""People from a few lines: "张三 13800000000 后勤处 维修工" is a person, a department and a post."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Annotated

from houqin.foundation.models import Department, Person, PostHolding
from houqin.foundation.phones import PHONE
from houqin.foundation.posts import NAMES, Post
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Refused, action, add, add_many
from houqin.kernel.declare import register

MOST_LINES = 200
Successor = Annotated[Person, Ask(label="交给谁")]
POSTS = {name: post for post, name in NAMES.items()}


@dataclass(slots=True)
class Told:
    """One line: who it names."""

    line: int
    name: str
    phone: str = ""
    department: str = ""
    posts: list[Post] = field(default_factory=list)


def read_people(text: str, problems: list[Problem]) -> list[Told]:
    """The people of the lines; the first word is the name, the others are known by what they look like."""
    found = []
    for number, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), start=1):
        words = [word for word in re.split(r"[\s,，、;；|]+", line) if word]
        if words:
            found.append(_told(number, words, problems))
    if len(found) > MOST_LINES:
        problems.append(Problem(f"一次最多 {MOST_LINES} 人，这里有 {len(found)} 人；人多时请用 Excel 导入。", "lines"))
    seen: dict[str, int] = {}
    problems += [
        Problem(f"第 {one.line} 行：手机号 {one.phone} 与第 {first} 行相同。", "lines")
        for one in found
        if one.phone and (first := seen.setdefault(one.phone, one.line)) != one.line
    ]
    return found


def _told(number: int, words: list[str], problems: list[Problem]) -> Told:
    told = Told(number, words[0])
    for word in words[1:]:
        if PHONE.fullmatch(word):
            told.phone = word
        elif word in POSTS:
            told.posts.append(POSTS[word])
        elif not told.department:
            told.department = word
        else:
            problems.append(Problem(f"第 {number} 行：“{word}”既不是手机号也不是岗位名称。", "lines"))
    if PHONE.fullmatch(told.name):
        problems.append(Problem(f"第 {number} 行：请把姓名写在最前面。", "lines"))
    return told


@action(makes=Person, label="批量添加人员")
def add_people(
    *, by: Actor, lines: Annotated[str, Ask(label="人员", widget="textarea", help="一行一人：姓名 手机号 部门 岗位")]
) -> Person:
    """Add the people of the lines with their departments and posts; all or none. Returns the last."""
    problems: list[Problem] = []
    told = read_people(lines, problems)
    problems += _known_phones(told, by)
    if not told:
        problems.append(Problem("请至少写一个人。", "lines"))
    if problems:
        raise Refused(*problems)
    departments = _departments(told, by)
    rows = [{"name": one.name, "phone": one.phone, "department": departments.get(one.department)} for one in told]
    people: list[Person] = add_many(register.for_model(Person), by=by, rows=rows)
    held = [
        {"person": person, "post": post}
        for one, person in zip(told, people, strict=True)
        for post in dict.fromkeys(one.posts)
    ]
    if held:
        add_many(register.for_model(PostHolding), by=by, rows=held)
    return people[-1]


def _known_phones(told: list[Told], by: Actor) -> list[Problem]:
    phones = {one.phone: one.line for one in told if one.phone}
    known = Person.objects.of(by.school_id).filter(phone__in=phones)
    return [Problem(f"第 {phones[p.phone]} 行：手机号 {p.phone} 已是 {p.name} 的。", "lines") for p in known]


def _departments(told: list[Told], by: Actor) -> dict[str, Department]:
    """Departments by name; those that are not there yet are added."""
    there = {department.name: department for department in Department.objects.of(by.school_id)}
    for one in told:
        if one.department and one.department not in there:
            there[one.department] = add(register.for_model(Department), by=by, values={"name": one.department})
    return there


@action(on=PostHolding, label="交接岗位")
def hand_over(holding: PostHolding, *, by: Actor, to: Successor) -> PostHolding:
    """The post goes to somebody else, with its campus, department and class; the trail keeps who held it."""
    if to.pk == holding.person_id:
        raise Refused(Problem(f"{to} 现在就担任这个岗位。", "to"))
    if not to.is_active:
        raise Refused(Problem(f"{to} 不在岗，不能接任。", "to"))
    holding.person = to
    holding.validate_constraints()
    holding.save()
    return holding
