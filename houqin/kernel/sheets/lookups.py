"""The rows that a file speaks of, found a whole column at a time and only among those the person may see."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

from houqin.kernel.access import Actor
from houqin.kernel.declare import RecordType
from houqin.kernel.declare.inputs import visible_rows
from houqin.kernel.sheets.cells import BadCell
from houqin.kernel.sheets.columns import Kind, SheetColumn, columns_of, fold

FEW = 5000
"""So many keys are asked for one by one; for more, all visible rows are read."""


def key_part(col: SheetColumn, value: Any) -> Any:
    """A key's value with what people do not mean to distinguish folded away."""
    if value in (None, ""):
        return ""
    if col.kind is Kind.TEXT:
        return fold(str(value))
    return unicodedata.normalize("NFKC", str(value)).strip() if col.kind is Kind.CODE else value


class Stored:
    """The record's own rows, by the key that the sheet declares."""

    def __init__(self, record_type: RecordType, by: Actor, given: Iterable[tuple[Any, ...]]) -> None:
        self.columns = columns_of(record_type)
        self.keys = [col for col in self.columns if col.is_key]
        self._place = {col.path: i for i, col in enumerate(self.columns, start=2)}
        self._by_key: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for row in self._rows(record_type, by, set(given)):
            self._by_key[self.key_of({col.path: row[self._place[col.path]] for col in self.keys})].append(row)

    def _rows(self, record_type: RecordType, by: Actor, given: set[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
        rows = record_type.visible_to(by)
        if record_type.number:
            given = {key for key in given if any(key)}  # without its number a row cannot be one that is stored
        if not given:
            return ()
        [*_, only] = self.keys
        if len(self.keys) == 1 and only.kind is Kind.CODE and len(given) <= FEW:
            rows = rows.filter(**{f"{only.path}__in": [key[0] for key in given]})
        found = rows.order_by("pk").values_list("pk", "version", *(col.path for col in self.columns))
        return cast(Iterable[tuple[Any, ...]], found.iterator(chunk_size=5000))

    def key_of(self, values: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(key_part(col, values.get(col.path)) for col in self.keys)

    def matching(self, key: tuple[Any, ...]) -> Sequence[tuple[Any, ...]]:
        return self._by_key.get(key, ())

    def value(self, row: tuple[Any, ...], col: SheetColumn) -> Any:
        return row[self._place[col.path]]


class Links:
    """The rows that one link of the record may lead to, by the columns of the sheet that go through it."""

    def __init__(self, columns: Sequence[SheetColumn], by: Actor) -> None:
        self.columns = columns
        self.own = columns[0].own
        self._rows = list(
            visible_rows(self.own.remote_field.model, by).order_by("pk").values_list("pk", *(c.inner for c in columns))
        )
        self._exact: dict[tuple[int, Any], set[int]] = defaultdict(set)
        self._folded: dict[tuple[int, Any], set[int]] = defaultdict(set)
        for index, row in enumerate(self._rows):
            for i, col in enumerate(columns, start=1):
                if row[i] not in (None, ""):
                    self._exact[i, row[i]].add(index)
                    self._folded[i, key_part(col, row[i])].add(index)

    def find(self, values: dict[str, Any]) -> int | None:
        """The id of the one row that all given values name; None when no value is given. Raises BadCell."""
        given = [
            (i, col, values[col.path])
            for i, col in enumerate(self.columns, start=1)
            if values.get(col.path) is not None
        ]
        if not given:
            return None
        found: set[int] = set()
        for exact in (True, False):
            sets = [self._exact[i, v] if exact else self._folded[i, key_part(c, v)] for i, c, v in given]
            found = set.intersection(*sets)
            if found:
                break
        named = "、".join(f"“{value}”" for _, _, value in given)
        label = str(self.own.verbose_name)
        if not found:
            more = "".join(self.own.remote_field.model.about_unknown(str(value)) for _, _, value in given)
            raise BadCell(f"没有{label}{named}，或不在您的管理范围内。{more or '请核对，或先录入。'}")
        if len(found) > 1:
            raise BadCell(f"{label}{named}有 {len(found)} 个，无法确定是哪一个。请在页面上办理，或改用不重复的名称。")
        return int(self._rows[found.pop()][0])
