"""How far a count is, on its page; when a thing was counted, on its card."""

from typing import Any

from django.template.loader import render_to_string

from houqin.areas.assets.models import Asset
from houqin.areas.stocktakes import actions
from houqin.areas.stocktakes.models import Stocktake
from houqin.areas.stocktakes.reads import OPEN_STATES, by_outcome, progress
from houqin.areas.stocktakes.records import FINDING, STOCKTAKE
from houqin.kernel.access import Actor
from houqin.kernel.declare import Panel, register

NEAR = 6


def progress_of(count: Stocktake, actor: Actor) -> str:
    """For the organiser: rooms done and left, who counts where. Counters see only their way in."""
    may_count = count.state in OPEN_STATES and STOCKTAKE.policy.may(actor, actions.join.key, count)
    context: dict[str, Any] = {"count": count, "may_count": may_count}
    if FINDING.policy.may(actor, "view"):
        context |= {
            "progress": progress(count) if count.state == Stocktake.State.COUNTING else None,
            "judged": by_outcome(count),
        }
        context["may_decide"] = count.state == Stocktake.State.DECIDING and STOCKTAKE.policy.may(
            actor, actions.decide.key, count
        )
    return render_to_string("stocktakes/progress.html", context)


def counts_of_thing(asset: Asset, actor: Actor) -> str:
    """When it was last looked for, and what came of it."""
    if not FINDING.policy.may(actor, "view"):
        return ""
    rows = FINDING.visible_to(actor).filter(asset=asset, judged_at__isnull=False)
    lines = list(rows.select_related("stocktake", "found_place", "counter").order_by("-judged_at")[:NEAR])
    return render_to_string("stocktakes/thing_panel.html", {"lines": lines}) if lines else ""


register.panel(Stocktake, Panel(title="进度", render=progress_of))
register.panel(Asset, Panel(title="盘点记录", render=counts_of_thing, is_history=True))
