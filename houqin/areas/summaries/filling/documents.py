"""Opens last year's document whatever its name says, or tells in one sentence why it cannot be read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from docx import Document as open_docx
from docx.document import Document as DocxDocument
from docx.opc.exceptions import OpcError

from houqin.areas.summaries.filling.docx_lines import docx_lines
from houqin.areas.summaries.filling.lines import Line, lines_of

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED_BYTES = 400 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = {
    b"%PDF": "这是 PDF 文件，请先另存为 Word（.docx）或文本文件再上传。",
    b"{\\rtf": "这是 RTF 文件，请在 Word 中另存为 .docx 后再上传。",
    b"\x89PNG": "这是图片，不是文字文件，请上传 .docx 或 .txt。",
    b"\xff\xd8\xff": "这是图片，不是文字文件，请上传 .docx 或 .txt。",
    b"GIF8": "这是图片，不是文字文件，请上传 .docx 或 .txt。",
}


# What python-docx and the libraries under it raise for broken packages; none of them promises a single type.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OpcError,
    SyntaxError,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    OSError,
    TypeError,
    ValueError,
)


class UnreadableDocument(Exception):
    """Carries the sentence shown to the person who uploaded."""


@dataclass(frozen=True, kw_only=True)
class OldSummary:
    kind: str
    """docx or txt, by content."""
    lines: tuple[Line, ...]
    encoding: str = ""


def read_summary(data: bytes) -> OldSummary:
    """Sniffs the kind from the content; raises `UnreadableDocument`."""
    if not data.strip(b"\x00 \r\n\t"):
        raise UnreadableDocument("文件是空的，没有可读的文字。")
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请删去图片或拆开后再上传。")
    for magic, sentence in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise UnreadableDocument(sentence)
    if data.startswith(_OLE):
        raise UnreadableDocument(_ole_sentence(data))
    if data.startswith(b"PK"):
        return OldSummary(kind="docx", lines=tuple(_word_lines(open_word(data))))
    text, encoding = decode(data)
    return OldSummary(kind="txt", lines=tuple(lines_of(text)), encoding=encoding)


def _ole_sentence(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "文件设有打开密码，请去掉密码后再上传。"
    return "这是旧版 Office（.doc）文件，请在 Word 或 WPS 中另存为 .docx 后再上传。"


def open_word(data: bytes) -> DocxDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise UnreadableDocument("文件解开后过大，无法读取，请删去图片或拆开后再上传。")
        if not any(name.startswith("word/") for name in names):
            raise UnreadableDocument(_zip_sentence(names))
        return open_docx(io.BytesIO(data))
    except _BROKEN as error:
        raise UnreadableDocument("Word 文件已损坏，无法打开，请在 Word 中修复或重新保存后再上传。") from error
    except (RuntimeError, NotImplementedError, EOFError) as error:
        raise UnreadableDocument("压缩内容加了密码或格式不认识，无法打开，请重新保存为 .docx。") from error


def _word_lines(document: DocxDocument) -> list[Line]:
    try:
        return docx_lines(document)
    except _BROKEN as error:
        raise UnreadableDocument("Word 文件内部结构有误，读不出文字，请在 Word 中重新保存后再上传。") from error


def _zip_sentence(names: set[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "这是 Excel 工作簿，总结请上传 .docx 或 .txt。"
    if any(name.startswith("ppt/") for name in names):
        return "这是演示文稿，总结请上传 .docx 或 .txt。"
    return "这是压缩包，不是 Word 文件，请解开后上传其中的 .docx。"


def decode(data: bytes) -> tuple[str, str]:
    """Text and the encoding it was in, so that the new file can be written the same way."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strict(data, encoding)
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_like_text(text):
            return text, encoding
    raise UnreadableDocument("认不出文件的内容，它不像文字文件，请上传 .docx 或 .txt。")


def _strict(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise UnreadableDocument("文件的文字编码已损坏，请另存为 UTF-8 文本后再上传。") from error


def _looks_like_text(text: str) -> bool:
    strange = sum(1 for character in text if ord(character) < 32 and character not in "\t\r\n\f\v")
    return strange <= len(text) * 0.01
