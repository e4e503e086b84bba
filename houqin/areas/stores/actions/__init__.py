"""The verbs of stores. Areas above call `receive`, `issue` and `adjust` from their own actions, with the row they do it for as `because`."""

from houqin.areas.stores.actions.adjusting import adjust, reverse
from houqin.areas.stores.actions.asking import Granted, Wanted, approve, ask, reject, withdraw
from houqin.areas.stores.actions.closing import close_month
from houqin.areas.stores.actions.handing import HandedOut, hand_out, hand_over, sign
from houqin.areas.stores.actions.issuing import Issued, issue, take_back
from houqin.areas.stores.actions.keeping import prepare_item, prepare_of_reserve, prepare_of_store, put_on
from houqin.areas.stores.actions.lending import give_back, lend, note_lost
from houqin.areas.stores.actions.listing import ForEach, hand_out_all, make_list
from houqin.areas.stores.actions.opening import book_openings
from houqin.areas.stores.actions.receiving import Received, receive
from houqin.areas.stores.actions.transferring import Arrived, call_back, send, take_in
from houqin.areas.stores.actions.writing_off import approve_write_off, ask_write_off, reject_write_off

__all__ = [
    "Arrived", "ForEach", "Granted", "HandedOut", "Issued", "Received", "Wanted", "adjust", "approve", "approve_write_off", "ask", "ask_write_off",
    "book_openings", "call_back", "close_month", "give_back", "hand_out", "hand_out_all", "hand_over", "issue", "lend", "make_list", "note_lost",
    "prepare_item", "prepare_of_reserve", "prepare_of_store", "put_on", "receive", "reject", "reject_write_off", "reverse", "send", "sign", "take_back",
    "take_in", "withdraw",
]  # fmt: skip
