"""The actor: one type for whoever acts, however they came in."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class Door(StrEnum):
    PAGE = "page"
    API = "api"
    SHEET = "sheet"
    COMMAND = "command"
    PUBLIC = "public"
    SYSTEM = "system"


DOOR_LABELS = {
    Door.PAGE: "页面", Door.API: "接口", Door.SHEET: "表格导入", Door.COMMAND: "命令行", Door.PUBLIC: "扫码", Door.SYSTEM: "系统",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """One post held. units: (kind, id) pairs, narrowest first, e.g. (("class", 12), ("campus", 1)); empty: the whole school."""

    post: str
    units: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who does it, in which school, through which door. read_only: an auditor's visit or a read token. is_system: the school's own clockwork."""

    school_id: int
    name: str
    user_id: int | None = None
    person_id: int | None = None
    holdings: tuple[Holding, ...] = ()
    door: Door = Door.PAGE
    device: str = ""
    read_only: bool = False
    is_system: bool = False

    @classmethod
    def system(cls, school_id: int, name: str = "系统") -> Self:
        """The school's own clockwork: may do all, and the trail says so."""
        return cls(school_id=school_id, name=name, door=Door.SYSTEM, is_system=True)

    @classmethod
    def public(cls, school_id: int, device: str = "") -> Self:
        """Somebody who scanned a code: holds nothing, sees nothing."""
        return cls(school_id=school_id, name="扫码报告人", door=Door.PUBLIC, device=device)

    @property
    def posts(self) -> frozenset[str]:
        return frozenset(holding.post for holding in self.holdings)

    def through(self, door: Door) -> "Actor":
        return replace(self, door=door)
