from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from houqin.areas.inspections import checklists as shipped
from houqin.areas.inspections.models import Checklist, ChecklistItem, ChecklistVersion
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action

Kind = ChecklistItem.Kind


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """One line of a checklist as a person writes it. choices: parted by 、; a choice that means a fault begins with !."""

    text: Annotated[str, Ask(label="检查内容")]
    kind: Annotated[Kind, Ask(label="填写方式")] = Kind.OK
    unit: Annotated[str, Ask(label="单位")] = ""
    low: Annotated[Decimal | None, Ask(label="下限")] = None
    high: Annotated[Decimal | None, Ask(label="上限")] = None
    choices: Annotated[str, Ask(label="选项", help="用顿号分开，异常的选项前加感叹号，如：正常、!漏水")] = ""
    required: Annotated[bool, Ask(label="必填")] = True
    critical: Annotated[bool, Ask(label="关键项")] = False
    photo_when_fault: Annotated[bool, Ask(label="异常时请拍照")] = False
    hint: Annotated[str, Ask(label="提示")] = ""
    code: Annotated[str, Ask(label="编码")] = ""

    @property
    def offered(self) -> list[str]:
        words = self.choices.replace("，", "、").replace(",", "、").replace("！", "!").split("、")
        return [word.strip() for word in words if word.strip()]


@action(makes=Checklist, label="装入系统自带检查表")
def install_checklists(*, by: Actor) -> Checklist | None:
    """Give the school its own first edition of every shipped checklist it does not have; what it edited stays as it is."""
    known = set(Checklist.objects.of(by.school_id).values_list("code", flat=True))
    last = None
    for one in shipped.load_shipped():
        if one.code not in known:
            last = _install(one, by)
    return last


def _install(one: shipped.Checklist, by: Actor) -> Checklist:
    checklist = Checklist(school_id=by.school_id, code=one.code, title=one.title, about=one.about, is_shipped=True)
    checklist.save()
    edition = ChecklistVersion(
        school_id=by.school_id, checklist=checklist, edition=1, sources=[source.wording() for source in one.sources]
    )
    edition.save()
    for position, item in enumerate(one.items, start=1):
        ChecklistItem(
            school_id=by.school_id, edition=edition, position=position, code=item.code, text=item.text, kind=item.kind, unit=item.unit,
            low=_decimal(item.low), high=_decimal(item.high), choices=list(item.choices), fault_choices=list(item.fault_choices),
            is_required=item.required, is_critical=item.critical, photo_when_fault=item.photo_when_fault, hint=item.hint, source=item.source,
        ).save()  # fmt: skip
    return checklist


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


@action(makes=Checklist, label="新建检查表")
def draw_up(
    *, by: Actor, title: str, items: Annotated[list[ItemLine], Ask(label="检查项")], about: str = ""
) -> Checklist:
    """A checklist of the school's own."""
    _check_lines(items)
    own = Checklist.objects.of(by.school_id).filter(is_shipped=False).count() + 1
    checklist = Checklist(school_id=by.school_id, code=f"own_{own}", title=title, about=about)
    checklist.save()
    _edition(checklist, 1, items, why="")
    return checklist


@action(on=Checklist, label="修订检查表")
def revise(
    checklist: Checklist, *, by: Actor, items: Annotated[list[ItemLine], Ask(label="检查项")],
    why: Annotated[str, Ask(label="修订原因")] = "",
) -> Checklist:  # fmt: skip
    """The next edition. What was begun or finished keeps the one it was done with."""
    _check_lines(items)
    last = ChecklistVersion.objects.of(checklist.school_id).filter(checklist=checklist).order_by("-edition").first()
    for old in ChecklistVersion.objects.of(checklist.school_id).filter(checklist=checklist, is_current=True):
        old.is_current = False
        old.save()
    _edition(checklist, (last.edition if last else 0) + 1, items, why=why)
    checklist.save()
    return checklist


def _edition(checklist: Checklist, number: int, items: Iterable[ItemLine], *, why: str) -> None:
    edition = ChecklistVersion(school_id=checklist.school_id, checklist=checklist, edition=number, why=why)
    edition.save()
    used: set[str] = set()
    for position, line in enumerate(items, start=1):
        code = line.code if line.code and line.code not in used else f"item_{number}_{position}"
        used.add(code)
        ChecklistItem(
            school_id=checklist.school_id, edition=edition, position=position, code=code, text=line.text.strip(), kind=line.kind, unit=line.unit,
            low=line.low, high=line.high, choices=[word.lstrip("!") for word in line.offered],
            fault_choices=[word[1:] for word in line.offered if word.startswith("!")], is_required=line.required, is_critical=line.critical,
            photo_when_fault=line.photo_when_fault, hint=line.hint,
        ).save()  # fmt: skip


def _check_lines(items: list[ItemLine]) -> None:
    if not items:
        raise Refused("检查表至少要有一项检查内容。", field="items")
    problems = Problems()
    for n, line in enumerate(items, start=1):
        if not line.text.strip():
            problems.add(f"第 {n} 项没有写检查内容。", "items")
        if line.low is not None and line.high is not None and line.low > line.high:
            problems.add(f"第 {n} 项“{line.text}”的下限大于上限。", "items")
        if line.kind != Kind.NUMBER and (line.low is not None or line.high is not None):
            problems.add(f"第 {n} 项“{line.text}”不是读数，不能有上下限。", "items")
        if line.kind == Kind.CHOICE and len(line.offered) < 2:
            problems.add(f"第 {n} 项“{line.text}”是选择，至少要有两个选项。", "items")
    problems.stop()
