"""The book of record types and of what higher areas add to lower pages."""

import inspect
from collections.abc import Iterator
from pathlib import Path

from houqin.kernel.declare.types import Panel, RecordType

ROOT = Path(__file__).parents[3]


def place_in_code(file: str, line: int) -> str:
    """`houqin/areas/repairs/records.py:40`, wherever the package is installed."""
    path = Path(file)
    return f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{line}"


class DeclarationError(Exception):
    """A declaration that cannot be right; said at start-up, naming the record type."""


class Register:
    def __init__(self) -> None:
        self._by_key: dict[str, RecordType] = {}
        self._by_model: dict[type, RecordType] = {}
        self._panels: dict[type, list[Panel]] = {}
        self.declared_at: dict[str, str] = {}

    def add(self, record_type: RecordType) -> RecordType:
        if record_type.key in self._by_key:
            raise DeclarationError(f"{record_type.key} 声明了两次：{self.declared_at[record_type.key]}")
        if record_type.model in self._by_model:
            raise DeclarationError(
                f"{record_type.key}: {record_type.model.__name__} 已由 {self._by_model[record_type.model]} 声明"
            )
        self._by_key[record_type.key] = record_type
        self._by_model[record_type.model] = record_type
        frame = inspect.stack(context=0)[1]
        self.declared_at[record_type.key] = place_in_code(frame.filename, frame.lineno)
        return record_type

    def panel(self, on: type, panel: Panel) -> None:
        """Show `panel` on the page of a lower area's record."""
        self._panels.setdefault(on, []).append(panel)

    def panels(self, model: type) -> tuple[Panel, ...]:
        return tuple(self._panels.get(model, ()))

    def get(self, key: str) -> RecordType:
        return self._by_key[key]

    def for_model(self, model: type) -> RecordType:
        return self._by_model[model]

    def find(self, model: type) -> RecordType | None:
        return self._by_model.get(model)

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def __iter__(self) -> Iterator[RecordType]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)


register = Register()
