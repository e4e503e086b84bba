"""One row: facts, what may be done now, papers, related rows, and its whole story."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Action, actions
from houqin.kernel.declare import RecordType, register
from houqin.kernel.declare.fields import as_text, column, columns, joins
from houqin.kernel.files.attaching import attachments_of
from houqin.kernel.files.models import Attachment
from houqin.kernel.offline.clocks import said
from houqin.kernel.pages import tables
from houqin.kernel.pages.door import actor_of, members_only, row_or_404, url_of
from houqin.kernel.pages.html import cell, masked
from houqin.kernel.trail.models import Entry
from houqin.kernel.trail.write import write_note

PLAIN_SAID = {
    "add": "新增",
    "change": "修改",
    "delete": "删除",
    "reveal": "查看了隐私信息",
    "export": "导出",
    "attach": "添加附件",
}
STORY = 30
NEAR = 10


def verbs_now(record_type: RecordType, actor: Actor, row: Any) -> list[Action[..., Any]]:
    """What this person may do to the row as it is; the first is the next step."""
    verbs = [
        a
        for a in record_type.access.verbs
        if a.on and record_type.policy.may(actor, a.key, row) and a.offered(row) is None
    ]
    return sorted(verbs, key=lambda a: not a.asks)


def detail_view(record_type: RecordType) -> Any:
    @members_only
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        actor = actor_of(request)
        row = row_or_404(record_type, actor, pk)
        verbs = verbs_now(record_type, actor, row)
        policy = record_type.policy
        context = {
            "type": record_type, "row": row, "sections": _sections(record_type, row), "verbs": verbs, "next": verbs[0] if verbs else None,
            "state": _state(record_type, row), "is_late": tables.is_late(record_type, row), "masks": _askable(record_type, actor),
            "may_change": bool(record_type.form) and policy.may(actor, "change", row), "may_delete": policy.may(actor, "delete", row),
            "attachments": attachments_of(row) if record_type.attachments else [],
            "may_attach": record_type.attachments and policy.may(actor, "attach", row),
            "panels": _panels(record_type, row, actor, is_history=False),
        }  # fmt: skip
        return render(request, "kernel/detail.html", context)

    return view


def _state(record_type: RecordType, row: Any) -> tuple[str, str] | None:
    return (row.state, row.get_state_display()) if hasattr(row, "get_state_display") else None


def _sections(record_type: RecordType, row: Any, *, bare: bool = False) -> list[tuple[str, list[tuple[str, str]]]]:
    """Titled groups of (label, value as HTML); empty values are left out."""
    parts = [(s.title, s.fields) for s in record_type.form]
    if record_type.facts:
        parts.append(("办理情况" if record_type.form else record_type.label, record_type.facts))
    told: list[tuple[str, list[tuple[str, str]]]] = []
    for title, names in parts:
        facts = [(col.label, _fact(record_type, col, row, bare)) for col in columns(record_type.model, names)]
        if shown := [(label, value) for label, value in facts if value]:
            told.append((title, shown))
    return told


def _fact(record_type: RecordType, col: Any, row: Any, bare: bool) -> str:
    if col.path in record_type.access.masks and not bare:
        return masked(col.value(row))
    target = register.find(col.field.remote_field.model) if col.is_link else None
    inside = cell(col, row)
    linked = getattr(row, col.path, None) if target is not None and "__" not in col.path else None
    return f'<a href="{url_of(target, linked)}">{inside}</a>' if linked is not None and target is not None else inside


def _askable(record_type: RecordType, actor: Actor) -> bool:
    """Is there masked data that this person's post may ask for?"""
    return any(actor.is_system or actor.posts & set(who) for who in record_type.access.masks.values())


def more_view(record_type: RecordType) -> Any:
    """Related rows and the story, fetched when the person scrolls to them."""

    @members_only
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        actor = actor_of(request)
        row = row_or_404(record_type, actor, pk)
        context = {
            "panels": _panels(record_type, row, actor, is_history=True),
            "related": [r for r in (_related(one, actor, row) for one in record_type.related) if r],
            "story": story(row),
        }
        return render(request, "kernel/detail_more.html", context)

    return view


def _panels(record_type: RecordType, row: Any, actor: Actor, *, is_history: bool) -> list[tuple[str, str]]:
    wanted = (p for p in register.panels(record_type.model) if p.is_history == is_history)
    return [(p.title, inside) for p in wanted if (inside := p.render(row, actor))]


def _related(related: Any, actor: Actor, row: Any) -> dict[str, Any] | None:
    other = register.get(related.record)
    if not other.policy.may(actor, "view"):
        return None
    needed = joins(columns(other.model, other.list_page.columns))
    rows = list(
        other.visible_to(actor).filter(**{related.link: row}).select_related(*needed).order_by("-id")[: NEAR + 1]
    )
    return {
        "title": related.title, "heads": tables.heads(other, related.link), "body": tables.body(other, rows[:NEAR], actor, without=related.link), "rows": rows,
        "more": f"/{other.path}/?{related.link}={row.pk}" if len(rows) > NEAR else "",
    }  # fmt: skip


def story(row: Any) -> list[dict[str, Any]]:
    """The trail of the row and of the files that hang on it, newest first, in words."""
    hung = list(attachments_of(row).values_list("pk", flat=True))
    its_own = Q(model=row._meta.label_lower, row_id=row.pk)
    its_files = Q(model=Attachment._meta.label_lower, row_id__in=hung)
    entries = Entry.objects.of(row.school_id).filter(its_own | its_files if hung else its_own).order_by("-id")[:STORY]
    return [
        {
            "entry": e, "verb": verb_label(e.verb), "changes": _changes(row, e), "phone": said(e.phone) if e.phone else "",
            "file": e.said if e.model == Attachment._meta.label_lower else "",
        }
        for e in entries
    ]  # fmt: skip


def verb_label(verb: str) -> str:
    act = actions.get(verb)
    return act.label if act is not None else PLAIN_SAID.get(verb, verb)


def _changes(row: Any, entry: Entry) -> list[tuple[str, str, str]]:
    if entry.before is None or entry.after is None:
        return []
    labels = {f.attname: f for f in row._meta.concrete_fields}
    hidden = {"id", "school_id", *(register.for_model(type(row)).access.masks)}
    return [
        (str(labels[name].verbose_name), _stored(labels[name], entry.before.get(name)), _stored(labels[name], value))
        for name, value in entry.after.items()
        if name in labels and name not in hidden and not labels[name].is_relation
    ]


def _stored(field: Any, value: Any) -> str:
    """A value as the trail keeps it (plain JSON), said as the page says it."""
    return as_text(field.to_python(value), field) if value not in (None, "") else ""


def reveal_view(record_type: RecordType) -> Any:
    """Masked data laid open once, for whoever has the post; the asking is on the trail."""

    @members_only
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        actor = actor_of(request)
        row = row_or_404(record_type, actor, pk)
        if request.method != "POST":
            return redirect(url_of(record_type, row))
        names = [n for n, who in record_type.access.masks.items() if actor.posts & set(who)]
        if not names:
            raise Forbidden("您的岗位不能查看这项隐私信息。")
        write_note(row, "reveal", actor, {"fields": names})
        told = [(column(record_type.model, n).label, as_text(getattr(row, n))) for n in names]
        return render(request, "kernel/revealed.html", {"type": record_type, "row": row, "told": told})

    return view


def print_view(record_type: RecordType) -> Any:
    """A4, for the inspector who wants paper: facts, related rows and story, or the declared template."""

    @members_only
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        actor = actor_of(request)
        row = row_or_404(record_type, actor, pk)
        declared = next(iter(record_type.prints), None)
        context = {
            "type": record_type, "row": row, "sections": _sections(record_type, row), "story": story(row),
            "related": [r for r in (_related(one, actor, row) for one in record_type.related) if r and r["rows"]], "by": actor,
        }  # fmt: skip
        return render(request, declared.template if declared else "kernel/print.html", context)

    return view
