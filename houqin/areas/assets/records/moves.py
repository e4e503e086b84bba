from houqin.areas.assets import actions
from houqin.areas.assets.models import Disposal, DisposalLine, DisposalStep, Loan, Transfer, TransferLine
from houqin.areas.assets.records.posts import KEEPERS, LEADERS_OFFICE, MONEY, SEE
from houqin.foundation.posts import Post
from houqin.kernel.declare import Access, Api, ListPage, Print, RecordType, Related, register

TRANSFER = register.add(RecordType(
    key="assets.transfer",
    path="assets/transfers",
    model=Transfer,
    icon="arrow-right",
    group="资产",
    number="DB-{year}-{n:05}",
    made_by=actions.ask_transfer,
    attachments=True,
    list_page=ListPage(
        columns=("to_place", "giver", "taker", "reason", "state", "asked_on", "number"), filters=("state", "campus", "giver", "taker", "asked_on"),
        search=("number", "reason"),
    ),
    facts=(
        "things_told", "reason", "giver", "from_department", "taker", "to_department", "to_place", "asked_by", "asked_on", "given_at", "taken_at",
        "refused_because",
    ),
    related=(Related(record="assets.transfer_line", link="transfer", title="东西"),),
    prints=(Print(template="assets/transfer_a4.html", title="资产调拨单"),),
    api=Api(read=("number", "reason", "giver", "taker", "to_place", "to_department", "state", "asked_on", "given_at", "taken_at")),
    access=Access(
        view=SEE | {"@giver", "@taker", "@asker"},
        scope={"campus": "campus_id"},
        relations={"giver": "giver_id", "taker": "taker_id", "asker": "asked_by_id"},
        verbs={
            actions.ask_transfer: KEEPERS | {Post.CLASS_TEACHER, Post.TEACHER},
            actions.agree_giving: {"@giver"},
            actions.agree_taking: {"@taker"},
            actions.refuse_transfer: KEEPERS | {"@giver", "@taker", "@asker"},
        },
    ),
))  # fmt: skip

TRANSFER_LINE = register.add(RecordType(
    key="assets.transfer_line",
    path="assets/transfer-lines",
    model=TransferLine,
    icon="list",
    list_page=ListPage(
        columns=("asset", "transfer", "transfer__to_place", "from_place", "from_keeper", "transfer__state"), filters=("campus", "asset", "transfer")
    ),
    facts=("asset", "transfer", "from_place", "from_keeper"),
    api=Api(read=("transfer", "asset", "from_place", "from_keeper")),
    access=Access(
        view=SEE | {"@giver", "@taker"}, scope={"campus": "campus_id"},
        relations={"giver": "transfer__giver_id", "taker": "transfer__taker_id"},
    ),
))  # fmt: skip

LOAN = register.add(RecordType(
    key="assets.loan",
    path="assets/loans",
    model=Loan,
    icon="arrow-back-up",
    group="资产",
    number="JY-{year}-{n:05}",
    happened="lent_at",
    attachments=True,
    list_page=ListPage(
        columns=("asset", "borrower", "alarm", "due_on", "state", "lent_at", "number"), filters=("state", "campus", "borrower", "asset", "due_on"),
        search=("number", "purpose"),
    ),
    facts=("asset", "borrower", "purpose", "lent_at", "due_on", "returned_at", "returned_said"),
    api=Api(read=("number", "asset", "borrower", "purpose", "lent_at", "due_on", "state", "returned_at")),
    access=Access(
        view=SEE | {"@borrower", "@custodian"},
        scope={"campus": "campus_id"},
        relations={"borrower": "borrower_id", "custodian": "asset__custodian_id"},
        verbs={actions.give_back: KEEPERS | {"@custodian"}, actions.extend_loan: KEEPERS | {"@custodian"}},
    ),
))  # fmt: skip

DISPOSAL = register.add(RecordType(
    key="assets.disposal",
    path="assets/disposals",
    model=Disposal,
    icon="trash",
    group="资产",
    number="CZ-{year}-{n:05}",
    made_by=actions.ask_disposal,
    attachments=True,
    list_page=ListPage(
        columns=("reason", "kind", "things", "gross", "route", "state", "asked_on", "number"),
        filters=("state", "kind", "route", "campus", "asked_on", "done_on"), search=("number", "reason"),
    ),
    facts=(
        "things_told", "kind", "reason", "early_reason", "things", "gross", "route", "route_because", "asked_by", "asked_on", "done_on",
        "proceeds", "proceeds_said", "wiped_said", "refused_because",
    ),
    related=(
        Related(record="assets.disposal_step", link="disposal", title="审批过程"),
        Related(record="assets.disposal_line", link="disposal", title="处置明细"),
    ),
    prints=(Print(template="assets/disposal_a4.html", title="资产处置审批表"),),
    api=Api(read=("number", "kind", "reason", "things", "gross", "route", "split_told", "state", "asked_on", "done_on", "proceeds")),
    access=Access(
        view=SEE | {"@asker", Post.REPAIRER},
        scope={"campus": "campus_id"},
        relations={"asker": "asked_by_id"},
        verbs={
            actions.ask_disposal: KEEPERS,
            actions.give_opinion: KEEPERS | {Post.REPAIRER, Post.CAMPUS_DIRECTOR},
            actions.agree_finance: {Post.ACCOUNTANT},
            actions.sign_off: {Post.PRINCIPAL},
            actions.note_meeting: {Post.PRINCIPAL, Post.OFFICER, Post.ASSET_KEEPER},
            actions.note_bureau: {Post.OFFICER, Post.ASSET_KEEPER},
            actions.note_treasury: {Post.OFFICER, Post.ASSET_KEEPER},
            actions.write_off: MONEY,
            actions.refuse_disposal: LEADERS_OFFICE | MONEY | {"@asker"},
        },
    ),
))  # fmt: skip

DISPOSAL_LINE = register.add(RecordType(
    key="assets.disposal_line",
    path="assets/disposal-lines",
    model=DisposalLine,
    icon="list",
    list_page=ListPage(
        columns=("asset", "value", "accumulated", "net", "disposal__kind", "disposal__state", "done_on", "disposal"),
        filters=("campus", "asset", "disposal", "is_done", "done_on"),
    ),
    facts=("asset", "disposal", "value", "accumulated", "net", "done_on"),
    api=Api(read=("disposal", "asset", "value", "accumulated", "is_done", "done_on")),
    access=Access(view=SEE, scope={"campus": "campus_id"}),
))  # fmt: skip

DISPOSAL_STEP = register.add(RecordType(
    key="assets.disposal_step",
    path="assets/disposal-steps",
    model=DisposalStep,
    icon="route",
    happened="at",
    list_page=ListPage(columns=("kind", "said", "letter", "letter_on", "person", "at", "disposal"), filters=("kind", "campus", "disposal")),
    facts=("disposal", "kind", "said", "letter", "letter_on", "person", "at"),
    api=Api(read=("disposal", "kind", "said", "letter", "letter_on", "person", "at")),
    access=Access(view=SEE, scope={"campus": "campus_id"}),
))  # fmt: skip
