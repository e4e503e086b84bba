"""Asking for a disposal: what may go stands on one page, ticked with a thumb; the page says at once which way it will go."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from houqin.areas.assets import actions
from houqin.areas.assets.attention import KINDS
from houqin.areas.assets.models import Asset, Disposal, DisposalLine
from houqin.areas.assets.records import ASSET, DISPOSAL
from houqin.areas.assets.routes import lines_told, route_of
from houqin.areas.assets.splitting import splitting
from houqin.foundation.sign_in.forms import Big
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, perform
from houqin.kernel.pages.door import actor_of, members_only, new_submission, url_of
from houqin.kernel.pages.ids import row_ids
from houqin.kernel.pages.widgets import dress

OFFERED = 200
SOURCES = ("over-life", "idle", "missing")


class AskForm(Big):
    kind = forms.ChoiceField(label="处置方式", choices=Disposal.Kind.choices)
    reason = forms.CharField(label="处置原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    early_reason = forms.CharField(
        label="未到年限的原因", max_length=200, required=False, help_text="有东西还没到折旧年限时填写"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self.fields["kind"])


@members_only
@require_http_methods(["GET", "POST"])
def ask(request: Any) -> HttpResponse:
    actor = actor_of(request)
    DISPOSAL.policy.require(actor, actions.ask_disposal.key)
    wanted = row_ids(request.POST.getlist("asset"))
    chosen = list(ASSET.visible_to(actor).filter(pk__in=wanted).select_related("place", "asset_class").order_by("id"))
    form = AskForm(request.POST if "go" in request.POST else None)
    if "go" in request.POST and form.is_valid():
        made = _asked(request, actor, form, chosen)
        if made is not None:
            messages.success(request, f"已申请，{made.get_route_display()}：{made.route_because}。")
            return redirect(url_of(DISPOSAL, made))
    source = request.POST.get("source", request.GET.get("source", SOURCES[0]))
    source = source if source in SOURCES else SOURCES[0]
    context = {
        "type": DISPOSAL, "form": form, "rows": _offered(actor, source, request.POST.get("q", ""), chosen), "chosen": {asset.pk for asset in chosen},
        "sources": [(code, KINDS[code].title) for code in SOURCES], "source": source, "words": request.POST.get("q", ""),
        "route": route_of(actor.school_id, [asset.value for asset in chosen]) if chosen else None, "gross": sum(asset.value for asset in chosen),
        "split": splitting(actor.school_id, chosen) if chosen else None,
        "lines": lines_told(actor.school_id), "submission": request.POST.get("submission") or new_submission(),
    }  # fmt: skip
    return render(request, "assets/ask_disposal.html", context, status=422 if form.errors else 200)


def _offered(actor: Actor, source: str, words: str, chosen: list[Asset]) -> list[Asset]:
    """What is ticked stays in sight; then what was looked for, or what the source offers; nothing that is on its way out already."""
    leaving = DisposalLine.objects.of(actor.school_id).filter(disposal__state__in=Disposal.LIVE).values("asset")
    rows = ASSET.visible_to(actor).filter(state__in=(*Asset.AT_HAND, Asset.State.MISSING)).exclude(pk__in=leaving)
    rows = rows.select_related("place", "asset_class")
    words = words.strip()
    found = (
        rows.filter(name__icontains=words) | rows.filter(number__icontains=words)
        if words
        else rows.filter(KINDS[source].which(actor.school_id))
    )
    known = {asset.pk for asset in chosen}
    return chosen + [asset for asset in found.order_by("entered_on", "id")[:OFFERED] if asset.pk not in known]


def _asked(request: Any, actor: Actor, form: AskForm, chosen: list[Asset]) -> Any:
    values = {
        **form.cleaned_data,
        "kind": Disposal.Kind(form.cleaned_data["kind"]),
        "lines": [actions.Thing(asset) for asset in chosen],
    }
    try:
        return perform(actions.ask_disposal, None, by=actor, values=values, submission=request.POST.get("submission"))
    except Refused as refused:
        for problem in refused.problems:
            form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return None
