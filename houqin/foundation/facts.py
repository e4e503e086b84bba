from dataclasses import dataclass

from houqin.kernel.access import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolOpened:
    """A school was set up: areas load the lists that they ship (catalogues, checklists)."""

    school_id: int
    by: Actor
