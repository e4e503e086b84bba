"""The one foreign key between school tables."""

from typing import Any

from django.db import models


class ForeignKey(models.ForeignKey[Any, Any]):
    """A link to a row of the same school, or to a reference table.

    No index of its own: indexes start with the school and are named on the model. Deleting the target is refused unless the model
    says otherwise. The join form for a sharded engine is chosen here, never in an area.
    """

    db_index: bool

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        options.setdefault("db_index", False)
        super().__init__(to, on_delete, **options)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["db_index"] = self.db_index
        return name, path, args, kwargs
