"""The menu: groups of ledgers from the register, and the pages that areas add."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from houqin.kernel.access import Actor, Holding
from houqin.kernel.declare import ANYONE, register
from houqin.kernel.pages.html import icon


@dataclass(frozen=True, kw_only=True, slots=True)
class NavItem:
    """who: posts that see it. main: also stands in the bar at the foot of a phone."""

    label: str
    url: str
    icon: str
    group: str = ""
    who: Collection[str] = (ANYONE,)
    order: int = 50


GROUPS = ("", "计划", "检查", "隐患", "维修", "资产", "物资", "盘点", "采购", "供应商与合同", "总结", "学校资料", "物资设置", "设置")  # fmt: skip

LINK = '<a class="side-link{}" href="{}"{}>'

_extra: list[NavItem] = []


def add_page(item: NavItem) -> None:
    _extra.append(item)
    _menu.cache_clear()
    _side.cache_clear()


def menu(actor: Actor) -> list[tuple[str, list[NavItem]]]:
    """Groups with what this person may open, in the order of the day's work."""
    return _menu(_whoever(actor))


def side_menu(actor: Actor, path: str) -> SafeString:
    """The menu as it stands beside every page, with the open one marked."""
    here, marked = LINK.format("", path, ""), LINK.format(" active", path, ' aria-current="page"')
    return mark_safe(_side(_whoever(actor)).replace(here, marked, 1))


def _whoever(actor: Actor) -> Actor:
    """Anybody with the same posts: the menu is theirs too, so it is put together once for them all."""
    held = tuple(Holding(post=post) for post in sorted(actor.posts))
    return Actor(
        school_id=0, name="", person_id=0 if actor.person_id is not None else None, holdings=held, door=actor.door
    )


@lru_cache(maxsize=512)
def _side(actor: Actor) -> str:
    out: list[str] = []
    for group, items in _menu(actor):
        out += [f'<div class="side-group">{escape(group)}</div>'] if group else []
        out += [
            f"{LINK.format('', item.url, '')}{icon(item.icon)}<span>{escape(item.label)}</span></a>" for item in items
        ]
    return "".join(out)


@lru_cache(maxsize=512)
def _menu(actor: Actor) -> list[tuple[str, list[NavItem]]]:
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
