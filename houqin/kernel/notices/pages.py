"""我的 → 提醒: what somebody was told, also where the school has no channel yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from houqin.kernel.notices.queue import notices_of
from houqin.kernel.pages.door import actor_of, members_only

SHOWN = 50


@members_only
def notices_view(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    told = notices_of(actor.school_id, actor.user_id).select_related("channel")[:SHOWN] if actor.user_id else []
    return render(request, "kernel/notices.html", {"notices": told})
