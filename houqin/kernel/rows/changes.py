"""The change that is under way: which rows it saved, so that the trail can tell them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from houqin.kernel.rows.models import Record


class OutsideAction(RuntimeError):
    """A business row was saved outside an action: its change would be on no trail."""


@dataclass(slots=True)
class Touched:
    row: "Record"
    before: dict[str, Any] | None
    deleted: bool = False


@dataclass(slots=True)
class Change:
    """Rows touched since the outermost action began, each once, with its values from before the change."""

    touched: dict[tuple[type, int], Touched] = field(default_factory=dict)
    is_rehearsal: bool = False

    def saved(self, row: "Record", *, before: dict[str, Any] | None) -> None:
        known = self.touched.get((type(row), row.pk))
        if known is None:
            self.touched[(type(row), row.pk)] = Touched(row, before)
        else:
            known.row = row

    def latest(self, row: "Record") -> "Record | None":
        """The copy of the row that was saved last; None when this change did not touch it."""
        known = self.touched.get((type(row), row.pk))
        return known.row if known is not None else None

    def deleted(self, row: "Record") -> None:
        known = self.touched.get((type(row), row.pk))
        if known is None:
            self.touched[(type(row), row.pk)] = Touched(row, row._loaded, deleted=True)
        elif known.before is None:
            del self.touched[(type(row), row.pk)]
        else:
            known.row, known.deleted = row, True


CURRENT: ContextVar[Change | None] = ContextVar("current_change", default=None)


def current_change(model: type) -> Change:
    change = CURRENT.get()
    if change is None or change.is_rehearsal:
        raise OutsideAction(f"{model.__name__} was saved outside an action; call an action of its area instead.")
    return change


@contextmanager
def rehearsing() -> Iterator[None]:
    """Rules run as within one action, so that what they ask the school once for an action they ask once; nothing can be saved."""
    token = CURRENT.set(Change(is_rehearsal=True))
    try:
        yield
    finally:
        CURRENT.reset(token)
