"""Start-up proof that every declared sheet can be written and read."""

from typing import Any

from django.core import checks

from houqin.kernel.declare.fields import UnknownName
from houqin.kernel.declare.register import DeclarationError, register
from houqin.kernel.sheets.columns import columns_of


@checks.register("houqin")
def sheets_hold(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    found: list[checks.CheckMessage] = []
    for record_type in register:
        if record_type.sheet is None:
            continue
        try:
            paths = {col.path for col in columns_of(record_type)}
        except (DeclarationError, UnknownName) as error:
            found.append(checks.Error(str(error), id="houqin.E020"))
            continue
        if missing := set(record_type.sheet.key) - paths:
            found.append(
                checks.Error(f"{record_type.key} 的表格键 {'、'.join(sorted(missing))} 不在列中", id="houqin.E021")
            )
    return found
