"""Changes to places that are more than filling a form."""

import re
import secrets
import unicodedata
from typing import Annotated

from houqin.foundation import tree
from houqin.foundation.batch import Planned, Rehearsal, rehearse
from houqin.foundation.models import Campus, Place
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Refused, action, add_many
from houqin.kernel.declare import register
from houqin.kernel.rows import School

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L: a code is also read aloud and typed."""
CODE = re.compile(f"[{CODE_LETTERS}]{{8}}")


def new_place_code() -> str:
    """Eight readable letters: not guessable from the neighbour's, so that a code proves that somebody stood there."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


def prepare_place(place: Place, by: Actor) -> None:
    """Path and building from the tree, and a code for the label."""
    parent = place.parent if place.parent_id else None
    if parent is not None and not place.campus_id:
        place.campus_id = parent.campus_id
    tree.set_path(place, parent, place.campus.name if place.campus_id else "")
    if not place.code:
        place.code = new_place_code()


def tidy_code(told: str) -> str:
    """A code as somebody typed or scanned it: full-width, lower case, with the dash of the label."""
    return re.sub(r"[\s\-－—]", "", unicodedata.normalize("NFKC", told)).upper()


def spoken_code(code: str) -> str:
    """ABCD-EFGH: as it stands on the label."""
    return f"{code[:4]}-{code[4:]}" if CODE.fullmatch(code) else code


def place_by_code(code: str) -> Place | None:
    """The place whose label this is, in whichever school; None for a code that no place bears.

    Asked across schools because a code comes from outside; new codes are random, so two schools do not share one, and should they, neither
    is shown. The schools are named so that the index, which starts with the school, is used.
    """
    schools = School.objects.values("pk")
    found = Place.objects.filter(school_id__in=schools, code=tidy_code(code), is_active=True).select_related(
        "campus", "school"
    )[:2]
    return found[0] if len(found) == 1 else None


@action(on=Place, label="绑定标签")
def bind_code(place: Place, *, by: Actor, code: Annotated[str, Ask(label="标签上的编码", widget="code")]) -> Place:
    """Give the place a label from a blank roll; the label it had before is no longer good."""
    tidy = tidy_code(code.rstrip("/").rsplit("/", 1)[-1])
    if not CODE.fullmatch(tidy):
        raise Refused(Problem("这不是本系统的标签编码：应为 8 位字母和数字，如 ABCD-EFGH。", "code"))
    bearer = Place.objects.filter(school_id__in=School.objects.values("pk"), code=tidy).exclude(pk=place.pk).first()
    if bearer is not None:
        where = f"“{bearer}”" if bearer.school_id == place.school_id else "别的学校的场所"
        raise Refused(Problem(f"编码 {spoken_code(tidy)} 已贴在{where}，请换一张标签。", "code"))
    place.code = tidy
    place.save()
    return place


def rehearse_places(campus: Campus, lines: str, otherwise: str = "") -> Rehearsal:
    paths = Place.objects.of(campus.school_id).filter(campus=campus).values_list("path", flat=True)
    return rehearse(lines, known={_below_campus(path) for path in paths}, otherwise=otherwise)


@action(makes=Place, label="批量添加场所")
def add_places(
    *, by: Actor, campus: Campus, lines: Annotated[str, Ask(label="场所", widget="textarea")], otherwise: Annotated[str, Ask(label="认不出时归为")] = ""
) -> Campus:  # fmt: skip
    """Add what the lines say and is not there yet, level by level so that each has its parent; all or nothing."""
    rehearsal = rehearse_places(campus, lines, otherwise)
    if rehearsal.problems:
        raise Refused(*(Problem(problem, "lines") for problem in rehearsal.problems))
    if not rehearsal.new:
        raise Refused(Problem("没有要添加的场所：写出的都已经有了。", "lines"))
    there = {_below_campus(place.path): place for place in Place.objects.of(campus.school_id).filter(campus=campus)}
    for depth in sorted({len(planned.path) for planned in rehearsal.new}):
        level = [planned for planned in rehearsal.new if len(planned.path) == depth]
        rows = [_values(planned, campus, there) for planned in level]
        for planned, made in zip(level, add_many(register.for_model(Place), by=by, rows=rows), strict=True):
            there[planned.path] = made
    return campus


def _values(planned: Planned, campus: Campus, there: dict[tuple[str, ...], Place]) -> dict[str, object]:
    return {"name": planned.name, "kind": planned.kind, "campus": campus, "parent": there.get(planned.path[:-1])}


def _below_campus(path: str) -> tuple[str, ...]:
    return tuple(path.split("/")[1:])
