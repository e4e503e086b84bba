"""What assets put on people's home pages, into the menu and behind the codes of places."""

from houqin.areas.assets.attention import KINDS
from houqin.areas.assets.models import Asset, Loan
from houqin.areas.assets.records import ASSET, BOOK_MONTH, LOAN
from houqin.areas.assets.records.posts import KEEPERS, MONEY, SEE
from houqin.foundation import doors
from houqin.foundation.doors import PlaceDoor
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.pages.home import HomeNumber, Quick, add_number, add_quick
from houqin.kernel.pages.nav import NavItem, add_page

KEEPER = {Post.ASSET_KEEPER}


def _drafts(actor: Actor) -> int:
    return int(ASSET.visible_to(actor).filter(state=Asset.State.DRAFT).count())


def _overdue(actor: Actor) -> int:
    return int(LOAN.visible_to(actor).filter(state=Loan.State.OUT, due_on__lt=clock.today()).count())


def _nobody(actor: Actor) -> int:
    return int(ASSET.visible_to(actor).filter(KINDS["nobody"].which(actor.school_id)).count())


def _missing(actor: Actor) -> int:
    return int(ASSET.visible_to(actor).filter(state=Asset.State.MISSING).count())


def _months_behind(actor: Actor) -> int:
    """Months that are over and not closed."""
    open_month = BOOK_MONTH.visible_to(actor).filter(state="open").one()
    if open_month is None:
        return 0
    today = clock.today()
    months: int = (today.year - open_month.month.year) * 12 + today.month - open_month.month.month
    return max(0, months)


add_page(NavItem(label="资产工作台", url="/assets/", icon="home", group="资产", who=SEE, order=10))
add_page(
    NavItem(
        label="房间财产",
        url="/assets/rooms/",
        icon="door",
        group="资产",
        who=SEE | {Post.CLASS_TEACHER, Post.TEACHER},
        order=11,
    )
)
add_page(NavItem(label="资产账", url="/assets/book/", icon="chart-bar", group="资产", who=SEE, order=12))
add_page(
    NavItem(label="官方资产分类", url="/assets/classes/official/", icon="download", group="设置", who=KEEPERS, order=90)
)
add_quick(Quick(label="资产工作台", url="/assets/", icon="device-desktop", who=KEEPER, order=5))
add_quick(Quick(label="打印标签", url="/assets/labels/", icon="printer", who=KEEPER, order=8))
add_quick(Quick(label="本月折旧", url="/assets/months/present/", icon="calendar", who=MONEY, order=9))
add_quick(Quick(label="班级财产", url="/assets/rooms/", icon="door", who={Post.CLASS_TEACHER}, order=30))
add_number(HomeNumber(label="待补全资产", url="/assets/cards/?state=draft", count=_drafts, who=KEEPER, order=10))
add_number(
    HomeNumber(
        label="借出超期",
        url="/assets/loans/?state=out",
        count=_overdue,
        who=KEEPER | {Post.DIRECTOR},
        alarm=True,
        order=12,
    )
)
add_number(
    HomeNumber(label="没有责任人的资产", url="/assets/lists/nobody/", count=_nobody, who=KEEPER, alarm=True, order=14)
)
add_number(
    HomeNumber(
        label="找不到的资产",
        url="/assets/lists/missing/",
        count=_missing,
        who=KEEPER | {Post.DIRECTOR},
        alarm=True,
        order=15,
    )
)
add_number(
    HomeNumber(
        label="个月没结账",
        url="/assets/months/present/",
        count=_months_behind,
        who={Post.ACCOUNTANT},
        alarm=True,
        order=12,
    )
)

doors.register(
    PlaceDoor(
        label="房间财产",
        icon="device-desktop",
        url=lambda place: f"/assets/rooms/{place.pk}/",
        posts=SEE | {Post.CLASS_TEACHER, Post.TEACHER},
        order=40,
    )
)
