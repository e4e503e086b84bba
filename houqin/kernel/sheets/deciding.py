"""The fate of each row of a table: read, matched, compared, and checked by the record's own rules."""

from collections.abc import Callable
from typing import Any

from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, drafted, filled
from houqin.kernel.declare import RecordType
from houqin.kernel.declare.fields import as_text
from houqin.kernel.pages.html import masked
from houqin.kernel.rows.changes import rehearsing
from houqin.kernel.sheets.cells import BadCell, is_same, read
from houqin.kernel.sheets.columns import SheetColumn, columns_of
from houqin.kernel.sheets.lookups import Links, Stored, key_part
from houqin.kernel.sheets.report import Difference, Fate, Report, RowFate
from houqin.kernel.sheets.uniqueness import refuse_doubles

Told = Callable[[int, int, str], None]
STEP = 500


class Rehearsal:
    """One pass over a file. The steps are in the order of `run`."""

    def __init__(self, record_type: RecordType, by: Actor, report: Report, told: Told) -> None:
        self.type, self.by, self.report, self.told = record_type, by, report, told
        self.places = {col.path: (index, col) for index, col in report.places.items()}
        self.columns = [col for col in columns_of(record_type) if col.path in self.places]
        self.may_add = record_type.policy.may(by, "add") and record_type.made_by is None
        self.may_change = record_type.policy.may(by, "change")
        self.values: list[dict[str, Any]] = []
        self.chosen: list[tuple[RowFate, dict[str, int]]] = []

    def run(self, *, check: bool, keep_drafts: bool) -> None:
        self.values = [self._read(row) for row in self._with_progress("读取")]
        self.stored = Stored(self.type, self.by, (self._key(values) for values in self.values))
        self.links = {name: self._links(name) for name in {col.link for col in self.columns if col.link}}
        self.made_here = self._made_here()
        for row, values in zip(self.report.rows, self.values, strict=True):
            self._decide(row, values)
        self._fetch_linked()
        self._refuse_repeated_keys()
        if check:
            with rehearsing():
                self._check(keep_drafts=keep_drafts)

    def _with_progress(self, what: str) -> Any:
        total = len(self.report.rows)
        for n, row in enumerate(self.report.rows):
            if n % STEP == 0:
                self.told(n, total, what)
            yield row

    def _read(self, row: RowFate) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for index, col in self.report.places.items():
            try:
                values[col.path] = read(col, row.cells[index] if index < len(row.cells) else None)
            except BadCell as bad:
                row.refuse(str(bad), index, col.label)
        return values

    def _key(self, values: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(key_part(col, values.get(col.path)) for col in columns_of(self.type) if col.is_key)

    def _links(self, name: str) -> Links:
        return Links([col for col in self.columns if col.link == name], self.by)

    def _made_here(self) -> dict[tuple[str, Any], int]:
        """For links to the record itself: which row of this file will make the row with that value."""
        inner = {col.inner for col in self.columns if col.link and col.own.remote_field.model is self.type.model}
        own = [col for col in self.columns if col.path in inner]
        return {
            (c.path, v): i for i, values in enumerate(self.values) for c in own if (v := values.get(c.path)) is not None
        }

    def _decide(self, row: RowFate, values: dict[str, Any]) -> None:
        if row.reasons:
            return
        key = self._key(values)
        found = self.stored.matching(key)
        if len(found) > 1 or (found and not any(key)):
            found = (
                [one for one in found if self._is_all_same(one, values)]
                if not any(key)
                else self._exact(row, found, values)
            )
        if row.reasons:
            return
        if found:
            self._compare(row, found[0], values)
        else:
            self._make(row, values, key)

    def _is_all_same(self, stored: tuple[Any, ...], values: dict[str, Any]) -> bool:
        return all(self._is_same(col, self.stored.value(stored, col), values.get(col.path)) for col in self.columns)

    def _exact(self, row: RowFate, found: Any, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """Of several rows with the same key, the one that the rest of the cells describes."""
        same = [one for one in found if self._is_all_same(one, values)]
        if not same:
            labels = "、".join(col.label for col in columns_of(self.type) if col.is_key)
            row.refuse(f"有 {len(found)} 条{self.type.label}的{labels}与这一行相同，无法确定是哪一条。请在页面上修改。")
        return same

    def _is_same(self, col: SheetColumn, stored: Any, given: Any) -> bool:
        return is_same(col, stored, given) or (col.masked and given is not None and str(given) == masked(stored))

    def _compare(self, row: RowFate, stored: tuple[Any, ...], values: dict[str, Any]) -> None:
        row.row_id, row.version = stored[0], stored[1]
        changed = [
            col for col in self.columns if not self._is_same(col, self.stored.value(stored, col), values.get(col.path))
        ]
        if not changed:
            row.fate = Fate.SAME
            return
        row.fate = Fate.CHANGED
        if not self.may_change:
            row.refuse(self.type.policy.why(self.by, "change"))
            return
        for col in changed:
            before = self.stored.value(stored, col)
            row.differences.append(
                Difference(col.label, self._shown(col, before), self._shown(col, values.get(col.path), given=True))
            )
            self._refuse_unless_changeable(row, col, values.get(col.path))
        self._take(row, values, {col.link or col.path for col in changed})

    def _refuse_unless_changeable(self, row: RowFate, col: SheetColumn, value: Any) -> None:
        place = self.places[col.path][0]
        if col.read_only or (col.is_key and not col.link and not col.own.editable):
            row.refuse(f"“{col.label}”不能用表格修改，请在页面上办理。", place, col.label)
        elif value is None and not col.own.blank and not col.own.null:
            row.refuse(f"“{col.label}”不能清空。", place, col.label)

    def _shown(self, col: SheetColumn, value: Any, *, given: bool = False) -> str:
        return masked(value) if col.masked and not given else as_text(value, col.field)

    def _make(self, row: RowFate, values: dict[str, Any], key: tuple[Any, ...]) -> None:
        if not self.may_add:
            made_by = self.type.made_by
            row.refuse(
                f"{self.type.label}要用“{made_by.label}”登记，不能用表格新增。"
                if made_by
                else self.type.policy.why(self.by, "add")
            )
            return
        for col in self.columns:
            given = values.get(col.path)
            if not col.read_only or given is None or (col.own.has_default() and given == col.own.get_default()):
                continue
            place = self.places[col.path][0]
            if col.is_key:
                row.refuse(
                    f"没有{col.label}为“{given}”的{self.type.label}，或不在您的管理范围内。新增的请留空，由系统编号。",
                    place,
                    col.label,
                )
            else:
                row.refuse(f"新增时“{col.label}”由系统填写，请留空。", place, col.label)
        self._take(row, values, {col.link or col.path for col in self.columns if not col.read_only})

    def _take(self, row: RowFate, values: dict[str, Any], names: set[str]) -> None:
        """What the row gives for these fields, as an action takes it. Empty cells of a new row leave the field to its default."""
        for col in self.columns:
            name = col.link or col.path
            if name not in names or name in row.values or name in row.awaits:
                continue
            if col.link:
                self._take_link(row, col, values)
            elif values.get(col.path) is not None:
                row.values[name] = values[col.path]
            elif row.fate is Fate.CHANGED:
                row.values[name] = None if col.own.null else ""

    def _take_link(self, row: RowFate, col: SheetColumn, values: dict[str, Any]) -> None:
        try:
            found = self.links[col.link].find(values)
        except BadCell as bad:
            here = self.made_here.get((col.inner, values.get(col.path)))
            if here is not None and self.report.rows[here] is not row and col.own.remote_field.model is self.type.model:
                row.awaits[col.link] = here
                return
            for other in (c for c in self.columns if c.link == col.link and values.get(c.path) is not None):
                row.refuse(str(bad), self.places[other.path][0], other.label)
                return
            return
        if found is not None or row.fate is Fate.CHANGED:
            row.values[col.link] = found

    def _fetch_linked(self) -> None:
        """Ids become rows, each link's in one go."""
        for name, links in self.links.items():
            wanted = {row.values[name] for row in self.report.rows if row.values.get(name) is not None}
            rows = links.own.remote_field.model.objects.of(self.by.school_id).in_bulk(wanted)
            for row in self.report.rows:
                if row.values.get(name) is not None:
                    row.values[name] = rows[row.values[name]]

    def _refuse_repeated_keys(self) -> None:
        seen: dict[tuple[Any, ...], RowFate] = {}
        for row, values in zip(self.report.rows, self.values, strict=True):
            key = self._key(values)
            if not any(key) or row.fate is Fate.SAME:
                continue
            first = seen.setdefault(key, row)
            if first is not row:
                labels = "、".join(col.label for col in columns_of(self.type) if col.is_key)
                for one, other in ((row, first), (first, row)):
                    one.refuse(f"第 {one.line} 行与第 {other.line} 行的{labels}相同，请只留一行。", self._key_place())

    def _key_place(self) -> int | None:
        return next((index for index, col in self.report.places.items() if col.is_key), None)

    def _check(self, *, keep_drafts: bool) -> None:
        """Every rule of the record, on rows that are built but not saved."""
        stored = self._changed_rows()
        order = sorted(range(len(self.report.rows)), key=self._depth)
        for n, index in enumerate(order):
            row = self.report.rows[index]
            if n % STEP == 0:
                self.told(n, len(order), "核对")
            if row.fate not in (Fate.NEW, Fate.CHANGED):
                continue
            try:
                row.draft = self._draft(row, index, stored)
            except Refused as refused:
                self._refuse(row, refused)
        refuse_doubles(
            self.type, self.by, [row for row in self.report.rows if row.fate in (Fate.NEW, Fate.CHANGED)], self._refuse
        )
        for row in self.report.rows:
            if not keep_drafts or row.fate is not Fate.NEW or self.made_here:
                row.draft = None

    def _changed_rows(self) -> dict[int, Any]:
        ids = [row.row_id for row in self.report.rows if row.fate is Fate.CHANGED]
        found: dict[int, Any] = self.type.model.objects.of(self.by.school_id).in_bulk(ids)
        return found

    def _depth(self, index: int, above: frozenset[int] = frozenset()) -> int:
        """How many rows of this file must be made before this one."""
        if index in above:
            return len(above)
        awaited = self.report.rows[index].awaits.values()
        return max((self._depth(other, above | {index}) + 1 for other in awaited), default=0)

    def _draft(self, row: RowFate, index: int, stored: dict[int, Any]) -> Any:
        values = dict(row.values)
        for name, other in row.awaits.items():
            above = self.report.rows[other]
            if above.draft is None:
                raise Refused(f"它的上级是第 {above.line} 行，而那一行有问题，或两行互为上级。")
            values[name] = above.draft
        if row.fate is Fate.CHANGED:
            return filled(self.type, stored[row.row_id or 0], self.by, values)
        draft = drafted(self.type, self.by, values)
        if self.made_here:
            draft.pk = -1 - index  # so that rows below find their link set; it is drafted again when it is written
        return draft

    def _refuse(self, row: RowFate, refused: Refused) -> None:
        # What the system fills from other fields (a campus from its place) is missing only because those are.
        hidden = {f.name for f in self.type.model._meta.concrete_fields if not f.editable}
        told = [p for p in refused.problems if p.field not in hidden] or refused.problems
        for problem in told:
            col = next((c for c in self.columns if problem.field in (c.path, c.link or None)), None)
            row.refuse(problem.message, self.places[col.path][0] if col else None, col.label if col else "")
