"""What stores put on people's home pages and in the menu."""

from houqin.areas.stores import reads
from houqin.areas.stores.models import Requisition
from houqin.areas.stores.posts import KEEPERS, VIEWERS
from houqin.areas.stores.records import BALANCE, LOAN, REQUISITION, STORE
from houqin.foundation.posts import STAFF, Post
from houqin.kernel.access import Actor
from houqin.kernel.pages.home import HomeNumber, Quick, add_number, add_quick
from houqin.kernel.pages.nav import NavItem, add_page

State = Requisition.State
STORING = frozenset({Post.STOREKEEPER, Post.DIRECTOR, Post.CAMPUS_DIRECTOR, Post.OFFICER})


def _to_hand_out(actor: Actor) -> int:
    return int(REQUISITION.visible_to(actor).filter(state=State.APPROVED).count())


def _expiring(actor: Actor) -> int:
    return int(reads.expiring(BALANCE.visible_to(actor), reads.expiry_days(actor.school_id)).count())


def _short(actor: Actor) -> int:
    visible = set(STORE.visible_to(actor).values_list("pk", flat=True))
    return sum(gap.store is None or gap.store.pk in visible for gap in reads.gaps(actor.school_id))


def _overdue(actor: Actor) -> int:
    return int(reads.overdue(LOAN.visible_to(actor)).count())


add_quick(Quick(label="申领物资", url="/stores/ask/", icon="package", who=STAFF - {Post.STOREKEEPER}, order=25))
add_quick(Quick(label="当场发放", url="/stores/counter/", icon="scan", who={Post.STOREKEEPER}, order=1))
add_quick(Quick(label="库房今天", url="/stores/today/", icon="package", who={Post.STOREKEEPER}, order=2))
add_quick(Quick(label="入库", url="/stores/in/", icon="download", who={Post.STOREKEEPER}, order=3))

add_number(HomeNumber(label="待发放", url="/stores/today/", count=_to_hand_out, who={Post.STOREKEEPER}, order=10))
add_number(HomeNumber(label="快到期批次", url="/stores/short/", count=_expiring, who=STORING, alarm=True, order=40))
add_number(
    HomeNumber(
        label="低于最低库存", url="/stores/short/", count=_short, who=STORING | {Post.BUYER}, alarm=True, order=41
    )
)
add_number(
    HomeNumber(
        label="借用逾期", url="/stores/loans/?state=out", count=_overdue, who={Post.STOREKEEPER}, alarm=True, order=42
    )
)

add_page(NavItem(label="库房今天", url="/stores/today/", icon="home", group="物资", who=KEEPERS))
add_page(NavItem(label="申领物资", url="/stores/ask/", icon="plus", group="物资", who=STAFF))
add_page(NavItem(label="缺货与到期", url="/stores/short/", icon="alert-triangle", group="物资", who=VIEWERS))
add_page(NavItem(label="收发存月表", url="/stores/months/", icon="chart-bar", group="物资", who=VIEWERS))
add_page(NavItem(label="物资标签", url="/stores/labels/", icon="qrcode", group="物资设置", who=KEEPERS))
