"""The papers that an action about things asks for."""

from typing import Annotated

from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask
from houqin.kernel.files import attach_all
from houqin.kernel.files.models import Attachment
from houqin.kernel.files.upload import Upload
from houqin.kernel.rows import Record

Signature = Annotated[Upload | None, Ask(label="手写签名", widget="signature")]
Papers = Annotated[list[Upload] | None, Ask(label="文件或照片", widget="papers")]


def sign(row: Record, by: Actor, signature: Upload | None, what: str) -> None:
    if signature is not None:
        attach_all(row, [signature], by, f"{by.name} {what}", kind=Attachment.Kind.SIGNATURE)
