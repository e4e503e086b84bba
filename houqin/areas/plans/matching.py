"""From the plan's words to the school's own: who does it, with which checklist, by which figure."""

from dataclasses import dataclass

from houqin.areas.inspections.models import Checklist
from houqin.foundation.models import Department, Person
from houqin.foundation.posts import NAMES, Post
from houqin.kernel.figures import figures
from houqin.kernel.search.tokens import tokens_of

ALIASES = {
    "安全": Post.INSPECTOR, "门卫": Post.GUARD, "保安": Post.GUARD, "食堂": Post.CANTEEN_MANAGER, "校医": Post.NURSE, "保健": Post.NURSE,
    "宿管": Post.DORM_MANAGER, "仓库": Post.STOREKEEPER, "保管": Post.STOREKEEPER, "采购": Post.BUYER, "维修": Post.REPAIRER,
    "水电": Post.REPAIRER, "资产": Post.ASSET_KEEPER, "总务": Post.DIRECTOR, "后勤": Post.DIRECTOR,
}  # fmt: skip
FILLER = tokens_of("检查表每日每月学校校园工作做好进行开展月自查日常专项安全")


@dataclass(frozen=True, slots=True)
class Owner:
    department: Department | None = None
    post: str = ""
    person: Person | None = None


class Matcher:
    """The school's names, read once for a whole plan."""

    def __init__(self, school_id: int) -> None:
        self._departments = list(Department.objects.of(school_id).order_by("id"))
        self._people = {p.name: p for p in Person.objects.of(school_id).filter(is_active=True)}
        self._checklists = [
            (c, tokens_of(c.title) - FILLER) for c in Checklist.objects.of(school_id).filter(is_active=True)
        ]

    def owner(self, owners: tuple[str, ...]) -> Owner:
        """The first name that is one of ours decides: a person, then a department, then a post; else the director."""
        for name in owners:
            if name in self._people:
                return Owner(person=self._people[name])
        department = next(
            (d for name in owners for d in self._departments if name in (d.name, *d.aliases.split("、"))), None
        )
        post = next((found for name in owners if (found := post_called(name))), "")
        return Owner(department=department, post=post or Post.DIRECTOR.value)

    def checklist(self, title: str) -> Checklist | None:
        """The checklist that shares most of its own words with the title; None when there is no clear one."""
        words = tokens_of(title) - FILLER
        scored = sorted(
            ((len(own & words) / len(own), c) for c, own in self._checklists if own & words), key=lambda pair: -pair[0]
        )
        return scored[0][1] if scored and scored[0][0] >= 0.5 else None


def post_called(name: str) -> str:
    exact = next((code.value for code, label in NAMES.items() if label == name), "")
    return exact or next((post.value for word, post in ALIASES.items() if word in name), "")


def figure_for(words: str) -> str:
    """The key of the figure that these words name, or "": the longest name said wins; a percentage is measured by a share."""
    said = [
        (len(name), figure) for figure in figures for name in (figure.label, *figure.words) if name and name in words
    ]
    if "%" in words or "％" in words or "率" in words:
        said = [(length, figure) for length, figure in said if figure.unit == "%"]
    return max(said, key=lambda pair: pair[0])[1].key if said else ""
