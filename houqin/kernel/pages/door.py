"""The page door: who is here, and the rows they may have."""

import functools
import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.declare import RecordType
from houqin.kernel.declare.fields import columns, joins
from houqin.kernel.declare.labels import label_fields, reads_only_fields
from houqin.kernel.rows.linked import linked_row

View = Callable[..., HttpResponseBase]


def members_only(view: View) -> View:
    """Only for people who signed in; the others sign in first and come back."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def require_view(record_type: RecordType, actor: Actor) -> None:
    if not record_type.policy.may(actor, "view"):
        raise Forbidden(record_type.policy.why(actor, "view"))


def row_or_404(record_type: RecordType, actor: Actor, pk: int) -> Any:
    """The row with the links its pages show, in one query; NotVisible outside the scope."""
    shown, model, policy = (*record_type.form_fields, *record_type.facts), record_type.model, record_type.policy
    if policy.is_told_by_the_row:
        links, fields = _read(model, shown)
        row = linked_row(model, actor.school_id, pk, links=links, fields=fields)
        is_visible = row is not None and policy.may(actor, "view", row)
    else:
        row = with_links(record_type.visible_to(actor), model, shown).filter(pk=pk).one()
        is_visible = row is not None
    if not is_visible:
        raise NotVisible(record_type.key)
    return row


def with_links(rows: Any, model: Any, names: tuple[str, ...]) -> Any:
    """Rows read with the links that these columns show: the row whole, of a link only what its name tells."""
    links, fields = _read(model, names)
    return rows.select_related(*links).only(*fields) if links else rows


@lru_cache(maxsize=512)
def _read(model: Any, names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Joins and fields. Without the choice more than half of what such a query reads is columns that nobody shows."""
    cols = columns(model, names)
    computed = {col.joins for col in cols if col.field is None}
    fields = [field.name for field in model._meta.concrete_fields]
    for col in cols:
        target = col.field.remote_field.model if col.is_link else None
        if target is not None and col.path not in computed and reads_only_fields(target):
            fields += [f"{col.path}__{name}" for name in ("school", *label_fields(target))]
        elif target is None and col.joins and col.joins not in computed:
            fields.append(col.path)
    return tuple(joins(cols)), tuple(fields)


def url_of(record_type: RecordType, row: Any = None, tail: str = "") -> str:
    return f"/{record_type.path}/" + (f"{row.pk}/" if row is not None else "") + tail


def new_submission() -> str:
    return uuid.uuid4().hex


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
