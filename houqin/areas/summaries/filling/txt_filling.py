"""Writes decisions into a plain text, in its own encoding and with its own line ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from houqin.areas.summaries.filling.decisions import Decision, Edit, edits_of
from houqin.areas.summaries.filling.documents import decode


def fill_txt(old: bytes, decisions: Iterable[Decision]) -> bytes:
    """Slots that were left stand in 【】; a list at the end tells where each filled figure comes from."""
    text, encoding = decode(old)
    lines = text.splitlines(keepends=True)
    lengths = {number: len(line.rstrip("\r\n")) for number, line in enumerate(lines, start=1)}
    decided = list(decisions)
    edits = [edit for decision in decided for edit in edits_of(decision, lengths)]
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.start), reverse=True):
        if 1 <= edit.line <= len(lines) and edit.start < edit.end:
            lines[edit.line - 1] = _edited(lines[edit.line - 1], edit)
    return ("".join(lines) + _sources(decided, "\r\n" if "\r\n" in text else "\n")).encode(encoding)


def _edited(line: str, edit: Edit) -> str:
    kept = line[edit.start : edit.end]
    return line[: edit.start] + (f"【{kept}】" if edit.text is None else edit.text) + line[edit.end :]


def _sources(decisions: Sequence[Decision], newline: str) -> str:
    linked = [decision for decision in decisions if decision.text is not None and decision.evidence_url]
    if not linked:
        return ""
    rows = [
        f"{number}. 第{decision.slot.line}行 {decision.slot.measure}：{decision.text}{decision.slot.unit}  {decision.evidence_url}"
        for number, decision in enumerate(linked, start=1)
    ]
    return newline + newline + newline.join(("数据来源", *rows)) + newline
