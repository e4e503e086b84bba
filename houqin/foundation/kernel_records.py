"""Ledgers of the kernel's own tables: declared here, because access sets name posts and the kernel knows none."""

from houqin.foundation.posts import EVERYONE, Post
from houqin.kernel.api.models import ApiToken
from houqin.kernel.api.tokens import issue, revoke
from houqin.kernel.declare import Access, ListPage, RecordType, Section, register
from houqin.kernel.notices import actions as notices
from houqin.kernel.notices.models import Channel

KEEPERS = frozenset({Post.ADMIN})
CHANNEL_KEEPERS = frozenset({Post.ADMIN, Post.DIRECTOR})

TOKEN = register.add(RecordType(
    key="kernel.token", path="tokens", model=ApiToken, icon="key", group="设置",
    list_page=ListPage(columns=("name", "owner_name", "prefix", "scope", "expires_at", "is_revoked"), filters=("scope", "expires_at")),
    facts=("name", "owner_name", "prefix", "scope", "records", "expires_at", "revoked_at"),
    access=Access(
        view={"@owner", *KEEPERS}, relations={"owner": "owner"}, verbs={issue: EVERYONE, revoke: {"@owner", *KEEPERS}},
    ),
))  # fmt: skip

CHANNEL = register.add(RecordType(
    key="kernel.channel", path="channels", model=Channel, icon="bell", group="设置",
    list_page=ListPage(columns=("name", "kind", "quiet_from", "quiet_to", "is_active"), filters=("kind", "is_active"), order="name"),
    form=(Section(title="提醒渠道", fields=("name", "kind", "address", "secret", "quiet_from", "quiet_to", "is_active")),),
    access=Access(
        view=CHANNEL_KEEPERS, add=CHANNEL_KEEPERS, change=CHANNEL_KEEPERS, delete=CHANNEL_KEEPERS,
        verbs={notices.try_out: CHANNEL_KEEPERS, notices.keep_for_me: CHANNEL_KEEPERS}, masks={"address": KEEPERS, "secret": KEEPERS},
    ),
))  # fmt: skip
