"""An old summary is read in, its slots are decided one by one, and the new document is made."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.db import transaction

from houqin.areas.summaries import reads
from houqin.areas.summaries.actions import period_asked
from houqin.areas.summaries.filling.decisions import Decision
from houqin.areas.summaries.filling.documents import OldSummary, UnreadableDocument, read_summary
from houqin.areas.summaries.filling.memory import signature
from houqin.areas.summaries.filling.numerals import read_numeral
from houqin.areas.summaries.filling.proposals import Proposal
from houqin.areas.summaries.filling.slots import find_slots
from houqin.areas.summaries.filling.vocabulary import Period
from houqin.areas.summaries.ledger import Ledger
from houqin.areas.summaries.meanings import Answer, meaning_of, restated
from houqin.areas.summaries.models import FilledSlot, Filling, RememberedSlot
from houqin.areas.summaries.refilling import answers_for, filled_word, memory_of
from houqin.foundation.models import Campus, Term
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Refused, action
from houqin.kernel.declare import register
from houqin.kernel.files import Upload, attach_all, attachments_of, disk, upload_from
from houqin.kernel.files.models import StoredFile
from houqin.kernel.jobs import Link, Running, job

State, Choice = Filling.State, FilledSlot.Choice
OLD, NEW = "旧总结", "新总结"
"""Captions by which the two documents of a filling are known."""
_LARGEST = Decimal(10) ** 12


@action(makes=Filling, label="填旧总结")
def read_old(
    *, by: Actor, files: Annotated[list[Upload], Ask(label="旧总结", help="Word（.docx）或文本文件", widget="papers")],
    term: Term | None = None, starts_on: Annotated[date | None, Ask(help="不选学期时填写起止日期")] = None, ends_on: date | None = None,
    campus: Annotated[Campus | None, Ask(help="不选为全校")] = None,
) -> Filling:  # fmt: skip
    """Find every blank and old figure, and ask the ledgers what belongs there. Nothing is filled before it was looked at."""
    if len(files) != 1:
        raise Refused("请上传一份旧总结，一次一份。", field="files")
    period = period_asked(by, term, starts_on, ends_on)
    data = _bytes_of(files[0])
    summary = _read(data)
    filling = Filling(
        school_id=by.school_id, title=_stem(files[0].name or "旧总结"), kind=summary.kind, term=term, starts_on=period.start, ends_on=period.end,
        campus=campus, filled_by_id=by.person_id, counted_at=clock.now(),
    )  # fmt: skip
    if not register.for_model(Filling).policy.may(by, read_old.key, filling):
        raise Refused("您只能填本人任职校区的总结，请选择校区。", field="campus")
    filling.save()
    attach_all(filling, [upload_from(data, files[0].name or "旧总结")], by, OLD)
    answers = answers_for(summary, ledger_of(filling, by), days_of(filling), memory_of(by.school_id))
    for proposal in answers:
        _kept(filling, proposal).save()
    return filling


def _bytes_of(upload: Upload) -> bytes:
    upload.seek(0)
    data: bytes = upload.read()
    upload.seek(0)
    return data


def _read(data: bytes) -> OldSummary:
    try:
        return read_summary(data)
    except UnreadableDocument as error:
        raise Refused(str(error), field="files") from error


def _stem(name: str) -> str:
    return re.sub(r"\.(?:docx|txt)$", "", name, flags=re.I)[:120] or "旧总结"


def _kept(filling: Filling, proposal: Proposal) -> FilledSlot:
    slot = proposal.slot
    return FilledSlot(
        school_id=filling.school_id, filling=filling, index=slot.index, line=slot.line, start=slot.start, end_line=slot.end_line, end=slot.end,
        offset=slot.offset, parent=slot.parent, text=slot.text, shown=slot.shown[:100], kind=slot.kind, measure=slot.measure[:200],
        unit=slot.unit[:20], old=_storable(slot.old, "0.0001"), signature=signature(slot), figure=proposal.measure_key,
        asked={name: list(keys) for name, keys in proposal.asked.items()}, split=dict(proposal.splits) or dict(slot.split),
        value=_storable(proposal.value, "0.01"), proposed=proposal.text[:60], sure=proposal.sure, flags=list(proposal.flags), why=proposal.why,
        evidence=proposal.evidence_url,
    )  # fmt: skip


def _storable(number: Decimal | None, places: str) -> Decimal | None:
    """A telephone number or an account is no figure worth keeping."""
    return number.quantize(Decimal(places)) if number is not None and abs(number) < _LARGEST else None


def ledger_of(filling: Filling, by: Actor) -> Ledger:
    return Ledger(by, filling.campus_id)


def days_of(filling: Filling) -> Period:
    return Period(start=filling.starts_on, end=filling.ends_on)


def is_over(slot: FilledSlot) -> str | None:
    return None if slot.filling.state == State.REVIEW else "新文档已经生成；要再改，请先在这份填数上选择“继续核对”。"


@action(on=FilledSlot, label="用这个", unless=is_over)
def confirm(slot: FilledSlot, *, by: Actor) -> FilledSlot:
    """The proposal is right; what it was counted by is remembered for this wording."""
    if slot.value is None:
        raise Refused("台账没有给出这一处的数；请选择“改”自己填写，或选择“不填”。")
    slot.choice, slot.written = Choice.USED, slot.proposed
    slot.save()
    _remember(slot, by)
    return slot


@action(on=FilledSlot, label="改", unless=is_over)
def correct(
    slot: FilledSlot, *, by: Actor, written: Annotated[str, Ask(label="改成", help="直接写要填的数，如 128 或 96%")] = "",
    figure: Annotated[str, Ask(label="或改用指标", help="指标或工作内容的名称，如“接报修单”“更换水龙头”；会重新取数并记住这个说法")] = "",
) -> FilledSlot:  # fmt: skip
    """Another number, or another figure: then it is counted anew, and that is remembered for this wording."""
    if bool(written.strip()) == bool(figure.strip()):
        raise Refused("请写要填的数，或写一个指标的名称（二选一）。", field="written")
    if figure.strip():
        _take(
            slot,
            restated(slot, old_bytes(slot.filling), figure.strip(), ledger_of(slot.filling, by), days_of(slot.filling)),
        )
        slot.save()
        _remember(slot, by)
        return slot
    if len(written.strip()) > 30:
        raise Refused("要填的数太长，最多 30 个字。", field="written")
    if number_in(written) != slot.value:  # a number of one's own has no rows to open
        slot.evidence = ""
        _forget(slot)
    slot.choice, slot.written = Choice.CHANGED, written.strip()
    slot.save()
    return slot


def _take(slot: FilledSlot, answer: Answer) -> None:
    slot.figure, slot.asked, slot.split = answer.figure, answer.asked, answer.split
    slot.value, slot.proposed, slot.evidence = answer.value, answer.text, answer.evidence
    slot.why, slot.sure, slot.flags = answer.why, False, []
    slot.choice, slot.written = Choice.USED, answer.text


@action(on=FilledSlot, label="不填", unless=is_over)
def leave(slot: FilledSlot, *, by: Actor) -> FilledSlot:
    """What stands there stays, and is marked in the new document."""
    slot.choice, slot.written = Choice.LEFT, ""
    slot.save()
    return slot


@action(on=Filling, label="确认全部有把握的", when=(State.REVIEW,))
def confirm_sure(filling: Filling, *, by: Actor) -> Filling:
    for slot in filling.slots.of(filling.school_id).filter(choice=Choice.OPEN, sure=True).order_by("index"):
        confirm(slot, by=by)
    return filling


@action(on=Filling, label="生成新文档", when=(State.REVIEW,))
def produce(filling: Filling, *, by: Actor) -> Filling:
    """Wording, layout and fonts stay; decided figures link to their rows, whatever was not decided stays and is marked."""
    slots = list(filling.slots.of(filling.school_id).order_by("index"))
    decisions = [
        Decision(slot=slot, text=slot.written or None, evidence_url=slot.evidence if slot.written else "") for slot in slots
    ]  # fmt: skip
    content = filled_word(old_bytes(filling), filling.kind, decisions)
    filling.state = State.DONE
    filling.save()
    attach_all(filling, [upload_from(content, f"{filling.title}（{_period_name(filling)}）.docx")], by, NEW)
    return filling


@action(on=Filling, label="继续核对", when=(State.DONE,))
def go_on(filling: Filling, *, by: Actor) -> Filling:
    filling.state = State.REVIEW
    filling.save()
    return filling


@action(on=Filling, label="作废", when=(State.REVIEW,), final=True)
def drop(filling: Filling, *, by: Actor) -> Filling:
    filling.state = State.DROPPED
    filling.save()
    return filling


def old_file(filling: Filling) -> Any:
    return attachments_of(filling).filter(caption=OLD).first()


def old_bytes(filling: Filling) -> bytes:
    return disk.path_of(filling.school_id, old_file(filling).sha256).read_bytes()


def new_file(filling: Filling) -> Any:
    """The attachment made last, None before there is one."""
    return attachments_of(filling).filter(caption=NEW).last()


def _period_name(filling: Filling) -> str:
    return str(reads.period_between(filling.school_id, filling.starts_on, filling.ends_on))


@job("summaries.fill", label="读旧总结")
def read_old_in_background(running: Running) -> None:
    """args: file, name, term, campus (ids or null), starts_on, ends_on (dates or null)."""
    asked, school_id = running.args, running.actor.school_id
    running.progress(0, 3, "正在读旧总结")
    file = StoredFile.objects.of(school_id).get(pk=asked["file"])
    data = disk.path_of(school_id, file.sha256).read_bytes()
    count = len(find_slots(_read(data).lines))
    running.progress(1, 3, f"找到 {count} 处空处和旧数，正在逐处查台账")
    with transaction.atomic():
        filling = read_old(
            by=running.actor, files=[upload_from(data, asked["name"])],
            term=Term.objects.of(school_id).filter(pk=asked["term"]).first() if asked["term"] else None,
            campus=Campus.objects.of(school_id).filter(pk=asked["campus"]).first() if asked["campus"] else None,
            starts_on=date.fromisoformat(asked["starts_on"]) if asked["starts_on"] else None,
            ends_on=date.fromisoformat(asked["ends_on"]) if asked["ends_on"] else None,
        )  # fmt: skip
        running.finish(
            f"《{filling.title}》找到 {count} 处，请逐处核对。", links=(Link("开始核对", review_address(filling)),)
        )


def review_address(filling: Filling) -> str:
    return f"/summaries/fillings/{filling.pk}/review/"


def number_in(text: str) -> Decimal | None:
    """128 of 128, 96 of 96%, 13000 of 1万3千; None when it is no number."""
    found = read_numeral(text.strip().rstrip("%％").replace(",", ""))
    return found.value if found else None


def _remember(slot: FilledSlot, by: Actor) -> None:
    if not slot.figure:
        return
    known = RememberedSlot.objects.of(slot.school_id).filter(signature=slot.signature).first()
    row = known or RememberedSlot(school_id=slot.school_id, signature=slot.signature)
    if (row.figure, row.asked) == (slot.figure, slot.asked):
        return
    row.text, row.figure, row.asked = slot.text[:200], slot.figure, slot.asked
    row.meaning = meaning_of(slot.figure, slot.split)[:200]
    row.save()


def _forget(slot: FilledSlot) -> None:
    known = RememberedSlot.objects.of(slot.school_id).filter(signature=slot.signature, figure=slot.figure).first()
    if known is not None and known.asked == slot.asked:
        known.delete()
