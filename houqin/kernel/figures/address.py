"""Where the rows behind a figure are opened."""

from typing import Any
from urllib.parse import urlencode

from houqin.kernel.figures.period import Period

START, END, BEFORE_START, BEFORE_END = "from", "to", "before-from", "before-to"
PAPER = "%Y%m%d"
RESERVED = frozenset({START, END, BEFORE_START, BEFORE_END, "page", "late"})


def address(key: str, period: Period, splits: dict[str, Any] | None = None, before: Period | None = None) -> str:
    """Without the host. before: also shows that period beside this one, with the difference."""
    asked: dict[str, Any] = {START: period.start, END: period.end}
    if before is not None:
        asked |= {BEFORE_START: before.start, BEFORE_END: before.end}
    asked |= {name: _written(value) for name, value in (splits or {}).items()}
    return f"/figures/{key}/?{urlencode(asked, doseq=True)}"


def on_paper(key: str, period: Period, splits: dict[str, Any] | None = None) -> str:
    """The same, short enough to be typed from a printed page."""
    asked = urlencode({name: _written(value) for name, value in (splits or {}).items()}, doseq=True)
    return f"/figures/{key}/{period.start:{PAPER}}-{period.end:{PAPER}}/" + (f"?{asked}" if asked else "")


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    return "" if value is None else 1 if value is True else value
