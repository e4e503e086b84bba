from houqin.areas.repairs.actions import install_catalogue
from houqin.foundation.facts import SchoolOpened
from houqin.kernel.actions import listens


@listens(SchoolOpened)
def a_new_school_has_the_work_catalogue(opened: SchoolOpened) -> None:
    install_catalogue(by=opened.by)
