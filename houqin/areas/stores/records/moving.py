from houqin.areas.stores import actions
from houqin.areas.stores.models import Loan, Transfer, TransferLine, WriteOff
from houqin.areas.stores.posts import KEEPERS, VIEWERS
from houqin.areas.stores.records.stock import STOCK
from houqin.foundation.posts import OFFICE
from houqin.kernel.declare import Access, Api, ListPage, Print, RecordType, Related, register

LOAN = register.add(RecordType(
    key="stores.loan", path="stores/loans", model=Loan, icon="clock", group=STOCK, happened="lent_at", made_by=actions.lend,
    list_page=ListPage(
        columns=("item", "open_told", "borrower", "due_on", "late_told", "state", "quantity", "number"),
        filters=("state", "store", "borrower", "item", "due_on", "lent_at"), search=("number", "purpose"), order="due_on",
    ),
    facts=(
        "item", "batch", "quantity", "value", "borrower", "store", "purpose", "lent_at", "due_on", "late_told", "returned", "lost", "lost_value",
        "closed_at", "said",
    ),
    api=Api(read=("number", "store", "item", "quantity", "borrower", "lent_at", "due_on", "returned", "lost", "state")),
    access=Access(
        view=VIEWERS | {"@borrower"}, scope={"campus": "campus_id"}, relations={"borrower": "borrower_id"},
        verbs={actions.lend: KEEPERS, actions.give_back: KEEPERS, actions.note_lost: KEEPERS},
    ),
))  # fmt: skip

MINE = frozenset({"@receiver", "@sender", "@keeper"})
"""Of a transfer: those it comes to see it by their campus; those it left, by having sent it or keeping that store."""

TRANSFER = register.add(RecordType(
    key="stores.transfer", path="stores/transfers", model=Transfer, icon="truck", group=STOCK, happened="sent_at",
    list_page=ListPage(
        columns=("number", "from_store", "to_store", "state", "sent_at", "receiver"), filters=("state", "from_store", "to_store", "sent_at"),
        search=("number",),
    ),
    facts=("from_store", "to_store", "transit", "sent_at", "sent_by", "receiver", "received_at", "received_by", "said"),
    related=(Related(record="stores.transfer_line", link="transfer", title="调出 · 实收"),),
    prints=(Print(template="stores/transfer_a4.html", title="调拨单"),),
    api=Api(read=("number", "from_store", "to_store", "state", "sent_at", "received_at", "said")),
    access=Access(
        view=VIEWERS | MINE, scope={"campus": "to_store__campus_id"},
        relations={"receiver": "receiver_id", "sender": "sent_by_id", "keeper": "from_store__keeper_id"},
        verbs={actions.take_in: KEEPERS | {"@receiver"}, actions.call_back: OFFICE | {"@sender", "@keeper"}},
    ),
))  # fmt: skip

TRANSFER_LINE = register.add(RecordType(
    key="stores.transfer_line", path="stores/transfer-lines", model=TransferLine, icon="list",
    list_page=ListPage(columns=("item", "quantity", "received", "item__unit", "batch", "value", "transfer"), filters=("item",)),
    facts=("transfer", "item", "batch", "quantity", "received", "item__unit", "value", "received_value"),
    api=Api(read=("transfer", "item", "batch", "quantity", "value", "received")),
    access=Access(
        view=VIEWERS | MINE, scope={"campus": "transfer__to_store__campus_id"},
        relations={"receiver": "transfer__receiver_id", "sender": "transfer__sent_by_id", "keeper": "transfer__from_store__keeper_id"},
    ),
))  # fmt: skip

WRITE_OFF = register.add(RecordType(
    key="stores.write_off", path="stores/write-offs", model=WriteOff, icon="x", group=STOCK, happened="asked_at", attachments=True,
    made_by=actions.ask_write_off,
    list_page=ListPage(
        columns=("item", "quantity", "item__unit", "reason", "state", "batch", "value", "asked_at", "number"),
        filters=("state", "reason", "store", "item", "item__category", "asked_at", "decided_at"), search=("number",),
    ),
    facts=("item", "batch", "quantity", "item__unit", "value", "store", "reason", "said", "asked_by", "asked_at", "decided_by", "decided_at", "decided"),
    api=Api(read=("number", "store", "item", "batch", "quantity", "value", "reason", "said", "state", "asked_at", "decided_at")),
    access=Access(
        view=VIEWERS, scope={"campus": "campus_id"},
        verbs={actions.ask_write_off: KEEPERS, actions.approve_write_off: OFFICE, actions.reject_write_off: OFFICE},
    ),
))  # fmt: skip
