"""Making, revoking and recognising a person's API tokens."""

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated

from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.access.actors import bearer_of
from houqin.kernel.actions import Ask, Problems, action
from houqin.kernel.api.models import ApiToken, TokenUse
from houqin.kernel.api.pace import NowAndThen
from houqin.kernel.declare import register

LONGEST = timedelta(days=366)
TOLD = re.compile(r"hq(?P<school>[1-9]\d{0,15})_(?P<secret>[A-Za-z0-9_-]{43})")
USE_NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a good token speaks for, and the ledgers it is limited to (None: all)."""

    token: ApiToken
    actor: Actor
    records: frozenset[str] | None


def new_key(school_id: int) -> str:
    """The school is part of the key: the look-up starts from one school, as every query does."""
    return f"hq{school_id}_{secrets.token_urlsafe(32)}"


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@action(makes=ApiToken, label="新建接口令牌")
def issue(
    *, by: Actor, name: Annotated[str, Ask(label="用途", help="给哪个程序用，例如“校园大屏”")],
    scope: Annotated[ApiToken.Scope, Ask(label="权限")], expires_at: Annotated[datetime, Ask(label="有效期至")], key: Annotated[str, Ask(label="令牌")],
    records: Annotated[list[str], Ask(label="限于台账")],
) -> ApiToken:  # fmt: skip
    """`key` comes from `new_key` and is told to the person once, by whoever called this."""
    problems = Problems()
    now = clock.now()
    if not name.strip():
        problems.add("请填写用途，便于日后辨认。", "name")
    if not now < expires_at <= now + LONGEST:
        problems.add("有效期须在今天之后、一年之内。", "expires_at")
    if unknown := [told for told in records if told not in register]:
        problems.add(f"没有这些台账：{'、'.join(unknown)}。", "records")
    problems.stop()
    assert by.user_id is not None, "a token speaks for somebody with an account"
    token = ApiToken(
        school_id=by.school_id, user_id=by.user_id, owner=by.person_id, owner_name=by.name, name=name.strip(), digest=digest_of(key),
        prefix=key.split("_")[0] + "_" + key.split("_", 1)[1][:4] + "…", scope=scope, records=sorted(records), expires_at=expires_at,
    )  # fmt: skip
    token.full_clean(exclude=["school", "user"])
    token.save()
    return token


def not_revoked(token: ApiToken) -> str | None:
    return "这个令牌已经停用。" if token.revoked_at is not None else None


@action(on=ApiToken, label="停用令牌", unless=not_revoked, final=True, noun="revocation")
def revoke(token: ApiToken, *, by: Actor) -> ApiToken:
    """The next request with it is refused."""
    token.revoked_at = clock.now()
    token.save()
    return token


def may_hold(actor: Actor) -> Actor:
    """An auditor changes nothing, yet may have a token of their own: it reads no more than they do."""
    return replace(actor, read_only=False) if actor.user_id is not None else actor


def recognised(key: str, device: str = "") -> Bearer | None:
    """The token with its account, person and posts, in one query. None: not a good token."""
    told = TOLD.fullmatch(key)
    found = bearer_of(int(told["school"]), digest_of(key), device=device) if told else None
    if found is None:
        return None
    token, actor = found
    _note_use(token)
    if token.scope == ApiToken.Scope.READ and not actor.read_only:
        actor = replace(actor, read_only=True)
    return Bearer(token, actor, frozenset(token.records) or None)


_use_noted = NowAndThen(USE_NOTED_EVERY)


def _note_use(token: ApiToken) -> None:
    """At most once an hour for each process: reading must not cost a write."""
    if _use_noted.is_due((token.school_id, token.pk), clock.now()):
        TokenUse.objects.of(token.school_id).update_or_create(
            school_id=token.school_id, token_id=token.pk, defaults={"at": clock.now()}
        )
