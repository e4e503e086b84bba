"""The posts a new school starts with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from houqin.foundation.shipped import Table, read_table, refuse, repeated

DATA = Path(__file__).with_name("data")
SCOPES = ("bureau", "school", "campus", "department", "class", "own")


@dataclass(frozen=True, kw_only=True)
class ShippedPost:
    code: str
    name: str
    about: str
    scope: str
    read_only: bool
    order: int


@cache
def shipped_posts() -> tuple[ShippedPost, ...]:
    return load_posts(DATA / "posts.toml")


def load_posts(path: Path) -> tuple[ShippedPost, ...]:
    """Posts in the order of the file, which is the order lists show them."""
    problems: list[str] = []
    root = read_table(path, problems)
    posts = tuple(_post(row, order) for order, row in enumerate(root.tables("posts"), start=1))
    root.finish()
    problems += [f"{path.name}: post code {code!r} is used twice" for code in repeated(post.code for post in posts)]
    problems += [f"{path.name}: post name {name!r} is used twice" for name in repeated(post.name for post in posts)]
    refuse(problems)
    return posts


def _post(row: Table, order: int) -> ShippedPost:
    post = ShippedPost(
        code=row.text("code"),
        name=row.text("name"),
        about=row.text("about"),
        scope=row.one_of("scope", SCOPES),
        read_only=row.flag("read_only"),
        order=order,
    )
    row.finish()
    return post
