from houqin.areas.procurement.actions import install_catalogue, install_chain
from houqin.foundation.facts import SchoolOpened
from houqin.kernel.actions import listens


@listens(SchoolOpened)
def a_new_school_has_a_chain_and_a_catalogue(opened: SchoolOpened) -> None:
    install_chain(by=opened.by)
    install_catalogue(by=opened.by)
