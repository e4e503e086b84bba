"""The opening that every page of one verb has in common."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from houqin.kernel.actions import Action
from houqin.kernel.declare import RecordType
from houqin.kernel.pages.door import actor_of, members_only, row_or_404, url_of


def verb_page(record_type: RecordType, act: Action[..., Any]) -> Callable[[Callable[..., HttpResponse]], Any]:
    """Marks view(request, actor, row): the row is within sight and the person may do the verb. Where it cannot be begun any more, the row's
    page says why; what is sent all the same is judged by the action."""

    def mark(view: Callable[..., HttpResponse]) -> Any:
        @members_only
        @require_http_methods(["GET", "HEAD", "POST"])
        @functools.wraps(view)
        def page(request: HttpRequest, pk: int) -> HttpResponse:
            actor = actor_of(request)
            row = row_or_404(record_type, actor, pk)
            record_type.policy.require(actor, act.key, row)
            if request.method != "POST" and (why_not := act.offered(row)):
                messages.warning(request, why_not)
                return redirect(url_of(record_type, row))
            return view(request, actor, row)

        return page

    return mark
