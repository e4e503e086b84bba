"""The rows of a list, written as one string: templates cost more than the query here."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from houqin.kernel.access import Actor
from houqin.kernel.declare import RecordType
from houqin.kernel.declare.fields import Column, columns
from houqin.kernel.pages.html import icon, late_mark, masked, writer


def is_late(record_type: RecordType, row: Any) -> bool:
    """Recorded much later than it happened."""
    happened = getattr(row, record_type.happened, None)
    return happened is not None and hasattr(happened, "tzinfo") and row.recorded_at - happened > record_type.late_after


def body(
    record_type: RecordType, rows: Iterable[Any], actor: Actor, *, pick: bool = False, without: str = ""
) -> SafeString:
    """<tr> for each row; on a phone the style sheet turns each into a card. without: a column the page already says."""
    cols = _columns(record_type, without)
    masks = record_type.access.masks
    first, rest = cols[0], cols[1:]
    writers = [(_opening(col), _class(col), _masked(col) if col.path in masks else writer(col)) for col in rest]
    base = f"/{record_type.path}/"
    mark = late_mark()
    out: list[str] = []
    for row in rows:
        name = masked(first.value(row)) if first.path in masks else _text(first, row)
        box = (
            f'<td class="row-pick"><input class="form-check-input" type="checkbox" name="row" value="{row.pk}" aria-label="选择"></td>'
            if pick
            else ""
        )
        late = f" {mark}" if is_late(record_type, row) else ""
        out.append(f'<tr>{box}<th scope="row"><a class="row-link" href="{base}{row.pk}/">{escape(name)}</a>{late}</th>')
        for opening, kind, write in writers:
            inside = write(row)
            out.append(f"{opening}{inside}</td>" if inside else f'<td class="row-empty"{kind}></td>')
        out.append("</tr>")
    return mark_safe("".join(out))


def _class(col: Column) -> str:
    return ' class="text-end"' if col.is_number else ' class="row-state"' if col.path == "state" else ""


def _opening(col: Column) -> str:
    return f'<td data-label="{escape(col.label)}"{_class(col)}>'


def _masked(col: Column) -> Callable[[Any], str]:
    return lambda row: escape(masked(col.value(row)))


def _text(column: Column, row: Any) -> str:
    return column.text(row) or "（无）"


def heads(record_type: RecordType, without: str = "") -> list[dict[str, Any]]:
    """Column heads; only fields of the row itself can be sorted by."""
    return [
        {"label": c.label, "sort": c.path if _sortable(c) else "", "number": c.is_number}
        for c in _columns(record_type, without)
    ]


def head(record_type: RecordType, asked: QueryDict) -> SafeString:
    """<th> for each column; a sortable one asks for the same list in its order, and once more for the other way round."""
    now = asked.get("sort", "")
    kept = asked.copy()
    kept.pop("page", None)
    kept.pop("sort", None)
    query = escape(f"?{kept.urlencode()}&" if kept else "?")
    out: list[str] = []
    for told in heads(record_type):
        inside, sort = str(escape(told["label"])), told["sort"]
        if sort and now == sort:
            inside = f'<a href="{query}sort=-{sort}">{inside} {icon("sort-ascending")}</a>'
        elif sort:
            mark = f" {icon('sort-descending')}" if now == f"-{sort}" else ""
            inside = f'<a href="{query}sort={sort}">{inside}{mark}</a>'
        kind = ' class="text-end"' if told["number"] else ""
        out.append(f'<th scope="col"{kind}>{inside}</th>')
    return mark_safe("".join(out))


def _sortable(col: Column) -> bool:
    return col.field is not None and "__" not in col.path and not col.is_link


def _columns(record_type: RecordType, without: str) -> tuple[Column, ...]:
    return columns(record_type.model, tuple(n for n in record_type.list_page.columns if n != without))
