from houqin.areas.assets.actions import install_classes
from houqin.foundation.facts import SchoolOpened
from houqin.kernel.actions import listens


@listens(SchoolOpened)
def a_new_school_has_the_usual_classes(opened: SchoolOpened) -> None:
    install_classes(by=opened.by)
