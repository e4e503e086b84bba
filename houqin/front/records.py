"""Front declares no ledger; it only puts its pages on the menu."""

from houqin.kernel.pages.nav import NavItem, add_page

add_page(NavItem(label="首页", url="/", icon="home", order=1))
add_page(NavItem(label="待办", url="/inbox/", icon="bell", order=2))
