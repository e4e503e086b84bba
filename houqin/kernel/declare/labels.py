"""What `str(row)` reads, found in its code, so that a list of links can be named without a query for each row."""

from collections.abc import Iterator
from functools import lru_cache
from types import CodeType
from typing import Any

from django.db import models


@lru_cache(maxsize=1024)
def label_joins(model: type[models.Model], depth: int = 3) -> tuple[str, ...]:
    """select_related paths that the row's name needs."""
    links: dict[str, Any] = {f.name: f.remote_field.model for f in model._meta.concrete_fields if f.remote_field}
    found: set[str] = set()
    for name in set(_read(model)) & links.keys():
        found.add(name)
        if depth > 1:
            found |= {f"{name}__{path}" for path in label_joins(links[name], depth - 1)}
    return tuple(sorted(found))


@lru_cache(maxsize=1024)
def label_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The row's own fields that its name reads; all of them when it also reads those of a link."""
    if label_joins(model):
        return tuple(f.name for f in model._meta.concrete_fields)
    read = set(_read(model))
    return tuple(f.name for f in model._meta.concrete_fields if f.name in read)


@lru_cache(maxsize=1024)
def reads_only_fields(model: type[models.Model]) -> bool:
    """Whether `__str__` can be told from stored values alone: it uses no link, no property and no method of the row."""
    fields = {f.name for f in model._meta.concrete_fields if not f.is_relation}
    code = getattr(model.__str__, "__code__", None)
    return (
        code is not None
        and model.__str__ is not models.Model.__str__
        and all(name in fields or not hasattr(model, name) for name in _names(code))
        and not code.co_freevars
    )


def _read(model: type[models.Model]) -> Iterator[str]:
    """Every attribute that the code of `__str__` names, and of the properties and methods of the model that it uses."""
    waiting: list[Any] = [model.__str__]
    known: set[Any] = set()
    while waiting:
        function = waiting.pop()
        code = getattr(function, "__code__", None)
        if code is None or code in known:
            continue
        known.add(code)
        for name in _names(code):
            yield name
            if name.startswith("get_") and name.endswith("_display"):
                yield name.removeprefix("get_").removesuffix("_display")
            yield name.removesuffix("_id")
            waiting.append(_own(model, name))


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from _names(const)


def _own(model: type[models.Model], name: str) -> Any:
    member = next((vars(kind)[name] for kind in model.__mro__ if name in vars(kind) and kind is not models.Model), None)
    return member.fget if isinstance(member, property) else member
