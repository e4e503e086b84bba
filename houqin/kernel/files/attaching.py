"""Files on rows."""

from collections.abc import Sequence
from typing import Any

from houqin.kernel.access import Actor
from houqin.kernel.actions import Problem, Refused
from houqin.kernel.actions.perform import run
from houqin.kernel.declare.register import register
from houqin.kernel.files.keeping import clean_name, keep
from houqin.kernel.files.models import Attachment
from houqin.kernel.files.upload import Upload
from houqin.kernel.rows import Record

MOST = 30
"""Files in one go: more is a mistake of the finger, or an attack."""


def attach(
    row: Record, uploads: Sequence[Upload], by: Actor, caption: str = "", *, submission: str | None = None
) -> list[Attachment]:
    """Hang files on a row, as an action of its own. For whoever may change the row or do any verb on it."""
    record_type = register.for_model(type(row))
    if not record_type.attachments:
        raise Refused(f"{record_type.label}不收附件。")
    if not uploads:
        raise Refused(Problem("请选择照片或文件。", "files"))

    def body(fresh: Record | None) -> list[Attachment]:
        assert fresh is not None
        return attach_all(fresh, uploads, by, caption)

    done = run(None, row, body, verb="attach", model=type(row), by=by, submission=submission)
    return done if isinstance(done, list) else list(attachments_of(row))


def attach_all(
    row: Record, uploads: Sequence[Upload], by: Actor, caption: str = "", *, kind: str = ""
) -> list[Attachment]:
    """Hang files on a saved row, inside an action's body. All of their problems at once."""
    if len(uploads) > MOST:
        raise Refused(f"一次最多上传 {MOST} 个文件，您选了 {len(uploads)} 个。请分几次上传。")
    kept: list[tuple[Upload, Any]] = []
    problems: list[Problem] = []
    for upload in uploads:
        try:
            kept.append((upload, keep(upload, by)))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(*problems)
    return [_hung(row, upload, file, by, caption, kind) for upload, file in kept]


def _hung(row: Record, upload: Upload, file: Any, by: Actor, caption: str, kind: str) -> Attachment:
    found = kind or (Attachment.Kind.PHOTO if file.is_picture else Attachment.Kind.PAPER)
    made = Attachment(
        school_id=row.school_id, file=file, sha256=file.sha256, name=clean_name(upload.name or file.name), kind=found,
        caption=caption[:200], model=row._meta.label_lower, row_id=row.pk, by_name=by.name[:60],
    )  # fmt: skip
    made.save()
    return made


def carry(source: Record, target: Record) -> list[Attachment]:
    """Hang the files of one row on another too, inside an action's body: a finding's photos on the hazard it became."""
    return [
        _saved(Attachment(
            school_id=target.school_id, file=one.file, sha256=one.sha256, name=one.name, kind=one.kind, caption=one.caption,
            model=target._meta.label_lower, row_id=target.pk, by_name=one.by_name,
        ))
        for one in attachments_of(source)
    ]  # fmt: skip


def _saved(attachment: Attachment) -> Attachment:
    attachment.save()
    return attachment


def attachments_of(row: Record) -> Any:
    """The files of a row, oldest first, in one query."""
    rows = Attachment.objects.of(row.school_id).filter(model=row._meta.label_lower, row_id=row.pk)
    return rows.select_related("file").order_by("id")
