"""Classes of things: those that ship, and the official table, which arrives with text run into its names."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Annotated

from houqin.areas.assets.classes import life_rule_of, shipped, unit_of
from houqin.areas.assets.models import AssetClass
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Refused, action, add_many
from houqin.kernel.declare import register

CODE = re.compile(r"A\d{0,8}")
RUN_IN = re.compile(r"[一-鿿）)][\s　]+\S")
"""A name of Chinese characters, a blank, and then more: the next cell of the printed table ran in."""
MOST = 20_000


def prepare_class(asset_class: AssetClass, by: Actor) -> None:
    """Parent and life from the code, where nobody said otherwise."""
    rule = life_rule_of(asset_class.code or "")
    asset_class.life_rule = rule or ""
    if rule == "":
        asset_class.depreciates = False
    if not asset_class.parent_code:
        known = set(AssetClass.objects.of(by.school_id).values_list("code", flat=True)) if asset_class.code else set()
        asset_class.parent_code = nearest_above(asset_class.code or "", known)


def nearest_above(code: str, known: set[str]) -> str:
    """A02010105 → A02010100, A02010000, A02000000: the first that is there."""
    for length in (7, 5, 3):
        above = code[:length].ljust(9, "0")
        if len(code) == 9 and above != code and above in known:
            return above
    return ""


@action(makes=AssetClass, label="装入常用分类")
def install_classes(*, by: Actor) -> AssetClass | None:
    """Give the school every shipped class whose code it does not have; what it changed or added stays as it is."""
    known = set(AssetClass.objects.of(by.school_id).values_list("code", flat=True))
    wanted = [
        {
            "code": one.code,
            "name": one.name,
            "parent_code": one.parent,
            "unit": one.unit,
            "keeps_data": one.keeps_data,
            "words": one.words,
        }
        for one in shipped().classes
        if one.code not in known
    ]
    made = add_many(register.for_model(AssetClass), by=by, rows=wanted) if wanted else []
    return made[-1] if made else None


@dataclass(slots=True)
class Read:
    """What a file of classes says. notes: what was mended on the way; problems: why it cannot be taken at all."""

    lines: list[tuple[str, str, str]] = field(default_factory=list)
    new: list[tuple[str, str, str]] = field(default_factory=list)
    known: int = 0
    left_out: int = 0
    tidied: list[tuple[str, str, str]] = field(default_factory=list)
    adopted: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_classes(school_id: int, text: str) -> Read:
    """Code, name and parent of each line, with every mend told. Goods only: works and services are no assets."""
    told = Read()
    seen: set[str] = set()
    for number, row in enumerate(csv.reader(io.StringIO(unicodedata.normalize("NFC", text.lstrip("﻿")))), start=1):
        cells = [cell.strip() for cell in row]
        if len(cells) < 2 or not cells[0] or (number == 1 and not re.match(r"[A-C]\d*$", cells[0])):
            continue
        code, name = unicodedata.normalize("NFKC", cells[0]).upper(), cells[1]
        if not CODE.fullmatch(code) or len(code) not in (1, 9):
            told.left_out += 1
        elif len(code) == 9 and code in seen:
            told.problems.append(f"第 {number} 行：编码 {code} 出现了两次，请只留一行。")
        elif len(code) == 9:
            seen.add(code)
            told.lines.append((code, _tidied(told, code, name), _parent(cells)))
    if not told.lines:
        told.problems.append("没有读到分类：每行应有编码（如 A02010105）和名称，用逗号分开。")
    if len(told.lines) > MOST:
        told.problems.append(f"文件有 {len(told.lines)} 行分类，一次最多 {MOST} 行。")
    _place(told, school_id)
    return told


def _parent(cells: list[str]) -> str:
    return next((cell for cell in cells[2:] if CODE.fullmatch(cell) and len(cell) == 9), "")


def _tidied(told: Read, code: str, name: str) -> str:
    found = RUN_IN.search(name)
    if found is None:
        return name[:80]
    clean = name[: found.start() + 1]
    told.tidied.append((code, name, clean))
    return clean


def _place(told: Read, school_id: int) -> None:
    """What is new, each under a parent that is there."""
    there = set(AssetClass.objects.of(school_id).values_list("code", flat=True))
    codes = there | {code for code, _, _ in told.lines}
    for code, name, parent in told.lines:
        if parent and parent not in codes:
            above = nearest_above(code, codes)
            told.adopted.append((code, parent, above))
            parent = above
        if code in there:
            told.known += 1
        else:
            told.new.append((code, name, parent or nearest_above(code, codes)))


@action(makes=AssetClass, label="导入官方分类表")
def import_classes(
    *, by: Actor, text: Annotated[str, Ask(label="分类表内容", widget="textarea", help="CSV：编码,名称,级别,上级编码")]
) -> AssetClass | None:  # fmt: skip
    """Add the classes that are not there yet; names run into each other are cut, missing parents replaced by the next above."""
    told = read_classes(by.school_id, text)
    if told.problems:
        raise Refused(*(Problem(said, "text") for said in told.problems[:20]))
    rows = [
        {"code": code, "name": name, "parent_code": parent, "unit": unit_of(code)} for code, name, parent in told.new
    ]
    made = add_many(register.for_model(AssetClass), by=by, rows=rows) if rows else []
    return made[-1] if made else None
