"""What a file really is, told from its first bytes and not from its name."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import PurePath

from .model import UnreadablePlan
from .sheet_source import from_workbook
from .source import Document
from .text_source import decode, from_text
from .word_source import from_word

MAX_BYTES = 30 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
_NAMES = {".docx": "Word 文档", ".xlsx": "Excel 工作簿", ".txt": "文本文件"}
_OTHER = (
    (b"%PDF", "PDF 文件", "请在 Word 或 WPS 里打开原稿，另存为 .docx 再上传；只有 PDF 时请先转成文字。"),
    (b"{\\rtf", "RTF 文档", "请用 Word 或 WPS 打开，另存为 .docx 再上传。"),
    (b"\x89PNG", "图片", "请上传文字版的计划，或先把图片转成文字。"),
    (b"\xff\xd8\xff", "图片", "请上传文字版的计划，或先把图片转成文字。"),
    (b"GIF8", "图片", "请上传文字版的计划，或先把图片转成文字。"),
    (b"BM", "图片", "请上传文字版的计划，或先把图片转成文字。"),
    (b"Rar!", "压缩包", "请先解压，再上传里面的计划文件。"),
    (b"7z\xbc\xaf", "压缩包", "请先解压，再上传里面的计划文件。"),
    (b"\x1f\x8b", "压缩包", "请先解压，再上传里面的计划文件。"),
)


def load(data: bytes, *, filename: str) -> Document:
    suffix = PurePath(filename).suffix.lower()
    if not data:
        raise UnreadablePlan("文件是空的。请检查后重新上传。")
    if len(data) > MAX_BYTES:
        raise UnreadablePlan("文件超过 30 MB，太大了。请删去图片或只留下计划部分，再上传。")
    kind = _kind(data, suffix)
    if suffix in _NAMES and suffix != kind:
        raise UnreadablePlan(f"文件名以 {suffix} 结尾，内容却是{_NAMES[kind]}。请把扩展名改成 {kind} 再上传。")
    if kind == ".docx":
        return from_word(data)
    if kind == ".xlsx":
        return from_workbook(data)
    return from_text(decode(data))


def _kind(data: bytes, suffix: str) -> str:
    if data.startswith(b"PK"):
        return _zipped(data, suffix)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadablePlan(_old_office(data))
    for magic, name, remedy in _OTHER:
        if data.startswith(magic):
            raise UnreadablePlan(f"这是{name}，不能直接读。{remedy}")
    head = data[:2000].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head[:400]:
        raise UnreadablePlan("这是网页文件，不是 Word 文档。请用 Word 或 WPS 打开，另存为 .docx 再上传。")
    if suffix in {".docx", ".xlsx"}:
        raise UnreadablePlan(
            f"文件已损坏，或者不是{_NAMES[suffix]}。请用 Word 或 WPS 打开原文件，另存为 {suffix} 再上传。"
        )
    return ".txt"


def _zipped(data: bytes, suffix: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
            unpacked = sum(entry.file_size for entry in package.infolist())
            locked = any(entry.flag_bits & 1 for entry in package.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise UnreadablePlan("文件已损坏，打不开。请用 Word 或 WPS 打开原文件，另存后再上传。") from problem
    if locked:
        raise UnreadablePlan("文件加了密码。请去掉密码，另存后再上传。")
    if unpacked > MAX_UNPACKED:
        raise UnreadablePlan("文件展开后超过 200 MB，太大了。请删去图片或只留下计划部分，再上传。")
    if any(name.startswith("word/") for name in names):
        return ".docx"
    if any(name.startswith("xl/") for name in names):
        return ".xlsx"
    raise UnreadablePlan("这是压缩包，不是计划文件。请先解压，再上传里面的 .docx、.xlsx 或 .txt。")


def _old_office(data: bytes) -> str:
    """Encrypted new files hide in the container of the old ones."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "文件加了密码。请用 Word、Excel 或 WPS 打开，去掉密码，另存后再上传。"
    if "WordDocument".encode("utf-16-le") in data:
        return "这是旧版 Word 文档（.doc）。请用 Word 或 WPS 打开，另存为 .docx 再上传。"
    return "这是旧版 Office 文件。请用 Excel 或 WPS 打开，另存为 .xlsx 再上传。"
