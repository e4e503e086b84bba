"""Numbers of the home page, the button on a scanned door, and what phones hold of open counts."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from houqin.areas.assets.models import Asset
from houqin.areas.stocktakes.models import Finding, Stocktake
from houqin.areas.stocktakes.posts import COUNTERS, ORGANISERS
from houqin.areas.stocktakes.reads import OPEN_STATES, campuses_of
from houqin.areas.stocktakes.records import FINDING, STOCKTAKE
from houqin.foundation import doors
from houqin.foundation.doors import PlaceDoor
from houqin.foundation.posts import LEADERS, Post
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.figures import Period
from houqin.kernel.offline import Held, held
from houqin.kernel.pages.home import HomeNumber, add_number

MOST_HELD = 5


def _under_way(actor: Actor) -> int:
    return int(STOCKTAKE.visible_to(actor).filter(state__in=OPEN_STATES).count())


def _undecided(actor: Actor) -> int:
    rows = FINDING.visible_to(actor).filter(state=Finding.State.OPEN, stocktake__state=Stocktake.State.DECIDING)
    return int(rows.count())


add_number(HomeNumber(label="进行中的盘点", url="/stocktakes/", count=_under_way, who=ORGANISERS, order=60))
add_number(
    HomeNumber(
        label="盘点差异待处理", url="/stocktakes/findings/?state=open", count=_undecided, who=ORGANISERS, alarm=True, order=61
    )
)  # fmt: skip
YEAR_END = 10
"""From this month on a campus that was not counted this year is a matter of concern."""


def _not_counted(actor: Actor) -> int:
    """Campuses with assets and without a full count this year (AST-05)."""
    today = clock.today()
    if today.month < YEAR_END:
        return 0
    since = Period(today.replace(month=1, day=1), today).moments[0]
    here = {"school": actor.school_id, "campus": OuterRef("pk")}
    full = Stocktake.objects.filter(
        **here,
        kind=Stocktake.Kind.ASSETS,
        extent=Stocktake.Extent.FULL,
        place=None,
        department=None,
        started_at__gte=since,
    ).exclude(state=Stocktake.State.CANCELLED)
    campuses = campuses_of(actor).filter(Exists(Asset.objects.filter(**here, state__in=Asset.HELD)))
    return int(campuses.filter(~Exists(full)).count())


add_number(
    HomeNumber(label="今年还没全面盘点的校区", url="/stocktakes/new/", count=_not_counted, who=LEADERS | {Post.ASSET_KEEPER}, alarm=True, order=62)
)  # fmt: skip
doors.register(
    PlaceDoor(label="盘点这里", icon="clipboard-check", url=lambda place: f"/stocktakes/at/{place.code}/", posts=COUNTERS, order=40)
)  # fmt: skip


@held
def open_counts(actor: Actor) -> Iterable[Held]:
    """The counting pages of what is being counted now, where this person may count."""
    if not actor.posts & COUNTERS:
        return
    rows = STOCKTAKE.visible_to(actor).filter(state__in=OPEN_STATES).order_by("-id")[:MOST_HELD]
    for count in rows:
        version = f"{count.version}-{clock.today():%j}"
        yield Held(url=f"/stocktakes/{count.pk}/count/", title=f"盘点：{count.title}", version=version, group="盘点")
