"""Who must agree to a request: the school's rules, or the shipped chain of a school that has none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q

from houqin.areas.procurement.limits import COLLECTIVE_OVER, worded
from houqin.areas.procurement.models import ApprovalRule, Request
from houqin.areas.procurement.shipped import shipped_chain
from houqin.foundation.models import PostHolding
from houqin.foundation.posts import NAMES, Post
from houqin.foundation.rules import effective

STAND_INS = (Post.DIRECTOR, Post.PRINCIPAL)
"""Who decides in place of a post that nobody holds there, or that only the asker holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    step: int
    name: str
    post: str
    because: str
    needs_minutes: bool = False
    needs_signature: bool = False


def chain_for(request: Request) -> list[Step]:
    """The steps in order; those of the same number decide together. Empty only when the school switched every rule off."""
    steps = _collective(request, _wanted(request))
    return _one_each(_held(step, request) for step in sorted(steps, key=lambda step: step.step))


def _wanted(request: Request) -> list[Step]:
    rules = list(ApprovalRule.objects.of(request.school_id).select_related("campus", "fund").order_by("step", "id"))
    if not rules:
        return [
            Step(step=one.step, name=one.name, post=one.post, because=_over(one.amount_from))
            for one in shipped_chain()
            if request.amount >= one.amount_from
        ]
    return [
        Step(
            step=rule.step, name=rule.name, post=rule.post, because=rule.told, needs_minutes=rule.needs_minutes,
            needs_signature=rule.needs_signature,
        )
        for rule in rules
        if _applies(rule, request)
    ]  # fmt: skip


def _applies(rule: ApprovalRule, request: Request) -> bool:
    return (
        rule.is_active
        and request.amount >= rule.amount_from
        and rule.kind in ("", request.kind)
        and rule.campus_id in (None, request.campus_id)
        and rule.fund_id in (None, request.fund_id)
    )


def _over(amount: Decimal) -> str:
    return f"金额达到 {amount:,.0f} 元" if amount else "每一单"


def _collective(request: Request, steps: list[Step]) -> list[Step]:
    """Above the limit the leaders decide together, whether or not a rule of the school says so."""
    limit = effective(request.school_id, [COLLECTIVE_OVER])[COLLECTIVE_OVER]
    if request.amount <= Decimal(str(limit.value)) or any(step.needs_minutes for step in steps):
        return steps
    last = max((step.step for step in steps), default=0)
    decision = Step(
        step=last + 1,
        name="集体决策（三重一大）",
        post=Post.PRINCIPAL.value,
        because=f"超过{worded(limit)}",
        needs_minutes=True,
    )
    return [*steps, decision]


def _held(step: Step, request: Request) -> Step:
    """The step with somebody to decide it: another post where nobody holds this one, or the asker alone does."""
    if _has_holder(step.post, request):
        return step
    for post in STAND_INS:
        if post != step.post and _has_holder(post, request):
            said = f"{step.because}；没有别人任{NAMES[Post(step.post)]}，由{NAMES[post]}审批"
            return replace(step, post=post.value, because=said)
    return step


def _has_holder(post: str, request: Request) -> bool:
    here = PostHolding.objects.of(request.school_id).filter(post=post, person__is_active=True)
    here = here.filter(Q(campus_id=request.campus_id) | Q(campus=None))
    return bool(here.exclude(person_id=request.requested_by_id).exists())


def _one_each(steps: Iterable[Step]) -> list[Step]:
    """Who stands in for one step and has another of his own decides once, at the later one; unless the later one is a meeting."""
    found = list(steps)
    return [
        step
        for i, step in enumerate(found)
        if step.needs_minutes
        or not any(later.post == step.post and not later.needs_minutes for later in found[i + 1 :])
    ]
