"""What a file is, from its content; its name and the browser's word are not believed."""

import zipfile
from dataclasses import dataclass
from typing import IO, Any

from houqin.kernel.actions import Refused

UNPACKED_MAX = 500 * 1024 * 1024
PARTS_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Type:
    mime: str
    extension: str
    label: str

    @property
    def is_picture(self) -> bool:
        return self.mime.startswith("image/")


OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    t.extension: t
    for t in (
        Type("image/jpeg", "jpg", "照片"), Type("image/png", "png", "图片"), Type("image/webp", "webp", "图片"),
        Type("application/pdf", "pdf", "PDF"), Type(OFFICE + "wordprocessingml.document", "docx", "Word 文档"),
        Type(OFFICE + "spreadsheetml.sheet", "xlsx", "Excel 表格"), Type("application/msword", "doc", "Word 文档"),
        Type("application/vnd.ms-excel", "xls", "Excel 表格"), Type("application/vnd.oasis.opendocument.spreadsheet", "ods", "表格"),
        Type("text/csv", "csv", "CSV 表格"), Type("text/plain", "txt", "文本"), Type("application/zip", "zip", "压缩包"),
    )
}  # fmt: skip
BY_MIME = {t.mime: t for t in TYPES.values()}

HEAD = 8192
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
BY_MAGIC = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}
ALLOWED = "JPEG、PNG、WebP 照片，PDF、Word、Excel、CSV、文本和 ZIP"


def sniff(file: IO[bytes], name: str) -> Type:
    """The type, or Refused with a sentence that names the file and says what to do."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise Refused(f"“{name}”是空文件，请重新选择。")
    if head.startswith(b"PK\x03\x04"):
        return _packed(file, name)
    if head.startswith(OLE):
        return _ole(file, name)
    mime = _magic(head)
    if mime in BY_MAGIC:
        return TYPES[BY_MAGIC[mime]]
    if mime.startswith("image/hei"):
        raise Refused(
            f"“{name}”是苹果手机的 HEIC 照片，暂不支持。请在手机“设置 → 相机 → 格式”里选“兼容性最佳”，或发送时选 JPEG。"
        )
    if decoded(head) is not None and not head.lstrip().startswith(b"<"):
        return TYPES["csv" if name.lower().endswith((".csv", ".tsv")) else "txt"]
    raise Refused(f"“{name}”的类型不能上传。可以上传：{ALLOWED}。")


def _magic(head: bytes) -> str:
    import puremagic  # its table of signatures is only wanted when something is uploaded

    try:
        return str(puremagic.from_string(head, mime=True))
    except puremagic.PureError:
        return ""


def decoded(head: bytes) -> str | None:
    """The text, when it is one: UTF-8, UTF-16 with its mark, or the Chinese national encoding. `head` may end inside a character."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _read(head[: len(head) // 2 * 2], "utf-16")
    if b"\0" in head:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):
            if (text := _read(head[: len(head) - cut], encoding)) is not None:
                return text
    return None


def _read(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _packed(file: IO[bytes], name: str) -> Type:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as pack:
            parts: dict[str, Any] = {part.filename: part for part in pack.infolist()}
            kind = (
                pack.read("mimetype")[:100].decode("ascii", "replace").strip() if _small(parts.get("mimetype")) else ""
            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise Refused(f"“{name}”已损坏，打不开。请重新导出或另存一份再上传。") from error
    if len(parts) > PARTS_MAX or sum(part.file_size for part in parts.values()) > UNPACKED_MAX:
        raise Refused(f"“{name}”解压后过大，不能上传。请拆成几份。")
    if any(part.endswith("vbaProject.bin") for part in parts):
        raise Refused(f"“{name}”带有宏，不能上传。请另存为不带宏的 .xlsx 或 .docx。")
    if "word/document.xml" in parts:
        return TYPES["docx"]
    if "xl/workbook.xml" in parts:
        return TYPES["xlsx"]
    return BY_MIME.get(kind, TYPES["zip"])


def _small(part: Any) -> bool:
    return part is not None and part.file_size < 200


def _ole(file: IO[bytes], name: str) -> Type:
    file.seek(0)
    content = file.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused(f"“{name}”设有密码，打不开。请在 Office 里取消密码后再上传。")
    if "WordDocument".encode("utf-16-le") in content:
        return TYPES["doc"]
    if "Workbook".encode("utf-16-le") in content or "Book\0".encode("utf-16-le") in content:
        return TYPES["xls"]
    raise Refused(f"“{name}”的类型不能上传。可以上传：{ALLOWED}。")
