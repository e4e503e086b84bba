from houqin.areas.procurement import actions
from houqin.areas.procurement.models import (
    Acceptance,
    AcceptanceLine,
    Approval,
    ApprovalRule,
    CatalogueLine,
    Order,
    OrderLine,
    Packet,
    Quote,
    QuoteLine,
    Request,
    RequestLine,
)
from houqin.foundation.posts import LEADERS, OFFICE, OVERSIGHT, STAFF, Post
from houqin.kernel.declare import Access, Api, ListPage, Print, RecordType, Related, Section, Sheet, register

GROUP = "采购"
BUYERS = frozenset({Post.BUYER, Post.OFFICER})
KEEPERS = frozenset({Post.STOREKEEPER, Post.ASSET_KEEPER})
SEES = OFFICE | OVERSIGHT | BUYERS | KEEPERS | {Post.ACCOUNTANT}
SEES_PRICES = OFFICE | OVERSIGHT | BUYERS | {Post.ACCOUNTANT}
RULERS = frozenset({Post.PRINCIPAL, Post.DIRECTOR, Post.ADMIN})

RULE = register.add(RecordType(
    key="procurement.approval_rule", path="procurement/approval-rules", model=ApprovalRule, icon="list", group="设置",
    list_page=ListPage(columns=("name", "step", "post", "told", "is_active"), filters=("post", "is_active"), order="step"),
    form=(
        Section(title="审批环节", fields=("name", "step", "post", "amount_from")),
        Section(title="只对这些采购", fields=("kind", "campus", "fund")),
        Section(title="要求", fields=("needs_minutes", "needs_signature", "is_active")),
    ),
    sheet=Sheet(
        key=("name",),
        columns=("name", "step", "post", "amount_from", "kind", "campus__name", "fund__code", "needs_minutes", "needs_signature", "is_active"),
    ),
    api=Api(read=("name", "step", "post", "amount_from", "kind", "campus", "fund", "needs_minutes", "needs_signature", "is_active")),
    access=Access(view=SEES, add=RULERS, change=RULERS, delete=RULERS, verbs={actions.install_chain: RULERS}),
))  # fmt: skip

CATALOGUE = register.add(RecordType(
    key="procurement.catalogue_line", path="procurement/catalogue", model=CatalogueLine, icon="list", group="设置",
    list_page=ListPage(columns=("name", "words", "amount_from", "is_verified", "source"), filters=("kind", "is_verified", "is_active"), order="name"),
    form=(Section(title="集中采购品目", fields=("name", "words", "kind", "amount_from", "source", "is_verified", "is_active")),),
    sheet=Sheet(key=("name",), columns=("name", "words", "kind", "amount_from", "source", "is_verified", "is_active")),
    api=Api(read=("name", "words", "kind", "amount_from", "source", "is_verified", "is_active")),
    access=Access(
        view=SEES, add=RULERS | BUYERS, change=RULERS | BUYERS, delete=RULERS, verbs={actions.install_catalogue: RULERS | BUYERS}
    ),
))  # fmt: skip

REQUEST = register.add(RecordType(
    key="procurement.request", path="procurement/requests", model=Request, icon="clipboard-check", group=GROUP, number="CG-{year}-{n:05}",
    happened="asked_at", made_by=actions.ask_for, attachments=True,
    list_page=ListPage(
        columns=("title", "amount_told", "requested_by", "state", "fund", "campus", "needed_by", "asked_at", "number"),
        filters=("state", "campus", "fund", "kind", "route", "is_split", "requested_by", "asked_at"), search=("number", "title", "why"),
    ),
    facts=(
        "title", "why", "amount_told", "fund", "campus", "needed_by", "origin", "requested_by", "asked_at", "buyer", "kind", "in_catalogue", "route",
        "route_because", "split_told", "agreed", "decided_at", "meeting_number", "said",
    ),
    related=(
        Related(record="procurement.request_line", link="request", title="要买什么"),
        Related(record="procurement.quote", link="request", title="报价"),
        Related(record="procurement.order", link="request", title="订单"),
    ),
    prints=(Print(template="procurement/request_a4.html", title="采购申请单"),),
    api=Api(
        read=("number", "title", "why", "kind", "campus", "fund", "needed_by", "state", "amount", "agreed",
            "in_catalogue", "route", "is_split", "asked_at", "decided_at", "said"),
    ),
    access=Access(
        view=SEES | {"@requested_by", "@buyer"}, scope={"campus": "campus_id"},
        relations={"requested_by": "requested_by_id", "buyer": "buyer_id"},
        verbs={
            actions.ask_for: STAFF, actions.ask_for_gaps: OFFICE | BUYERS | KEEPERS, actions.complete: {"@buyer", *BUYERS},
            actions.place_order: {"@buyer", *BUYERS}, actions.add_quote: {"@buyer", *BUYERS}, actions.choose_route: {"@buyer", *BUYERS},
            actions.correct: {"@requested_by"}, actions.ask_again: {"@buyer", *BUYERS}, actions.give_to: {"@buyer", *BUYERS, *LEADERS},
            actions.withdraw: {"@requested_by", *OFFICE},
        },
    ),
))  # fmt: skip

REQUEST_LINE = register.add(RecordType(
    key="procurement.request_line", path="procurement/request-lines", model=RequestLine, icon="list", happened="request__asked_at",
    list_page=ListPage(columns=("words", "spec", "quantity", "unit", "unit_price", "goods", "catalogue", "request"), filters=("goods", "item")),
    facts=("request", "words", "spec", "item", "quantity", "unit", "unit_price", "goods", "class_code", "catalogue"),
    api=Api(read=("request", "words", "spec", "item", "quantity", "unit", "unit_price", "goods", "class_code", "catalogue")),
    access=Access(
        view=SEES | {"@requested_by"}, scope={"campus": "request__campus_id"}, relations={"requested_by": "request__requested_by_id"}
    ),
))  # fmt: skip

APPROVAL = register.add(RecordType(
    key="procurement.approval", path="procurement/approvals", model=Approval, icon="circle-check", group=GROUP, attachments=True,
    list_page=ListPage(
        columns=("request__title", "name", "request__amount", "request__requested_by", "state", "said", "decided_by", "decided_at", "request"),
        filters=("state", "campus", "needs_minutes", "decided_by"),
    ),
    facts=(
        "request", "name", "because", "post", "approver", "state", "said", "decided_by", "decided_at", "handed_told", "is_signed", "needs_minutes",
        "waiting_since",
    ),
    api=Api(read=("request", "round", "step", "name", "post", "approver", "state", "said", "decided_by", "decided_at", "needs_minutes")),
    access=Access(
        view=SEES_PRICES | {"@approver", "@post", "@asker"}, scope={"campus": "campus_id"},
        relations={"approver": "approver_id", "post": "post", "asker": "request__requested_by_id"},
        verbs={verb: {"@approver", "@post"} for verb in (actions.agree, actions.send_back, actions.reject, actions.hand_over)},
    ),
))  # fmt: skip

QUOTE = register.add(RecordType(
    key="procurement.quote", path="procurement/quotes", model=Quote, icon="bookmark", attachments=True,
    list_page=ListPage(columns=("supplier", "total", "delivery_days", "terms", "is_chosen", "quoted_on",
        "request"), filters=("supplier", "is_chosen", "quoted_on")),
    facts=("request", "supplier", "total", "quoted_on", "delivery_days", "terms", "is_chosen"),
    related=(Related(record="procurement.quote_line", link="quote", title="逐项报价"),),
    api=Api(read=("request", "supplier", "total", "quoted_on", "delivery_days", "terms", "is_chosen")),
    access=Access(view=SEES_PRICES, scope={"campus": "campus_id"}, verbs={actions.drop_quote: BUYERS}),
))  # fmt: skip

QUOTE_LINE = register.add(RecordType(
    key="procurement.quote_line", path="procurement/quote-lines", model=QuoteLine, icon="list",
    list_page=ListPage(columns=("line", "unit_price", "brand", "quote__supplier")),
    facts=("quote", "line", "unit_price", "brand"),
    api=Api(read=("quote", "line", "unit_price", "brand")),
    access=Access(view=SEES_PRICES, scope={"campus": "quote__campus_id"}),
))  # fmt: skip

ORDER = register.add(RecordType(
    key="procurement.order", path="procurement/orders", model=Order, icon="truck", group=GROUP, number="DD-{year}-{n:05}", happened="ordered_on",
    attachments=True,
    list_page=ListPage(
        columns=("title", "supplier", "alarm", "state", "total", "due_on", "campus", "ordered_on", "number"),
        filters=("state", "supplier", "campus", "fund", "route", "ordered_on", "due_on"), search=("number", "title"),
    ),
    facts=(
        "title", "request", "supplier", "total", "accepted_total", "ordered_on", "due_on", "fund", "campus", "route", "buyer", "acceptor", "quote_count",
        "highest", "saved", "chosen_because", "ended_because",
    ),
    related=(
        Related(record="procurement.order_line", link="order", title="明细"), Related(record="procurement.acceptance", link="order", title="验收"),
        Related(record="procurement.packet", link="order", title="报销材料"),
    ),
    api=Api(
        read=("number", "request", "title", "supplier", "campus", "fund", "route", "state", "ordered_on", "due_on",
            "total", "accepted_total", "saved", "is_lowest", "chosen_because"),
    ),
    access=Access(
        view=SEES | {"@acceptor", "@requested_by"}, scope={"campus": "campus_id"},
        relations={"acceptor": "acceptor_id", "requested_by": "requested_by_id", "buyer": "buyer_id"},
        verbs={
            actions.accept: {"@acceptor", Post.OFFICER, *KEEPERS}, actions.tell_arrived: {"@buyer", *BUYERS},
            actions.end_rest: {"@buyer", *BUYERS},
        },
    ),
))  # fmt: skip

ORDER_LINE = register.add(RecordType(
    key="procurement.order_line", path="procurement/order-lines", model=OrderLine, icon="list", happened="order__ordered_on",
    list_page=ListPage(columns=("words", "quantity", "unit", "unit_price", "accepted", "refused", "short", "open",
        "order"), filters=("goods", "item")),
    facts=("order", "words", "spec", "brand", "item", "goods", "class_code", "quantity", "unit", "unit_price",
        "accepted", "refused", "short", "open"),
    api=Api(read=("order", "words", "spec", "brand", "item", "goods", "quantity", "unit", "unit_price", "accepted", "refused", "short")),
    access=Access(
        view=SEES | {"@acceptor"}, scope={"campus": "order__campus_id"}, relations={"acceptor": "order__acceptor_id"}
    ),
))  # fmt: skip

ACCEPTANCE = register.add(RecordType(
    key="procurement.acceptance", path="procurement/acceptances", model=Acceptance, icon="clipboard-check", group=GROUP, number="YS-{year}-{n:05}",
    happened="accepted_at", attachments=True,
    list_page=ListPage(
        columns=("title", "supplier", "value", "accepted_by", "witness", "accepted_at", "has_refused", "order", "number"),
        filters=("supplier", "campus", "has_refused", "is_signed", "accepted_at"), search=("number", "title"),
    ),
    facts=("title", "order", "supplier", "value", "store", "place", "accepted_by", "witness", "accepted_at", "points", "said", "is_signed"),
    related=(Related(record="procurement.acceptance_line", link="acceptance", title="逐项"),),
    prints=(Print(template="procurement/acceptance_a4.html", title="验收单"),),
    api=Api(read=("number", "order", "supplier", "value", "store", "accepted_by", "witness", "accepted_at", "points", "said", "has_refused")),
    access=Access(
        view=SEES | {"@accepted_by", "@witness"}, scope={"campus": "campus_id"},
        relations={"accepted_by": "accepted_by_id", "witness": "witness_id"}, verbs={actions.sign: {"@accepted_by"}},
    ),
))  # fmt: skip

ACCEPTANCE_LINE = register.add(RecordType(
    key="procurement.acceptance_line", path="procurement/acceptance-lines", model=AcceptanceLine, icon="list", happened="accepted_at",
    list_page=ListPage(
        columns=("words", "accepted", "unit", "value", "refused", "short", "reason", "batch", "expires_on", "booked", "supplier", "acceptance"),
        filters=("goods", "supplier", "fund", "campus", "accepted_at"),
    ),
    facts=("acceptance", "words", "accepted", "refused", "short", "reason", "unit", "value", "batch", "expires_on",
        "booked", "supplier", "fund", "accepted_at"),
    api=Api(read=("acceptance", "words", "item", "goods", "accepted", "refused", "short", "unit", "value", "batch",
        "expires_on", "booked", "supplier", "fund", "accepted_at")),
    access=Access(view=SEES, scope={"campus": "campus_id"}),
))  # fmt: skip

PACKET = register.add(RecordType(
    key="procurement.packet", path="procurement/packets", model=Packet, icon="file-text", group=GROUP, number="BX-{year}-{n:05}",
    happened="opened_at", attachments=True,
    list_page=ListPage(
        columns=("title", "papers", "amount", "supplier", "state", "fund", "campus", "opened_at", "number"),
        filters=("state", "is_complete", "campus", "fund", "supplier", "opened_at"), search=("number", "title", "invoice_number"),
    ),
    facts=(
        "title", "papers", "order", "supplier", "fund", "amount", "invoice_number", "invoice_on", "invoice_amount", "sent_back_because", "buyer", "paid_amount",
        "paid_at", "paid_by", "voucher",
    ),
    prints=(Print(template="procurement/packet_a4.html", title="报销材料"),),
    api=Api(
        read=("number", "order", "title", "supplier", "fund", "campus", "state", "amount", "missing", "is_complete",
            "invoice_number", "invoice_amount", "paid_at", "paid_amount"),
    ),
    access=Access(
        view=SEES_PRICES | {"@buyer"}, scope={"campus": "campus_id"}, relations={"buyer": "buyer_id"},
        verbs={actions.file_invoice: {"@buyer", *BUYERS}, actions.pay: {Post.ACCOUNTANT}, actions.send_papers_back: {Post.ACCOUNTANT}},
    ),
))  # fmt: skip
