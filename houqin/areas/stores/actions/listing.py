"""Issue lists: the same things for many classes, in their hands on day one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from django.db.models import Count

from houqin.areas.stores.actions.asking import AtStore, make, rooms
from houqin.areas.stores.actions.handing import hand_out
from houqin.areas.stores.actions.keeping import must_keep
from houqin.areas.stores.actions.receiving import AnItem
from houqin.areas.stores.models import IssueList, Item, Requisition, Store
from houqin.areas.stores.quotas import Taker
from houqin.areas.stores.units import in_own_unit
from houqin.foundation.models import SchoolClass, Student
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action
from houqin.kernel.numbering import take


@dataclass(frozen=True)
class ForEach:
    """So much for each class, or for each of its pupils."""

    item: AnItem
    quantity: Annotated[Decimal, Ask(label="数量")]
    unit: Annotated[str, Ask(label="单位", help="不填就是基本单位")] = ""
    per_pupil: Annotated[bool, Ask(label="按学生人数")] = False


Classes = Annotated[list[SchoolClass] | None, Ask(label="班级", help="不选就是库房所在校区的全部班级")]


@action(makes=IssueList, label="做发放单")
def make_list(
    *, by: Actor, title: str, lines: Annotated[list[ForEach], Ask(label="每班（每生）发什么")], store: AtStore = None, classes: Classes = None,
    issued_on: Annotated[date | None, Ask(label="发放日期")] = None,
) -> IssueList:  # fmt: skip
    """One list for many classes: each has a requisition of its own, approved with the list, and signs for it."""
    at: Store | None = store or rooms(None, by).first()
    if at is None:
        raise Refused("还没有库房。请先在“库房”里建一个。", field="store")
    must_keep(at, by)
    wanted = list(
        classes or SchoolClass.objects.of(by.school_id).filter(is_active=True, campus_id=at.campus_id).order_by("id")
    )
    problems = Problems()
    if not title.strip():
        problems.add("请写一个标题，如“2026年秋季开学物资”。", "title")
    if not wanted:
        problems.add("没有班级可发，请先建班级。", "classes")
    if not lines:
        problems.add("请至少填写一种物品。", "lines")
    problems.stop()
    made = IssueList(
        school_id=by.school_id, number=take(by.school_id, "FF-{year}-{n:05}")[0], title=title.strip()[:60], store=at, campus_id=at.campus_id,
        issued_on=issued_on or clock.today(),
    )  # fmt: skip
    made.save()
    _fill(made, by, wanted, lines)
    return made


def _fill(made: IssueList, by: Actor, classes: list[SchoolClass], lines: list[ForEach]) -> None:
    for one, items in _shares(made.school_id, classes, lines).items():
        make(
            by, made.store, Taker(school_class=one), items, asked_by_id=one.teacher_id, issue_list=made, purpose=made.title, needed_on=made.issued_on,
            state=Requisition.State.APPROVED, approved_by_id=by.person_id, approved_at=clock.now(), decided="随发放单批准",
        )  # fmt: skip


def _shares(school_id: int, classes: list[SchoolClass], lines: list[ForEach]) -> dict[SchoolClass, dict[Item, Decimal]]:
    """Class → item → quantity. Refused when a class has no pupils to count by."""
    rows = Student.objects.of(school_id).filter(is_active=True, school_class__in=classes).values_list("school_class_id")
    pupils = dict(rows.annotate(count=Count("id")).order_by())
    problems = Problems()
    shares: dict[SchoolClass, dict[Item, Decimal]] = {one: {} for one in classes}
    for line in lines:
        each = in_own_unit(line.item, line.quantity, line.unit)
        for one in classes:
            count = pupils.get(one.pk, 0) if line.per_pupil else 1
            if not count:
                problems.add(f"{one} 还没有学生名单，{line.item} 不能按人数发。请先导入学生，或按班发。", "lines")
            shares[one][line.item] = shares[one].get(line.item, Decimal(0)) + each * count
    problems.stop()
    return shares


def nothing_waits(issue_list: IssueList) -> str | None:
    waiting = issue_list.requisitions.of(issue_list.school_id).filter(state=Requisition.State.APPROVED)
    return None if waiting.exists() else f"{issue_list} 没有待发放的班级。"


@action(on=IssueList, label="全部发放", unless=nothing_waits, final=True)
def hand_out_all(issue_list: IssueList, *, by: Actor) -> IssueList:
    """Everything leaves the store for the classes; each then signs on its own phone."""
    for one in _waiting(issue_list):
        hand_out(one, by=by)
    issue_list.state = IssueList.State.CLOSED
    issue_list.save()
    return issue_list


def _waiting(issue_list: IssueList) -> list[Requisition]:
    rows = issue_list.requisitions.of(issue_list.school_id).filter(state=Requisition.State.APPROVED)
    return list(rows.select_related("store", "school_class").order_by("id"))
