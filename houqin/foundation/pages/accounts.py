"""Accounts for many people at once, with slips that are shown one time."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from houqin.foundation.accounts import first_password, invitation_of, open_account
from houqin.foundation.models import Person, User
from houqin.foundation.records import PERSON
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused, perform
from houqin.kernel.pages.door import actor_of, members_only, new_submission
from houqin.kernel.pages.ids import row_ids

MOST = 20
"""Accounts in one go: hashing a password takes its time on purpose."""


@dataclass(frozen=True, slots=True)
class Slip:
    person: Person
    password: str = ""
    refusal: str = ""


@members_only
@never_cache
@require_http_methods(["GET", "POST"])
def accounts(request: Any) -> HttpResponse:
    actor = actor_of(request)
    if not PERSON.policy.may(actor, open_account.key):
        raise Forbidden(PERSON.policy.why(actor, open_account.key))
    if request.method == "POST":
        wanted = row_ids(request.POST.getlist("person"))[:MOST]
        slips = _opened(actor, wanted, request.POST.get("submission", ""))
        return render(request, "foundation/account_slips.html", {"slips": slips, "address": settings.BASE_URL})
    people = list(PERSON.visible_to(actor).filter(is_active=True).select_related("department", "user").order_by("id"))
    without = [person for person in people if person.user_id is None]
    elsewhere = set(
        User.objects.filter(phone__in=[p.phone for p in without if p.phone]).values_list("phone", flat=True)
    )
    context = {
        "waiting": [p for p in without if p.phone and p.phone not in elsewhere], "most": MOST, "submission": new_submission(),
        "no_phone": [p for p in without if not p.phone], "with_account": [p for p in people if p.user_id],
        "invited": [(p, _invitation(p)) for p in without if p.phone in elsewhere],
    }  # fmt: skip
    return render(request, "foundation/accounts.html", context)


def _opened(actor: Actor, wanted: list[int], submission: str) -> list[Slip]:
    slips = []
    for person in PERSON.visible_to(actor).filter(pk__in=wanted).order_by("id"):
        password = first_password(submission, person)
        try:
            perform(
                open_account,
                person,
                by=actor,
                values={"password": password},
                submission=f"{submission[:40]}-{person.pk}",
            )
        except Refused as refused:
            slips.append(Slip(person, refusal=str(refused)))
        else:
            slips.append(Slip(person, password=password))
    return slips


def _invitation(person: Person) -> str:
    return settings.BASE_URL + reverse("foundation:join", args=[invitation_of(person)])
