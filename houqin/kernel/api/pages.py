"""我的 → 接口令牌: a person's own keys. A new key is shown once, on the answer that makes it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from houqin.kernel import clock
from houqin.kernel.access import Actor, NotVisible
from houqin.kernel.actions import Refused
from houqin.kernel.api.models import ApiToken, TokenUse
from houqin.kernel.api.tokens import issue, may_hold, new_key, revoke
from houqin.kernel.declare import register
from houqin.kernel.pages.door import actor_of, members_only

DAYS = ((30, "30 天"), (90, "90 天"), (180, "半年"), (365, "一年"))


class TokenForm(forms.Form):
    name = forms.CharField(label="用途", max_length=60, help_text="给哪个程序用，例如“校园大屏”")
    scope = forms.ChoiceField(label="权限", choices=ApiToken.Scope.choices, initial=ApiToken.Scope.READ)
    days = forms.TypedChoiceField(label="有效期", choices=DAYS, coerce=int, initial=90)
    records = forms.MultipleChoiceField(
        label="限于台账（不选为全部）", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        choices: Any = self.fields["records"]
        choices.choices = [(t.key, t.label) for t in register if t.api is not None and t.policy.may(actor, "view")]


@members_only
@never_cache
@require_http_methods(["GET", "POST"])
def tokens_view(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = TokenForm(request.POST or None, actor)
    if request.method == "POST" and form.is_valid():
        key = new_key(actor.school_id)
        told = form.cleaned_data
        try:
            issue(
                by=may_hold(actor), name=told["name"], scope=ApiToken.Scope(told["scope"]), key=key, records=told["records"],
                expires_at=clock.now() + timedelta(days=told["days"]),
            )  # fmt: skip
        except Refused as refused:
            for problem in refused.problems:
                form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        else:
            return _page(request, actor, TokenForm(None, actor), key)
    return _page(request, actor, form, status=422 if form.is_bound else 200)


@members_only
@require_http_methods(["POST"])
def revoke_view(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    token = _own(actor).filter(pk=pk).first()
    if token is None:
        raise NotVisible(str(pk))
    revoke(token, by=may_hold(actor))
    return redirect("api:tokens")


def _own(actor: Actor) -> Any:
    return ApiToken.objects.of(actor.school_id).filter(user_id=actor.user_id)


def _page(request: HttpRequest, actor: Actor, form: TokenForm, key: str = "", status: int = 200) -> HttpResponse:
    tokens = list(_own(actor).filter(revoked_at=None).order_by("-id"))
    used = dict(
        TokenUse.objects.of(actor.school_id).filter(token_id__in=[t.pk for t in tokens]).values_list("token_id", "at")
    )
    rows = [(token, used.get(token.pk), token.expires_at <= clock.now()) for token in tokens]
    return render(request, "kernel/api/tokens.html", {"form": form, "key": key, "rows": rows}, status=status)
