"""Whose phone it is: a name for person and school that says nothing about them, and the stamp of a moment they were here."""

from datetime import UTC, datetime
from functools import lru_cache
from hmac import compare_digest

from django.utils.crypto import salted_hmac

from houqin.kernel.access import Actor

NOBODY = "-"


def who_of(actor: Actor | None) -> str:
    """Told with every page: what a phone keeps under another name than this is not shown and not sent."""
    return NOBODY if actor is None or actor.user_id is None else _who(actor.school_id, actor.user_id)


@lru_cache(maxsize=4096)
def _who(school_id: int, user_id: int) -> str:
    return salted_hmac("houqin.offline.who", f"{school_id}:{user_id}", algorithm="sha256").hexdigest()[:20]


def stamp(who: str, moment: datetime) -> str:
    """Proof that this person's phone had word from us at that moment: what is brought later cannot have happened before."""
    seconds = str(int(moment.timestamp()))
    return f"{seconds}.{_signed(who, seconds)}"


def moment_of(who: str, told: str) -> datetime | None:
    """The moment of a stamp; None if we did not write it, or not for this person."""
    seconds, _, signed = told.partition(".")
    if (
        not seconds.isdecimal()
        or len(seconds) > 11
        or not compare_digest(signed.encode(), _signed(who, seconds).encode())
    ):
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def _signed(who: str, seconds: str) -> str:
    return salted_hmac("houqin.offline.stamp", f"{who}:{seconds}", algorithm="sha256").hexdigest()[:20]
