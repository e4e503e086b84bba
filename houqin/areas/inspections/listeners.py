from houqin.areas.inspections.actions import install_checklists
from houqin.foundation.facts import SchoolOpened
from houqin.kernel.actions import listens


@listens(SchoolOpened)
def a_new_school_has_the_shipped_checklists(opened: SchoolOpened) -> None:
    install_checklists(by=opened.by)
