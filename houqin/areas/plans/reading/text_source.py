"""Plain text: the encoding is tried, never trusted."""

from __future__ import annotations

from .clean import clean, has_web_pinyin, looks_traditional
from .model import UnreadablePlan
from .source import Document, Line

FRAME = " \t\u3000,，"


def decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030", "big5")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    cut = data.decode("utf-8", errors="ignore")
    if len(cut.encode()) >= len(data) - 8 and _is_text(cut):
        return cut  # a file cut off in the middle of a character is still a readable file
    raise UnreadablePlan("这个文本文件的内容不是文字，或者编码无法识别。请用记事本打开，另存为“UTF-8”编码后再上传。")


def _is_text(text: str) -> bool:
    sample = text[:50000]
    odd = sum(
        1
        for char in sample
        if (char < " " and char not in "\t\n\r\x0b\x0c") or "\ue000" <= char <= "\uf8ff" or char == "\ufffd"
    )
    return odd <= max(3, len(sample) // 50)


def from_text(text: str) -> Document:
    traditional, pinyin = looks_traditional(text), has_web_pinyin(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").split("\n")
    framed = _framed_by_commas(lines)
    return Document(
        blocks=tuple(
            Line(
                number=at,
                raw=raw,
                text=clean(raw.strip(FRAME) if framed else raw, traditional=traditional, pinyin=pinyin),
                page_break="\x0c" in raw,
            )
            for at, raw in enumerate(lines, start=1)
        )
    )


def _framed_by_commas(lines: list[str]) -> bool:
    """A page that turned its paragraph marks into commas: ,九月, and ,1、…。,2、…。, on most lines."""
    written = [line.strip() for line in lines if line.strip()]
    begun = sum(1 for line in written if line[0] in ",，")
    return begun >= 4 and begun >= 0.5 * len(written)
