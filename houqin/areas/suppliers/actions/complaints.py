from typing import Annotated

from django.utils import timezone

from houqin.areas.suppliers.actions.suppliers import Points, score
from houqin.areas.suppliers.limits import answer_due
from houqin.areas.suppliers.models import Complaint
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, action

State = Complaint.State


def prepare_complaint(complaint: Complaint, by: Actor) -> None:
    if by.person_id and not complaint.complained_by_id:
        complaint.complained_by_id = by.person_id
    if complaint.due_on is None and complaint.happened_at is not None:
        complaint.due_on = answer_due(by.school_id, timezone.localtime(complaint.happened_at).date())


@action(on=Complaint, label="答复", when=(State.OPEN,), asks=True, due="due_on")
def answer(
    complaint: Complaint, *, by: Actor, answer: Annotated[str, Ask(label="处理结果", help="对方怎么改的、扣不扣款", widget="textarea")],
    points: Points = 3,
) -> Complaint:  # fmt: skip
    """What came of it, and what mark the supplier gets for it."""
    complaint.answer, complaint.points = answer[:300], points
    complaint.state, complaint.answered_on = State.ANSWERED, clock.today()
    complaint.save()
    score(complaint.supplier, by=by, points=points, said=complaint.what, because=complaint)
    return complaint
