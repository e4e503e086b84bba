from houqin.areas.suppliers import actions
from houqin.areas.suppliers.models import Complaint, Contract, ContractLine, Fund, Licence, Payment, Score, Supplier
from houqin.foundation.posts import EVERYONE, OFFICE, OVERSIGHT, STAFF, Post
from houqin.kernel.declare import Access, Api, ListPage, RecordType, Related, Section, Sheet, register

GROUP = "供应商与合同"
MASTERS = OFFICE
"""Who writes the list of suppliers: the office, never the buyer."""
MONEY = frozenset({Post.BUYER, Post.ACCOUNTANT})
DEALERS = OFFICE | MONEY | {Post.STOREKEEPER, Post.ASSET_KEEPER, Post.REPAIRER, Post.INSPECTOR, Post.CANTEEN_MANAGER}
"""Who deals with firms in daily work."""
SEES_CONTRACTS = OFFICE | OVERSIGHT | MONEY | {Post.INSPECTOR, "@manager"}
SIGNERS = frozenset({Post.PRINCIPAL, Post.DIRECTOR})
DRAFTERS = OFFICE | {Post.BUYER}

FUND = register.add(RecordType(
    key="suppliers.fund", path="funds", model=Fund, icon="bookmark", group="设置",
    list_page=ListPage(columns=("name", "code", "budget", "is_active"), filters=("is_active",), search=("name", "code"), order="code"),
    form=(Section(title="经费来源", fields=("name", "code", "budget", "is_active")),),
    sheet=Sheet(key=("code",), columns=("code", "name", "budget", "is_active")),
    api=Api(read=("code", "name", "is_active")),
    access=Access(
        view=EVERYONE, add={Post.DIRECTOR, Post.ADMIN, Post.ACCOUNTANT}, change={Post.DIRECTOR, Post.ADMIN, Post.ACCOUNTANT},
        delete={Post.DIRECTOR, Post.ADMIN},
    ),
))  # fmt: skip

SUPPLIER = register.add(RecordType(
    key="suppliers.supplier", path="suppliers", model=Supplier, icon="truck", group=GROUP, prepare=actions.prepare_supplier, attachments=True,
    list_page=ListPage(
        columns=("name", "trade", "kind", "score_told", "contact", "phone", "state"), filters=("kind", "state", "is_active", "average"),
        search=("name", "trade", "contact"), pinyin=("name",), order="name",
    ),
    form=(Section(title="供应商", fields=("name", "kind", "trade", "contact", "phone", "address", "credit_code", "is_active")),),
    facts=("score_told", "barred_on", "barred_because"),
    related=(
        Related(record="suppliers.licence", link="supplier", title="证照"),
        Related(record="suppliers.contract", link="supplier", title="合同"),
        Related(record="suppliers.complaint", link="supplier", title="投诉"),
        Related(record="suppliers.score", link="supplier", title="评分"),
    ),
    sheet=Sheet(key=("name",), columns=("name", "kind", "trade", "contact", "phone", "address", "credit_code", "is_active")),
    api=Api(
        read=("name", "kind", "trade", "contact", "phone", "address", "credit_code", "is_active", "state", "barred_because", "average"),
        write=("name", "kind", "trade", "contact", "phone", "address", "credit_code", "is_active"),
    ),
    access=Access(
        view=DEALERS | OVERSIGHT, add=MASTERS, change=MASTERS, delete=MASTERS,
        verbs={actions.score: OFFICE, actions.bar: SIGNERS, actions.clear: SIGNERS},
    ),
))  # fmt: skip

SCORE = register.add(RecordType(
    key="suppliers.score", path="supplier-scores", model=Score, icon="star", group=GROUP, happened="given_at",
    list_page=ListPage(columns=("supplier", "points", "said", "about", "given_by", "given_at"), filters=("supplier", "points", "given_at")),
    facts=("supplier", "points", "said", "about", "given_by", "given_at"),
    api=Api(read=("supplier", "points", "said", "about", "given_at")),
    access=Access(view=DEALERS | OVERSIGHT),
))  # fmt: skip

LICENCE = register.add(RecordType(
    key="suppliers.licence", path="licences", model=Licence, icon="shield-check", group=GROUP, attachments=True,
    list_page=ListPage(
        columns=("name", "supplier", "expires_on", "alarm", "state", "code"), filters=("state", "supplier", "is_required", "expires_on"),
        search=("name", "code"), order="expires_on",
    ),
    form=(Section(title="证照", fields=("supplier", "name", "code", "issued_on", "expires_on", "is_required")),),
    sheet=Sheet(key=("supplier__name", "name", "code"), columns=("supplier__name", "name", "code", "issued_on", "expires_on", "is_required")),
    api=Api(read=("supplier", "name", "code", "issued_on", "expires_on", "state")),
    access=Access(
        view=DEALERS | OVERSIGHT, add=MASTERS, change=MASTERS, delete=MASTERS,
        verbs={actions.replace: MASTERS, actions.move_licence: ()},
    ),
))  # fmt: skip

CONTRACT = register.add(RecordType(
    key="suppliers.contract", path="contracts", model=Contract, icon="file-text", group=GROUP, number="HT-{year}-{n:04}", attachments=True,
    prepare=actions.prepare_contract, made_by=actions.draft,
    list_page=ListPage(
        columns=("title", "supplier", "kind", "amount", "ends_on", "alarm", "state", "number"),
        filters=("state", "kind", "supplier", "campus", "fund", "manager", "ends_on", "signed_on"), search=("number", "title", "paper_number"),
    ),
    form=(
        Section(title="合同", fields=("title", "supplier", "kind", "amount", "starts_on", "ends_on", "campus")),
        Section(title="经费与责任", fields=("fund", "manager", "paper_number", "is_public", "meeting_number")),
    ),
    facts=(
        "drafted_by", "signed_on", "notice_due_on", "published_on", "published_in", "renewed_from", "end_said", "ended_on",
    ),
    related=(
        Related(record="suppliers.contract_line", link="contract", title="包含什么"),
        Related(record="suppliers.payment", link="contract", title="怎么付款"),
    ),
    sheet=Sheet(
        key=("number",),
        columns=("number", "title", "supplier__name", "kind", "amount", "starts_on", "ends_on", "fund__code", "meeting_number", "state", "signed_on"),
    ),
    api=Api(
        read=("number", "title", "supplier", "kind", "amount", "starts_on", "ends_on", "campus", "fund", "manager", "state", "signed_on", "renewed_from"),
        write=("title", "supplier", "kind", "amount", "starts_on", "ends_on", "campus", "fund", "manager"),
    ),
    access=Access(
        view=SEES_CONTRACTS, add=DRAFTERS, change=OFFICE,
        relations={"manager": "manager_id"},
        verbs={
            actions.draft: DRAFTERS, actions.sign: SIGNERS, actions.add_line: DRAFTERS, actions.add_payment: DRAFTERS,
            actions.publish: DRAFTERS, actions.renew: DRAFTERS, actions.let_end: OFFICE, actions.draft_again: DRAFTERS,
            actions.cancel: SIGNERS, actions.move_contract: (),
        },
    ),
))  # fmt: skip

CONTRACT_LINE = register.add(RecordType(
    key="suppliers.contract_line", path="contract-lines", model=ContractLine, icon="list", group=GROUP,
    list_page=ListPage(columns=("what", "contract", "quantity", "unit", "unit_price", "amount"), search=("what",)),
    facts=("contract", "what", "quantity", "unit", "unit_price", "amount"),
    api=Api(read=("contract", "what", "quantity", "unit", "unit_price", "amount")),
    access=Access(view=OFFICE | OVERSIGHT | MONEY | {Post.INSPECTOR}, verbs={actions.drop_line: DRAFTERS}),
))  # fmt: skip

PAYMENT = register.add(RecordType(
    key="suppliers.payment", path="contract-payments", model=Payment, icon="calendar", group=GROUP, attachments=True,
    list_page=ListPage(
        columns=("what", "contract", "amount", "due_on", "state", "paid_on", "voucher"),
        filters=("state", "contract", "due_on", "paid_on"), search=("what", "voucher"), order="due_on",
    ),
    facts=(
        "contract", "what", "amount", "due_on", "needs_acceptance", "accepted_on", "accepted_by", "accepted_said", "paid_on", "paid_by", "voucher",
    ),
    api=Api(read=("contract", "what", "amount", "due_on", "state", "accepted_on", "paid_on", "voucher")),
    access=Access(
        view=OFFICE | OVERSIGHT | MONEY | {"@manager"},
        relations={"manager": "contract__manager_id"},
        verbs={
            actions.accept_work: {"@manager", *OFFICE}, actions.reject_work: {"@manager", *OFFICE}, actions.pay: {Post.ACCOUNTANT},
            actions.fall_due: OFFICE, actions.drop_payment: DRAFTERS,
        },
    ),
))  # fmt: skip

COMPLAINT = register.add(RecordType(
    key="suppliers.complaint", path="supplier-complaints", model=Complaint, icon="message", group=GROUP, number="TS-{year}-{n:04}",
    happened="happened_at", prepare=actions.prepare_complaint, attachments=True,
    list_page=ListPage(
        columns=("what", "supplier", "happened_at", "due_on", "state", "points", "number"), filters=("state", "supplier", "happened_at"),
        search=("number", "what"),
    ),
    form=(Section(title="投诉", fields=("supplier", "what", "contract", "happened_at")),),
    facts=("complained_by", "due_on", "answer", "points", "answered_on"),
    api=Api(read=("number", "supplier", "what", "happened_at", "state", "answer", "points"), write=("supplier", "what", "happened_at")),
    access=Access(
        view=OFFICE | OVERSIGHT | MONEY | {"@complainer"}, add=DEALERS & STAFF, change={Post.DIRECTOR, Post.OFFICER},
        relations={"complainer": "complained_by_id"}, verbs={actions.answer: OFFICE},
    ),
))  # fmt: skip
