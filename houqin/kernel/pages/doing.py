"""Adding, changing, deleting and doing a verb, through one form page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Action, Problem, Refused, Stale, add, change, delete, perform
from houqin.kernel.declare import RecordType, register
from houqin.kernel.offline.refusals import refused
from houqin.kernel.pages.door import actor_of, members_only, new_submission, row_or_404, url_of
from houqin.kernel.pages.forms import PageForm, action_form, defaults, record_form
from houqin.kernel.pages.ids import row_ids
from houqin.kernel.pages.verbs import verb_page
from houqin.kernel.rows import Record

BULK = 100


def new_view(record_type: RecordType) -> Any:
    @members_only
    def view(request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        maker = record_type.made_by
        verb = maker.key if maker else "add"
        record_type.policy.require(actor, verb)
        form = action_form(maker, actor, request) if maker else record_form(record_type, actor, request)

        def do(values: dict[str, Any], submission: str) -> Any:
            if maker:
                return perform(maker, None, by=actor, values=defaults(maker, values), submission=submission)
            return add(record_type, by=actor, values=values, submission=submission)

        title = maker.label if maker else f"新增{record_type.label}"
        offline = maker.offline if maker else record_type.offline
        return _form_page(request, record_type, form, do, title=title, button="提交", said="已保存", offline=offline)

    return view


def edit_view(record_type: RecordType) -> Any:
    @members_only
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        actor = actor_of(request)
        row = row_or_404(record_type, actor, pk)
        record_type.policy.require(actor, "change", row)
        form = record_form(record_type, actor, request, row)

        def do(values: dict[str, Any], submission: str) -> Any:
            return change(
                row, by=actor, values=values, submission=submission, seen_version=form.cleaned_data["version"]
            )

        title, offline = f"修改 {row}", record_type.offline
        return _form_page(
            request, record_type, form, do, row=row, title=title, button="保存", said="已保存", offline=offline
        )

    return view


def action_view(record_type: RecordType, act: Action[..., Any]) -> Any:
    @verb_page(record_type, act)
    def view(request: HttpRequest, actor: Actor, row: Any) -> HttpResponse:
        form = action_form(act, actor, request, row)

        def do(values: dict[str, Any], submission: str) -> Any:
            return perform(
                act,
                row,
                by=actor,
                values=defaults(act, values),
                submission=submission,
                seen_version=form.cleaned_data["version"],
            )

        return _form_page(
            request,
            record_type,
            form,
            do,
            row=row,
            title=act.label,
            button=act.label,
            said=f"{act.label}：已办理",
            final=act.final,
            offline=act.offline,
        )

    return view


def _form_page(
    request: HttpRequest, record_type: RecordType, form: PageForm, do: Callable[[dict[str, Any], str], Any], *, title: str, button: str,
    said: str, row: Any = None, final: bool = False, offline: bool = False,
) -> HttpResponse:  # fmt: skip
    """Show the form; on POST do it, and on refusal show it again with what was typed and what is wrong."""
    stale: Stale | None = None
    problems: tuple[Problem | str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            outcome = do(form.values(), form.cleaned_data["submission"])
        except Stale as error:
            stale, problems = error, error.problems
            form.data = {**form.data.dict(), "version": str(error.row.version)}  # type: ignore[attr-defined]
        except Refused as error:
            form.take_refusal(error)
            problems = error.problems
        else:
            messages.success(request, said)
            return redirect(_after(request, record_type, outcome, row))
    context = {
        "type": record_type, "row": row, "form": form, "title": title, "button": button, "final": final, "stale": stale,
        "submission": form.data.get("submission") or new_submission(), "back": url_of(record_type, row),
        "multipart": form.is_multipart(), "offline": offline,
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "kernel/form.html", context)
    return refused(render(request, "kernel/form.html", context, status=422), problems or form.sentences(), stale=stale)


def _after(request: HttpRequest, record_type: RecordType, outcome: Any, row: Any) -> str:
    """Where the person goes next: back where they came from, or to what was made, or to the row while there is one."""
    wanted = request.POST.get("next", "")
    if wanted.startswith("/") and not wanted.startswith("//"):
        return wanted
    if isinstance(outcome, record_type.model):
        return url_of(record_type, outcome)
    shown = outcome if isinstance(outcome, Record) else row
    kind = register.find(type(shown)) if shown is not None else None
    is_seen = kind is not None and kind.visible_to(actor_of(request)).filter(pk=shown.pk).exists()
    return url_of(kind, shown) if kind is not None and is_seen else url_of(record_type)


def delete_view(record_type: RecordType) -> Any:
    @members_only
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        actor = actor_of(request)
        row = row_or_404(record_type, actor, pk)
        record_type.policy.require(actor, "delete", row)
        if request.method == "POST":
            delete(row, by=actor)
            messages.success(request, f"{row} 已删除")
            return redirect(url_of(record_type))
        return render(request, "kernel/delete.html", {"type": record_type, "row": row})

    return view


def bulk_view(record_type: RecordType, act: Action[..., Any]) -> Any:
    """One verb on many rows: each on its own, each with its own answer."""

    @members_only
    def view(request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        if not record_type.policy.may(actor, act.key):
            raise Forbidden(record_type.policy.why(actor, act.key))
        picked = (request.POST if request.method == "POST" else request.GET).getlist("row")
        rows = list(record_type.visible_to(actor).filter(pk__in=row_ids(picked)[:BULK]).order_by("id"))
        if not rows:
            messages.warning(request, "请先在列表里勾选要办理的记录。")
            return redirect(url_of(record_type))
        form = action_form(act, actor, request)
        if "go" in request.POST and form.is_valid():
            return _bulk_done(request, record_type, act, actor, rows, form)
        return render(
            request,
            "kernel/bulk.html",
            {"type": record_type, "act": act, "rows": rows, "form": form, "submission": new_submission()},
        )

    return view


def _bulk_done(
    request: HttpRequest, record_type: RecordType, act: Action[..., Any], actor: Actor, rows: list[Any], form: PageForm
) -> HttpResponse:
    refused: list[tuple[Any, str]] = []
    for row in rows:
        try:
            perform(
                act,
                row,
                by=actor,
                values=defaults(act, form.values()),
                submission=f"{form.cleaned_data['submission'][:40]}-{row.pk}",
            )
        except (Refused, Forbidden) as error:
            refused.append((row, str(error)))
    messages.success(request, f"{act.label}：{len(rows) - len(refused)} 条已办理。")
    if not refused:
        return redirect(url_of(record_type))
    return render(
        request, "kernel/bulk_refused.html", {"type": record_type, "act": act, "refused": refused}, status=422
    )
