from houqin.areas.repairs import actions
from houqin.areas.repairs.doors import LINK_HOLDER, SCANNER
from houqin.areas.repairs.models import RepairOrder, WorkKind, WorkLine
from houqin.foundation.posts import EVERYONE, OFFICE, OVERSIGHT, Post
from houqin.kernel.declare import Access, Api, ListPage, Print, RecordType, Related, Section, Sheet, register

WORK_KIND = register.add(RecordType(
    key="repairs.work_kind",
    path="repairs/work-kinds",
    model=WorkKind,
    icon="list",
    group="设置",
    list_page=ListPage(
        columns=("name", "unit", "trade", "part", "usual_minutes", "is_active"), filters=("trade", "is_active"), search=("name", "words", "part"),
        order="code",
    ),
    form=(Section(title="工作项", fields=("name", "unit", "trade", "part", "usual_minutes", "words", "code", "is_active")),),
    sheet=Sheet(key=("code",), columns=("code", "name", "unit", "trade", "part", "words", "usual_minutes", "is_active")),
    api=Api(read=("code", "name", "unit", "trade", "part", "words", "usual_minutes", "is_active")),
    access=Access(view=EVERYONE, add=OFFICE, change=OFFICE, delete=OFFICE, verbs={actions.install_catalogue: OFFICE}),
))  # fmt: skip

ORDER = register.add(RecordType(
    key="repairs.order",
    path="repairs/orders",
    model=RepairOrder,
    icon="tool",
    group="维修",
    number="WX-{year}-{n:05}",
    happened="reported_at",
    offline=True,
    prepare=actions.prepare_order,
    attachments=True,
    list_page=ListPage(
        columns=("fault", "place", "alarm", "trade", "state", "worker", "reported_at", "number"),
        filters=("state", "trade", "campus", "is_urgent", "worker", "contractor", "asset", "needs_papers", "due_on", "reported_at"),
        search=("number", "fault"),
        order="-is_pressing",
    ),
    form=(Section(title="报修", fields=("place", "fault", "asset", "trade", "is_urgent", "reported_at")),),
    facts=(
        "trade_hint", "campus", "reporter_name", "reporter_phone", "worker", "contractor", "due_on", "assigned_at", "finished_at", "minutes", "note",
        "cost_told", "quotes", "reimbursement", "papers_told", "accepted_at", "accepted_by", "rating", "reopened_told", "dropped_because",
        "duplicate_of",
    ),
    prints=(Print(template="repairs/order_a4.html", title="维修单"),),
    related=(Related(record="repairs.work_line", link="order", title="做了什么"),),
    sheet=Sheet(key=("number",), columns=("number", "place__code", "fault", "trade", "is_urgent", "reported_at", "state")),
    api=Api(
        read=(
            "number", "place", "asset", "fault", "trade", "trade_hint", "is_urgent", "state", "reported_at", "worker", "contractor", "due_on", "assigned_at",
            "finished_at", "minutes", "cost", "materials_cost", "note", "accepted_at", "rating", "reopened_count",
        ),
        write=("place", "asset", "fault", "trade", "is_urgent"),
    ),
    access=Access(
        view=OFFICE | OVERSIGHT | {Post.REPAIRER, Post.INSPECTOR, "@reporter", "@worker"},
        add=(EVERYONE - OVERSIGHT) | {SCANNER, "@reporter"},
        change=OFFICE,
        scope={"campus": "campus_id", "place": "place_id", "order": "id"},
        relations={"reporter": "reported_by_id", "worker": "worker_id"},
        masks={"reporter_phone": OFFICE | {Post.REPAIRER}},
        verbs={
            actions.report: {SCANNER},
            actions.assign: OFFICE,
            actions.take: {Post.REPAIRER},
            actions.finish: {"@worker", *OFFICE},
            actions.accept: {LINK_HOLDER, "@reporter", *OFFICE},
            actions.accept_unanswered: (),
            actions.reopen: {LINK_HOLDER, "@reporter", *OFFICE},
            actions.reassign: OFFICE,
            actions.ask_to_buy: {"@worker", *OFFICE},
            actions.ask_for_firm: OFFICE,
            actions.note_purchase: (),
            actions.complete_papers: OFFICE,
            actions.note_quotes: OFFICE,
            actions.merge: OFFICE,
            actions.reject: OFFICE,
            actions.withdraw: {LINK_HOLDER, "@reporter", *OFFICE},
        },
    ),
))  # fmt: skip

WORK_LINE = register.add(RecordType(
    key="repairs.work_line",
    path="repairs/work-lines",
    model=WorkLine,
    icon="clipboard-check",
    group="维修",
    happened="done_at",
    list_page=ListPage(columns=("order", "kind", "quantity", "trade", "done_at"), filters=("kind", "trade", "campus", "done_at")),
    facts=("order", "kind", "quantity", "trade", "campus", "done_at"),
    api=Api(read=("order", "kind", "quantity", "trade", "done_at")),
    access=Access(view=OFFICE | OVERSIGHT | {Post.REPAIRER}, scope={"campus": "campus_id"}),
))  # fmt: skip
