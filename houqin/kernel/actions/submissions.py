"""A submission id is used once: a repeat gets the first outcome instead of a second change."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction

from houqin.kernel.actions.problems import Problem, Refused
from houqin.kernel.rows import Record
from houqin.kernel.trail.write import Call


@dataclass(frozen=True, slots=True)
class Once:
    """A submission id together with a digest of what was asked: the id again with other content is refused, not answered."""

    key: str
    asked: str


@dataclass(slots=True)
class Claim:
    row: Any = None
    outcome: Record | None = None


def claim(call: Call, submission: "str | Once | None") -> Claim:
    """Take the id for this call, in its transaction; or find the outcome it already had."""
    if not submission:
        return Claim()
    key, asked = (submission.key, submission.asked) if isinstance(submission, Once) else (submission, "")
    model = apps.get_model("kernel", "Submission")
    try:
        with transaction.atomic():
            taken = model.objects.create(
                school_id=call.by.school_id,
                key=key[:64],
                asked=asked[:32],
                user_id=call.by.user_id,
                verb=call.verb,
                asked_row=call.row_id,
            )
        return Claim(row=taken)
    except IntegrityError:
        first = model.objects.of(call.by.school_id).get(key=key[:64])
    same_call = (first.verb, first.user_id, first.asked_row) == (call.verb, call.by.user_id, call.row_id)
    if not same_call or first.asked != asked[:32]:
        raise Refused(Problem("这个提交编号已用于另一次操作，请刷新页面后重新提交。", code="submission"))
    outcome = (
        apps.get_model(first.model).objects.of(call.by.school_id).filter(pk=first.row_id).first()
        if first.model
        else None
    )
    if outcome is None:
        raise Refused(Problem("这次提交已经办理过，无须重复。", code="submission"))
    return Claim(outcome=outcome)


def settle(claimed: Claim, outcome: Record | None) -> None:
    if claimed.row is not None and outcome is not None and outcome.pk:
        claimed.row.model, claimed.row.row_id = outcome._meta.label, outcome.pk
        claimed.row.save(update_fields=["model", "row_id"])
