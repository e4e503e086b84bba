"""What was answered against what was asked: faults, gaps, and which items were passed with 其余正常."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol
from unicodedata import normalize

from houqin.areas.inspections.models import ChecklistItem, Inspection
from houqin.areas.inspections.reads import items_of

Kind = ChecklistItem.Kind
OK, FAULT, NOT_APPLICABLE = "ok", "fault", "na"
SAID = {OK: "正常", FAULT: "异常", NOT_APPLICABLE: "不适用"}


class Given(Protocol):
    @property
    def item(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def photos(self) -> Sequence[object]: ...


@dataclass(slots=True)
class Verdict:
    answers: dict[str, Any] = field(default_factory=dict)
    rest_ok: list[str] = field(default_factory=list)
    faults: list[ChecklistItem] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def said(self, item: ChecklistItem) -> str:
        value = str(self.answers[item.code])
        return SAID.get(value, f"{value}{item.unit}" if item.kind == Kind.NUMBER else value)[:60]


def judge(inspection: Inspection, given: Iterable[Given], *, rest_ok: bool) -> Verdict:
    items = {item.code: item for item in items_of(inspection)}
    verdict = Verdict(texts={code: item.text for code, item in items.items()})
    told = {answer.item: answer for answer in given}
    for code in told.keys() - items.keys():
        verdict.problems.append(f"这张检查表没有“{code}”这一项，请刷新后重新填写。")
    for item in items.values():
        _judge_item(verdict, item, told.get(item.code), rest_ok)
    return verdict


def _judge_item(verdict: Verdict, item: ChecklistItem, answer: Given | None, rest_ok: bool) -> None:
    value = normalize("NFKC", answer.value).strip() if answer is not None else ""
    photos = answer.photos if answer is not None else ()
    if not value and item.kind == Kind.OK and rest_ok:
        verdict.answers[item.code] = OK
        verdict.rest_ok.append(item.code)
    elif not value and item.kind == Kind.PHOTO and photos:
        verdict.answers[item.code] = f"{len(photos)}张"
    elif not value:
        if item.is_required:
            verdict.problems.append(
                f"第 {item.position} 项“{item.text}”还没有{'拍照' if item.kind == Kind.PHOTO else '填'}。"
            )
    elif problem := _unreadable(item, value):
        verdict.problems.append(problem)
    else:
        verdict.answers[item.code] = value
        if is_fault(item, value):
            verdict.faults.append(item)
            if item.kind == Kind.OK and answer is not None and not answer.words.strip():
                verdict.problems.append(f"第 {item.position} 项“{item.text}”异常，请写一句哪里不对。")


def _unreadable(item: ChecklistItem, value: str) -> str | None:
    if value == NOT_APPLICABLE:
        return None
    if item.kind == Kind.OK and value not in SAID:
        return f"第 {item.position} 项“{item.text}”只能填正常、异常或不适用。"
    if item.kind == Kind.NUMBER and as_number(value) is None:
        return f"第 {item.position} 项“{item.text}”要填数字，您填的是“{value}”。"
    if item.kind == Kind.CHOICE and value not in item.choices:
        return f"第 {item.position} 项“{item.text}”只能选{'、'.join(item.choices)}。"
    return None


def is_fault(item: ChecklistItem, value: str) -> bool:
    """A reading outside its limits is a fault, whatever the person thinks of it."""
    if item.kind == Kind.OK:
        return value == FAULT
    if item.kind == Kind.CHOICE:
        return value in item.fault_choices
    number = as_number(value) if item.kind == Kind.NUMBER else None
    if number is None:
        return False
    return (item.low is not None and number < item.low) or (item.high is not None and number > item.high)


def as_number(value: str) -> Decimal | None:
    try:
        number = Decimal(value.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
