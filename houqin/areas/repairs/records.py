from houqin.areas.repairs import actions
from houqin.areas.repairs.models import RepairOrder, WorkKind, WorkLine
from houqin.foundation.posts import EVERYONE, OFFICE, OVERSIGHT, Post
from houqin.kernel.declare import Access, Api, ListPage, RecordType, Related, Section, Sheet, register

DISPATCHERS = OFFICE

WORK_KIND = register.add(RecordType(
    key="repairs.work_kind",
    path="repairs/work-kinds",
    model=WorkKind,
    icon="list",
    group="设置",
    list_page=ListPage(columns=("name", "unit", "trade", "is_active"), filters=("trade", "is_active"), search=("name", "words"), order="name"),
    form=(Section(title="工作项", fields=("code", "name", "unit", "trade", "words", "is_active")),),
    sheet=Sheet(key=("code",), columns=("code", "name", "unit", "trade", "words")),
    api=Api(read=("code", "name", "unit", "trade")),
    access=Access(view=EVERYONE, add=OFFICE, change=OFFICE, delete=OFFICE),
))  # fmt: skip

ORDER = register.add(RecordType(
    key="repairs.order",
    path="repairs/orders",
    model=RepairOrder,
    icon="tool",
    group="维修",
    number="WX-{year}-{n:05}",
    happened="reported_at",
    prepare=actions.prepare_order,
    attachments=True,
    list_page=ListPage(
        columns=("number", "place", "fault", "trade", "state", "worker", "reported_at"),
        filters=("state", "trade", "campus", "worker", "reported_at"),
        search=("number", "fault"),
    ),
    form=(Section(title="报修", fields=("place", "fault", "trade", "is_urgent", "reported_at")),),
    facts=("campus", "reporter_name", "worker", "contractor", "due_on", "finished_at", "minutes", "cost", "rating", "reopened_count"),
    related=(Related(record="repairs.work_line", link="order", title="做了什么"),),
    sheet=Sheet(key=("number",), columns=("number", "place__code", "fault", "trade", "is_urgent", "reported_at", "state")),
    api=Api(
        read=("number", "place", "fault", "trade", "is_urgent", "state", "reported_at", "worker", "due_on", "finished_at", "cost", "rating"),
        write=("place", "fault", "trade", "is_urgent"),
    ),
    access=Access(
        view=OFFICE | OVERSIGHT | {Post.REPAIRER, Post.INSPECTOR, "@reporter", "@worker"},
        add=EVERYONE - OVERSIGHT,
        change=OFFICE,
        scope={"campus": "campus_id"},
        relations={"reporter": "reported_by_id", "worker": "worker_id"},
        verbs={
            actions.assign: DISPATCHERS,
            actions.finish: {"@worker", *DISPATCHERS},
            actions.accept: {"@reporter", *DISPATCHERS},
            actions.reopen: {"@reporter", *DISPATCHERS},
            actions.withdraw: {"@reporter", *DISPATCHERS},
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
