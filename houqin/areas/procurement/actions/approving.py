"""Deciding one step: agree, send back to be corrected, reject, hand over. Each step is decided once, by one person."""

from typing import Annotated

from houqin.areas.procurement.actions.sending import cancel_steps, go_on, steps_of
from houqin.areas.procurement.models import Approval, Request
from houqin.areas.procurement.reads.splitting import splitting
from houqin.areas.procurement.separation import Part, keep_apart
from houqin.areas.procurement.telling import tell_approver, tell_requester
from houqin.foundation.models import Person
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, action, locked
from houqin.kernel.files import attach_all
from houqin.kernel.files.models import Attachment
from houqin.kernel.files.upload import Upload

State = Approval.State
Opinion = Annotated[str, Ask(label="意见", widget="textarea")]
Why = Annotated[str, Ask(label="原因", help="申请人会看到", widget="textarea")]
NextApprover = Annotated[Person, Ask(label="交给谁审批")]
Sign = Annotated[Upload | None, Ask(label="手写签名", widget="signature")]


@action(on=Approval, label="同意", when=(State.WAITING,), asks=True)
def agree(
    approval: Approval, *, by: Actor, said: Opinion = "",
    meeting_number: Annotated[str, Ask(label="会议纪要编号", help="集体决策时填写")] = "",
    minutes: Annotated[list[Upload] | None, Ask(label="会议纪要", widget="papers")] = None,
    exception: Annotated[str, Ask(label="特殊情况说明", help="疑似化整为零又确需采购时填写")] = "",
    signature: Sign = None,
) -> Approval:  # fmt: skip
    """The step is agreed to; with the last step the whole request is."""
    request = locked(approval.request)
    problems = Problems()
    _may_decide(problems, approval, request, by)
    _papers(problems, approval, meeting_number, minutes, signature)
    found = splitting(request)
    if found is not None and found.blocks and not exception.strip():
        problems.add(f"{found.told}。确需采购的，请写特殊情况说明。", "exception")
    problems.stop()
    if meeting_number:
        request.meeting_number = meeting_number[:60]
        request.save()
    attach_all(approval, minutes or (), by, "会议纪要", kind=Attachment.Kind.PAPER)
    told = f"{said.strip()} 特殊情况：{exception.strip()}" if exception.strip() else said.strip()
    _decide(approval, State.AGREED, by, told.strip(), signature)
    go_on(request, by)
    return approval


@action(on=Approval, label="退回修改", when=(State.WAITING,))
def send_back(approval: Approval, *, by: Actor, said: Why) -> Approval:
    """The asker, or the buyer, corrects it and it goes through the chain anew."""
    return _stopped(approval, State.RETURNED, Request.State.RETURNED, by, said, "采购申请退回修改")


@action(on=Approval, label="不同意", when=(State.WAITING,), final=True)
def reject(approval: Approval, *, by: Actor, said: Why) -> Approval:
    return _stopped(approval, State.REJECTED, Request.State.REJECTED, by, said, "采购申请未批准")


@action(on=Approval, label="转交", when=(State.WAITING,))
def hand_over(
    approval: Approval, *, by: Actor, person: NextApprover, said: Annotated[str, Ask(label="说明")] = ""
) -> Approval:  # fmt: skip
    """One person decides this step instead; who gave it away is on the paper."""
    problems = Problems()
    if person.pk == approval.request.requested_by_id:
        problems.add("不能转交给申请人本人。", "person")
    if person.pk == by.person_id:
        problems.add("不用转交给自己，请直接审批。", "person")
    if not person.is_active or person.user_id is None:
        problems.add(f"{person} 没有在用的账号，不能审批，请换一个人。", "person")
    problems.stop()
    told = f"{by.name} 转交给 {person.name}" + (f"：{said.strip()}" if said.strip() else "")
    approval.handed_told = f"{approval.handed_told}；{told}".strip("；")[:200]
    approval.approver, approval.post, approval.waiting_since = person, "", clock.now()
    approval.save()
    tell_approver(approval)
    return approval


def _stopped(approval: Approval, state: State, outcome: Request.State, by: Actor, said: str, title: str) -> Approval:
    request = locked(approval.request)
    problems = Problems()
    _may_decide(problems, approval, request, by)
    if not said.strip():
        problems.add("请写原因，申请人要看。", "said")
    problems.stop()
    _decide(approval, state, by, said, None)
    request.state, request.said = outcome, said[:300]
    request.save()
    cancel_steps(request)
    tell_requester(request, title, said)
    return approval


def _may_decide(problems: Problems, approval: Approval, request: Request, by: Actor) -> None:
    if request.state != Request.State.APPROVING or approval.round != request.round:
        problems.add(f"{request} 现在是“{request.get_state_display()}”，不用再审批。")
    keep_apart(problems, Part.AGREE, by, request)
    same = [one for one in steps_of(request) if one.step == approval.step and one.pk != approval.pk]
    if by.person_id is not None and any(one.decided_by_id == by.person_id for one in same):
        problems.add("会签要由不同的人分别签，您已经签过这一步。")


def _papers(
    problems: Problems, approval: Approval, meeting_number: str, minutes: list[Upload] | None, signature: Upload | None
) -> None:
    if approval.needs_minutes and not meeting_number.strip():
        problems.add("这一步要集体决策，请填会议纪要编号。", "meeting_number")
    if approval.needs_minutes and not minutes:
        problems.add("这一步要集体决策，请附上会议纪要。", "minutes")
    if approval.needs_signature and signature is None:
        problems.add("这一步要手写签名。", "signature")


def _decide(approval: Approval, state: State, by: Actor, said: str, signature: Upload | None) -> None:
    approval.state, approval.said, approval.decided_at = state, said[:300], clock.now()
    approval.decided_by_id, approval.is_signed = by.person_id, signature is not None
    approval.save()
    if signature is not None:
        attach_all(approval, [signature], by, f"{by.name}签名", kind=Attachment.Kind.SIGNATURE)
