"""The numbers the system works with: where each comes from, and the school's own where it is stricter."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from houqin.foundation.records import RULE_VALUE
from houqin.foundation.rules import Effective, effective
from houqin.foundation.rules_data import shipped_rules
from houqin.foundation.sign_in.forms import Big
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, add, change, delete
from houqin.kernel.pages.door import actor_of, members_only, new_submission, require_view


class RuleForm(Big):
    value = forms.CharField(label="本校取值", max_length=60)
    reason = forms.CharField(label="依据", max_length=200, required=False, help_text="如：校务会决定、教育局文件号")


@members_only
def rules(request: Any) -> HttpResponse:
    actor = actor_of(request)
    require_view(RULE_VALUE, actor)
    groups = {one.group: one.group_name for one in shipped_rules().values()}
    group = request.GET.get("group", "")
    group = group if group in groups else next(iter(groups))
    found = effective(actor.school_id, [code for code, one in shipped_rules().items() if one.group == group])
    context = {
        "rule_groups": groups,  # the menu in the frame calls its own "groups"
        "group": group,
        "rules": list(found.values()),
        "may_change": RULE_VALUE.policy.may(actor, "add"),
    }
    return render(request, "foundation/rules.html", context)


@members_only
@require_http_methods(["GET", "POST"])
def rule(request: Any, code: str) -> HttpResponse:
    """One rule and the school's own value for it; POST sets it, or takes it back."""
    actor = actor_of(request)
    require_view(RULE_VALUE, actor)
    if code not in shipped_rules():
        raise Http404
    found = effective(actor.school_id, [code])[code]
    start = {"value": found.value, "reason": found.own.reason if found.own else ""}
    taking_back = "take_back" in request.POST
    form = RuleForm(None if taking_back else request.POST or None, initial=start)
    sent = taking_back or (request.method == "POST" and form.is_valid())
    if sent and _kept(form, found, actor, request.POST.get("submission", ""), taking_back):
        messages.success(request, f"“{found.rule.name}”已保存。")
        return redirect(f"{reverse('foundation:rules')}?group={found.rule.group}")
    may_change = RULE_VALUE.policy.may(actor, "add")
    context = {"form": form, "one": found, "may_change": may_change, "submission": new_submission()}
    return render(request, "foundation/rule.html", context, status=422 if form.is_bound else 200)


def _kept(form: RuleForm, found: Effective, actor: Actor, submission: str, taking_back: bool) -> bool:
    try:
        if taking_back:
            if found.own is not None:
                delete(found.own, by=actor, submission=submission)
        elif found.own is not None:
            change(found.own, by=actor, values=form.cleaned_data, submission=submission)
        else:
            add(RULE_VALUE, by=actor, values={"code": found.rule.code, **form.cleaned_data}, submission=submission)
    except Refused as refused:
        for problem in refused.problems:
            form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return False
    return True
