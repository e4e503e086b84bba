"""The menu: groups of ledgers from the register, and the pages that areas add."""

from collections.abc import Collection
from dataclasses import dataclass

from houqin.kernel.access import Actor
from houqin.kernel.declare import ANYONE, register


@dataclass(frozen=True, kw_only=True, slots=True)
class NavItem:
    """who: posts that see it. main: also stands in the bar at the foot of a phone."""

    label: str
    url: str
    icon: str
    group: str = ""
    who: Collection[str] = (ANYONE,)
    order: int = 50


GROUPS = ("", "计划", "检查", "隐患", "维修", "总结", "学校资料", "设置")

_extra: list[NavItem] = []


def add_page(item: NavItem) -> None:
    _extra.append(item)


def menu(actor: Actor) -> list[tuple[str, list[NavItem]]]:
    """Groups with what this person may open, in the order of the day's work."""
    found: dict[str, list[NavItem]] = {}
    for item in sorted(_extra, key=lambda i: i.order):
        if ANYONE in item.who or actor.posts & set(item.who) or actor.is_system:
            found.setdefault(item.group, []).append(item)
    for record_type in register:
        if record_type.group and record_type.policy.may(actor, "view"):
            item = NavItem(label=record_type.label, url=f"/{record_type.path}/", icon=record_type.icon)
            found.setdefault(record_type.group, []).append(item)
    rank = {name: i for i, name in enumerate(GROUPS)}
    return sorted(found.items(), key=lambda pair: rank.get(pair[0], len(GROUPS) - 2.5))
