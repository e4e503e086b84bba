"""Ledgers of the kernel's own tables: declared here, because access sets name posts and the kernel knows none."""

from houqin.foundation.posts import EVERYONE, Post
from houqin.kernel.api.models import ApiToken
from houqin.kernel.api.tokens import issue, revoke
from houqin.kernel.declare import Access, ListPage, RecordType, register

KEEPERS = frozenset({Post.ADMIN})

TOKEN = register.add(RecordType(
    key="kernel.token", path="tokens", model=ApiToken, icon="key", group="设置",
    list_page=ListPage(columns=("name", "owner_name", "prefix", "scope", "expires_at", "is_revoked"), filters=("scope", "expires_at")),
    facts=("name", "owner_name", "prefix", "scope", "records", "expires_at", "revoked_at"),
    access=Access(
        view={"@owner", *KEEPERS}, relations={"owner": "owner"}, verbs={issue: EVERYONE, revoke: {"@owner", *KEEPERS}},
    ),
))  # fmt: skip
