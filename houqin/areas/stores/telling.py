"""Whom to tell of what, beyond the inbox."""

from collections.abc import Iterable

from django.db.models import Q

from houqin.areas.stores.models import Requisition, Store
from houqin.foundation.models import PostHolding
from houqin.foundation.posts import Post
from houqin.kernel.notices.queue import notify_about


def tell_asker(requisition: Requisition, title: str, said: str = "") -> None:
    if requisition.asked_by is not None:
        body = "\n".join(part for part in (requisition.summary, said) if part)
        notify_about(requisition, to=[requisition.asked_by.user_id], title=title, body=body)


def keepers_of(store: Store) -> Iterable[int | None]:
    """The accounts of those who look after a store: its keeper, the storekeepers of its campus and the office."""
    here = PostHolding.objects.of(store.school_id).filter(
        Q(campus=None) | Q(campus_id=store.campus_id),
        post__in=(Post.STOREKEEPER, Post.DIRECTOR, Post.CAMPUS_DIRECTOR),
        person__is_active=True,
    )
    accounts = set(here.values_list("person__user_id", flat=True))
    return accounts | ({store.keeper.user_id} if store.keeper is not None else set())
