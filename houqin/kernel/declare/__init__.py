"""How a ledger is declared, once. `types` are the words, `register` the book, `checks` the proof at start-up, `fields` what a name means."""

from houqin.kernel.declare.register import register
from houqin.kernel.declare.types import (
    ANYONE,
    Access,
    Api,
    ListPage,
    Panel,
    Print,
    RecordType,
    Related,
    Section,
    Sheet,
    shown,
)

__all__ = [
    "ANYONE", "Access", "Api", "ListPage", "Panel", "Print", "RecordType", "Related", "Section", "Sheet", "register", "shown",
]  # fmt: skip
