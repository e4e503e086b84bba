"""Questions over many cards."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from houqin.areas.assets.models import Asset
from houqin.foundation.actions import tidy_code
from houqin.foundation.models import Place
from houqin.foundation.rules import number
from houqin.kernel import clock
from houqin.kernel.rows import School

UNSEEN_DAYS = "AST-05.unseen_days"


def expected_at(school_id: int, places: Iterable[Place]) -> "QuerySet[Any]":
    """What should stand at these places: on the books and not lent out."""
    rows = Asset.objects.of(school_id).filter(place_id__in=[place.pk for place in places], state__in=Asset.HELD)
    return rows.exclude(state=Asset.State.LENT).order_by("place_id", "name", "id")


def by_code(school_id: int, code: str) -> Asset | None:
    """The thing whose label or number this is, as scanned or typed; the old number works too."""
    told = code.strip().rstrip("/").rsplit("/", 1)[-1]
    tidy = tidy_code(told)
    rows = Asset.objects.of(school_id).select_related("asset_class", "place", "campus")
    found = list(rows.filter(Q(code=tidy) | Q(number__iexact=told) | Q(old_number=told))[:2])
    exact = [asset for asset in found if asset.code == tidy] or found
    return exact[0] if len(exact) == 1 else None


def idle(school_id: int, words: str = "") -> "QuerySet[Any]":
    """Things nobody uses, to be offered before something new is bought."""
    rows = Asset.objects.of(school_id).filter(state=Asset.State.IDLE).select_related("place", "asset_class")
    if words:
        rows = rows.filter(
            Q(name__icontains=words) | Q(asset_class__name__icontains=words) | Q(asset_class__words__icontains=words)
        )
    return rows.order_by("name", "id")


def unseen(school_id: int) -> Q:
    """Nobody has seen it for too long, counted from its entry when it was never seen."""
    since = clock.today() - timedelta(days=int(number(school_id, UNSEEN_DAYS)))
    never = Q(seen_on=None, entered_on__lt=since)
    return Q(state__in=Asset.HELD) & (Q(seen_on__lt=since) | never)


def thing_of_label(code: str) -> Asset | None:
    """The thing whose label this is, in whichever school; asked across schools because a code comes from outside."""
    schools = School.objects.values("pk")
    found = Asset.objects.filter(school_id__in=schools, code=tidy_code(code)).select_related("place", "school")[:2]
    return found[0] if len(found) == 1 else None
