"""One row together with the rows it points at, by a statement that is written once for each set of links."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.utils import DEFAULT_DB_ALIAS

from houqin.kernel.rows.reading import Converters, converted, converters_of, database, read


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """The row itself, or one it points at: through which link of which part, and where the answer tells it."""

    model: Any
    alias: str
    link: str = ""
    parent: int = 0
    fields: tuple[Any, ...]
    names: list[str]
    convert: Converters
    start: int


def linked_row(model: Any, school_id: int, pk: int, *, links: tuple[str, ...], fields: tuple[str, ...]) -> Any:
    """The row of that school with its links at hand, or None: what `select_related(*links).only(*fields)` gives."""
    parts, sql = _plan(model, links, fields)
    found = read(sql, [school_id, pk])
    if not found:
        return None
    made: list[Any] = []
    for part in parts:
        told = found[0][part.start : part.start + len(part.fields)]
        one = (
            part.model.from_db(DEFAULT_DB_ALIAS, part.names, converted(told, part.convert))
            if told[0] is not None
            else None
        )
        if part.link and made[part.parent] is not None:
            setattr(made[part.parent], part.link, one)
        made.append(one)
    return made[0]


@cache
def _plan(model: Any, links: tuple[str, ...], fields: tuple[str, ...]) -> tuple[list[_Part], str]:
    quoted = database().ops.quote_name
    parts = [_part(model, "r", _chosen(model, "", fields), start=0)]
    joins, where = "", {"": 0}
    for path in sorted(
        {"__".join(steps[: n + 1]) for steps in (p.split("__") for p in links) for n in range(len(steps))}
    ):
        before, _, name = path.rpartition("__")
        parent = where[before]
        field = parts[parent].model._meta.get_field(name)
        target, alias = field.remote_field.model, f"l{len(parts)}"
        chosen = _chosen(target, path, fields)
        parts.append(
            _part(target, alias, chosen, start=parts[-1].start + len(parts[-1].fields), link=name, parent=parent)
        )
        key = quoted(target._meta.pk.column)
        joins += f" LEFT JOIN {quoted(target._meta.db_table)} {alias} ON {alias}.{key} = {parts[parent].alias}.{quoted(field.column)}"
        where[path] = len(parts) - 1
    columns = ", ".join(f"{part.alias}.{quoted(field.column)}" for part in parts for field in part.fields)
    sql = f"SELECT {columns} FROM {quoted(model._meta.db_table)} r{joins} WHERE r.school_id = %s AND r.{quoted(model._meta.pk.column)} = %s"
    return parts, sql


def _part(model: Any, alias: str, fields: tuple[Any, ...], *, start: int, link: str = "", parent: int = 0) -> _Part:
    return _Part(
        model=model,
        alias=alias,
        fields=fields,
        names=[field.attname for field in fields],
        convert=converters_of(model, fields),
        start=start,
        link=link,
        parent=parent,
    )


def _chosen(model: Any, path: str, names: Collection[str]) -> tuple[Any, ...]:
    """The key first, then what is named of it; all when nothing is. `from_db` wants them in the model's own order."""
    before = f"{path}__" if path else ""
    wanted = {
        name.removeprefix(before) for name in names if name.startswith(before) and "__" not in name.removeprefix(before)
    }
    fields = [field for field in model._meta.concrete_fields if field.primary_key or not wanted or field.name in wanted]
    assert fields[0].primary_key, f"{model.__name__}: the key is the first column"
    return tuple(fields)
