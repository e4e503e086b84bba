"""Whom to tell of what, beyond the inbox: a loan that is late, a warranty that ends, lives that are over."""

from collections.abc import Collection

from houqin.areas.assets.attention import KINDS
from houqin.areas.assets.models import Asset, Loan
from houqin.foundation.models import PostHolding
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.notices.queue import notify, notify_about

KEEPERS = (Post.ASSET_KEEPER,)
NAMED = 5


def _holders(school_id: int, posts: Collection[Post]) -> list[int]:
    rows = PostHolding.objects.of(school_id).filter(
        post__in=posts, person__is_active=True, person__user__is_active=True
    )
    return list(rows.values_list("person__user_id", flat=True))


def tell_of_loans(school_id: int) -> None:
    """The borrower, on the day before, on the day, and every week after; the keepers once it is late."""
    today = clock.today()
    for loan in Loan.objects.of(school_id).filter(state=Loan.State.OUT).select_related("borrower", "asset"):
        late = (today - loan.due_on).days
        if late in (-1, 0) or (late > 0 and late % 7 == 1):
            said = f"{loan.asset}，应还 {loan.due_on}" + (f"，已超期 {late} 天" if late > 0 else "")
            to = [loan.borrower.user_id, *(_holders(school_id, KEEPERS) if late > 0 else ())]
            notify_about(loan, to=to, title="借用的资产该还了", body=said, dedupe=f"assets/loan/{loan.pk}/{today}")


def tell_of_warranties(school_id: int) -> None:
    """Each warranty once, when its last days begin."""
    for asset in Asset.objects.of(school_id).filter(KINDS["warranty"].which(school_id)).select_related("keeper"):
        to = [*_holders(school_id, KEEPERS), asset.keeper.user_id if asset.keeper is not None else None]
        notify_about(
            asset, to=to, title="保修快到期", body=f"保修到 {asset.warranty_until}，有毛病的请在到期前报修。",
            dedupe=f"assets/warranty/{asset.pk}/{asset.warranty_until}",
        )  # fmt: skip


def tell_of_lives(school_id: int) -> None:
    """Once a month, how many things are past the years of their class."""
    rows = Asset.objects.of(school_id).filter(KINDS["over-life"].which(school_id))
    count = rows.count()
    if count:
        names = "、".join(str(asset) for asset in rows.order_by("entered_on", "id")[:NAMED]) + (
            "等" if count > NAMED else ""
        )
        notify(
            school_id, to=_holders(school_id, KEEPERS), title=f"{count} 件资产已到折旧年限", body=f"{names}。还能用的继续用，不能用的申请处置。",
            url="/assets/lists/over-life/", dedupe=f"assets/lives/{clock.today():%Y-%m}",
        )  # fmt: skip
