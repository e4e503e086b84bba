"""The verbs, in their order: begin, count, finish counting, decide, close."""

from houqin.areas.stocktakes.actions.closing import (
    Alike,
    Choice,
    Decided,
    cancel,
    close,
    decide,
    decide_alike,
    finish_counting,
    judge_again,
)
from houqin.areas.stocktakes.actions.counting import Scanned, join
from houqin.areas.stocktakes.actions.deciding import (
    adjust,
    leave,
    make_card,
    move_here,
    put_back,
    recount,
    to_loss,
    to_missing,
    was_found,
)
from houqin.areas.stocktakes.actions.opening import assign, begin

__all__ = [
    "Alike", "Choice", "Decided", "Scanned", "adjust", "assign", "begin", "cancel", "close", "decide", "decide_alike", "finish_counting", "join",
    "judge_again", "leave", "make_card", "move_here", "put_back", "recount", "to_loss", "to_missing", "was_found",
]  # fmt: skip
