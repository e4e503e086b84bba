"""What of the cards wants a look, each kind a question that both the desk and the lists ask alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from houqin.areas.assets.models import Asset
from houqin.areas.assets.reads import unseen
from houqin.foundation.rules import number
from houqin.kernel import clock

WARRANTY_DAYS = "AST-04.warranty_days"
STANDING = Q(state__in=Asset.HELD)


@dataclass(frozen=True, slots=True)
class Kind:
    """said: what to do about it."""

    title: str
    said: str
    which: Callable[[int], Q]
    is_alarm: bool = False


def _warranty(school_id: int) -> Q:
    today = clock.today()
    return STANDING & Q(
        warranty_until__gte=today, warranty_until__lte=today + timedelta(days=int(number(school_id, WARRANTY_DAYS)))
    )


def _over_life(school_id: int) -> Q:
    """The month of entry is so many whole years ago as the card gives. Asked by the few lives there are: no arithmetic of dates in SQL."""
    this_month = clock.today().replace(day=1)
    lives = (
        Asset.objects.of(school_id)
        .filter(STANDING)
        .exclude(life_years=None)
        .order_by()
        .values_list("life_years", flat=True)
        .distinct()
    )
    found = Q(pk__in=())
    for years in lives:
        found |= Q(life_years=years, entered_on__lt=this_month.replace(year=max(this_month.year - years, 1)))
    return STANDING & found


KINDS = {
    "unlabelled": Kind("没贴标签", "打印标签贴上，或扫空白标签绑定。", lambda school: STANDING & Q(labelled_on=None)),
    "nobody": Kind("没有责任人", "给房间定责任人，或在卡片上补责任人。", lambda school: STANDING & Q(keeper=None), True),
    "missing": Kind("找不到", "找到了就“在这里见到”，找不到的申请报损。", lambda school: Q(state=Asset.State.MISSING), True),
    "unseen": Kind("久未见到", "下次盘点先看这些。", unseen),
    "warranty": Kind("保修快到期", "有毛病的赶在到期前报修。", _warranty),
    "over-life": Kind("已到折旧年限", "还能用的继续用，不能用的申请处置。", _over_life),
    "idle": Kind("闲置", "添置之前先看看这里有没有能用的。", lambda school: Q(state=Asset.State.IDLE)),
}  # fmt: skip
