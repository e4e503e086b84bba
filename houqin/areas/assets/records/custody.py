from houqin.areas.assets import actions
from houqin.areas.assets.models import Compensation, Custody, PropertyLine, PropertySheet
from houqin.areas.assets.records.posts import KEEPERS, LEADERS_OFFICE, SEE
from houqin.foundation.posts import Post
from houqin.kernel.declare import Access, Api, ListPage, Print, RecordType, Section, register

CUSTODY = register.add(RecordType(
    key="assets.custody",
    path="assets/custody",
    model=Custody,
    icon="user",
    group="资产",
    made_by=actions.appoint,
    attachments=True,
    list_page=ListPage(columns=("person", "place", "since"), filters=("person", "campus"), order="id"),
    facts=("person", "scope_told", "since"),
    api=Api(read=("place", "person", "since")),
    access=Access(
        view=SEE | {"@person"}, scope={"campus": "campus_id"}, relations={"person": "person_id"},
        verbs={actions.appoint: KEEPERS, actions.hand_custody: KEEPERS, actions.end_custody: KEEPERS},
    ),
))  # fmt: skip

PROPERTY_SHEET = register.add(RecordType(
    key="assets.property_sheet",
    path="assets/property",
    model=PropertySheet,
    icon="clipboard-check",
    group="资产",
    number="QD-{year}-{n:05}",
    made_by=actions.draw_sheet,
    attachments=True,
    list_page=ListPage(
        columns=("place", "school_class", "keeper", "state", "due_on", "term", "number"),
        filters=("state", "term", "campus", "school_class", "keeper", "due_on", "checked_at"), search=("number",),
    ),
    facts=("place", "school_class", "keeper", "term", "due_on", "handed_at", "checked_at", "said"),
    prints=(Print(template="assets/sheet_a4.html", title="财产清单"),),
    api=Api(read=("number", "place", "school_class", "keeper", "term", "state", "due_on", "handed_at", "checked_at")),
    access=Access(
        view=SEE | {Post.CLASS_TEACHER, "@keeper"},
        scope={"campus": "campus_id", "class": "school_class_id"},
        relations={"keeper": "keeper_id"},
        verbs={
            actions.draw_sheet: KEEPERS,
            actions.draw_sheets: KEEPERS,
            actions.receive: {"@keeper", Post.CLASS_TEACHER},
            actions.check: {"@keeper", Post.CLASS_TEACHER},
        },
    ),
))  # fmt: skip

PROPERTY_LINE = register.add(RecordType(
    key="assets.property_line",
    path="assets/property-lines",
    model=PropertyLine,
    icon="list",
    list_page=ListPage(
        columns=("name", "sheet__place", "quantity", "missing", "damaged", "state", "said", "sheet"), filters=("state", "campus", "sheet"), search=("name",)
    ),
    facts=("sheet", "name", "asset", "quantity", "missing", "damaged", "said"),
    api=Api(read=("sheet", "name", "quantity", "missing", "damaged", "state", "said")),
    access=Access(
        view=SEE | {Post.CLASS_TEACHER, "@keeper"},
        scope={"campus": "campus_id", "class": "sheet__school_class_id"},
        relations={"keeper": "sheet__keeper_id"},
        verbs={actions.ask_compensation: KEEPERS, actions.excuse: KEEPERS},
    ),
))  # fmt: skip

COMPENSATION = register.add(RecordType(
    key="assets.compensation",
    path="assets/compensation",
    model=Compensation,
    icon="file-text",
    group="资产",
    number="PC-{year}-{n:05}",
    prepare=actions.prepare_compensation,
    attachments=True,
    list_page=ListPage(
        columns=("name", "payer", "amount", "why", "state", "due_on", "number"), filters=("state", "why", "campus", "school_class", "due_on", "paid_on"),
        search=("number", "payer", "name", "receipt"),
    ),
    form=(Section(title="赔偿", fields=("name", "why", "amount", "payer", "asset", "school_class", "campus", "due_on", "said")),),
    facts=("asked_on", "receipt", "paid_on", "received_by", "waived_because"),
    prints=(Print(template="assets/receipt_a4.html", title="收据"),),
    api=Api(read=("number", "name", "why", "amount", "payer", "asset", "state", "due_on", "receipt", "paid_on")),
    access=Access(
        view=SEE | {Post.CLASS_TEACHER},
        add=KEEPERS,
        scope={"campus": "campus_id", "class": "school_class_id"},
        verbs={actions.pay: {Post.ACCOUNTANT, Post.ASSET_KEEPER, Post.OFFICER}, actions.waive: LEADERS_OFFICE},
    ),
))  # fmt: skip
