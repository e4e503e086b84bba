"""Reading the TOML files that ship with the product.

Every misspelt key, wrong type and unknown choice is gathered and told at once, each with its place in the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path


class ShippedDataError(ValueError):
    """A shipped data file breaks its own format; the message lists every problem found."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Table:
    """One TOML table read key by key; what nobody asked for is reported by `finish`."""

    def __init__(self, values: Mapping[str, object], *, where: str, problems: list[str]) -> None:
        self._values = values
        self._asked: set[str] = set()
        self._problems = problems
        self.where = where

    def complain(self, what: str) -> None:
        self._problems.append(f"{self.where}: {what}")

    def has(self, key: str) -> bool:
        return key in self._values

    def holds_text(self, key: str) -> bool:
        return isinstance(self._values.get(key), str)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, default)
        if not isinstance(value, str):
            self.complain(f"{key!r} must be text, not {value!r}")
            return ""
        if default is None and not value.strip():
            self.complain(f"{key!r} is empty")
        return value

    def one_of(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in allowed:
            self.complain(f"{key!r} is {value!r}; it must be one of {', '.join(sorted(allowed))}")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            self.complain(f"{key!r} must be a whole number, not {value!r}")
            return 0
        return value

    def number(self, key: str) -> float | None:
        """A number, or None when the key is absent."""
        if not self.has(key):
            self._asked.add(key)
            return None
        value = self._take(key, None)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.complain(f"{key!r} must be a number, not {value!r}")
            return None
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        value = self._take(key, default)
        if not isinstance(value, bool):
            self.complain(f"{key!r} must be true or false, not {value!r}")
            return default
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when the key is absent."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            self.complain(f"{key!r} must be a list of non-empty texts")
            return ()
        if len(set(value)) != len(value):
            self.complain(f"{key!r} says the same thing twice")
        return tuple(value)

    def table(self, key: str) -> Table:
        value = self._take(key, {})
        if not isinstance(value, dict):
            self.complain(f"{key!r} must be a table")
            value = {}
        return Table(value, where=f"{self.where} {key}", problems=self._problems)

    def tables(self, key: str) -> list[Table]:
        """The tables of a list; each is called by its own code, name or position in messages."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.complain(f"{key!r} must be a list of tables")
            return []
        return [
            Table(one, where=f"{self.where} {key}[{one.get('code', number)}]", problems=self._problems)
            for number, one in enumerate(value, start=1)
        ]

    def items(self) -> Iterable[tuple[str, object]]:
        """Every key and value, for tables whose keys are data."""
        self._asked.update(self._values)
        return self._values.items()

    def finish(self) -> None:
        for key in sorted(set(self._values) - self._asked):
            self.complain(f"{key!r} is not a known key")

    def _take(self, key: str, default: object) -> object:
        self._asked.add(key)
        if key not in self._values and default is None:
            self.complain(f"{key!r} is missing")
            return ""
        return self._values.get(key, default)


def read_table(path: Path, problems: list[str]) -> Table:
    """The root table of a file; text that is not TOML is one more problem, not a traceback."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{path.name}: not readable as TOML: {error}")
        values = {}
    return Table(values, where=path.name, problems=problems)


def refuse(problems: list[str]) -> None:
    """Stop with everything that was found; silence means the data is good."""
    if problems:
        raise ShippedDataError(problems)


def repeated(values: Iterable[str]) -> list[str]:
    """The values that occur more than once, each named once, in order of their second coming."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for value in values:
        if value in seen:
            twice[value] = None
        seen.add(value)
    return list(twice)
