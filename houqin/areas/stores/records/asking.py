from houqin.areas.stores import actions
from houqin.areas.stores.models import IssueList, Quota, Requisition, RequisitionLine
from houqin.areas.stores.posts import KEEPERS, VIEWERS
from houqin.areas.stores.records.stock import SETTINGS, STOCK
from houqin.foundation.posts import EVERYONE, OFFICE, OVERSIGHT, STAFF, Post
from houqin.kernel.declare import Access, Api, ListPage, Print, RecordType, Related, Section, Sheet, register

SEES_REQUESTS = KEEPERS | OVERSIGHT | {Post.ACCOUNTANT, "@asker", "@taker", "@teacher", "@keeper"}

QUOTA = register.add(RecordType(
    key="stores.quota", path="stores/quotas", model=Quota, icon="adjustments", group=SETTINGS,
    list_page=ListPage(columns=("item", "audience", "quantity", "per", "school_class", "department", "person"), filters=("audience", "item"), order="item"),
    form=(Section(title="定额", fields=("item", "audience", "quantity", "per", "school_class", "department", "person")),),
    sheet=Sheet(
        key=("item__code", "audience", "school_class__name", "department__name", "person__staff_number"),
        columns=("item__code", "item__name", "audience", "quantity", "per", "school_class__name", "department__name", "person__staff_number"),
    ),
    api=Api(read=("item", "audience", "quantity", "per", "school_class", "department", "person")),
    access=Access(view=EVERYONE, add=OFFICE, change=OFFICE, delete=OFFICE),
))  # fmt: skip

REQUISITION = register.add(RecordType(
    key="stores.requisition", path="stores/requisitions", model=Requisition, icon="clipboard-check", group=STOCK, happened="asked_at",
    attachments=True, made_by=actions.ask,
    list_page=ListPage(
        columns=("summary", "to_whom", "state", "needed_on", "over", "asked_at", "purpose", "number"),
        filters=("state", "store", "campus", "school_class", "department", "person", "issue_list", "asked_at"), search=("number", "summary", "purpose"),
    ),
    facts=(
        "summary", "to_whom", "store", "purpose", "needed_on", "over", "asked_by", "asked_at", "approved_by", "approved_at", "decided", "issued_by",
        "issued_at", "slip", "signed_by", "signed_at", "issue_list",
    ),
    prints=(Print(template="stores/requisition_a4.html", title="领用单"),),
    related=(Related(record="stores.requisition_line", link="requisition", title="申领 · 批准 · 实发"),),
    api=Api(read=(
        "number", "store", "school_class", "department", "person", "summary", "purpose", "needed_on", "over", "state", "asked_at", "approved_at",
        "issued_at", "signed_at", "signed_by",
    )),
    access=Access(
        view=SEES_REQUESTS, scope={"campus": "campus_id"},
        relations={
            "asker": "asked_by_id", "taker": "person_id", "teacher": "school_class__teacher_id", "keeper": "store__keeper_id",
        },
        verbs={
            actions.ask: STAFF, actions.hand_over: KEEPERS, actions.approve: OFFICE, actions.reject: OFFICE,
            actions.hand_out: KEEPERS | {"@keeper"},  # whoever keeps the store is asked; the office may, and is not
            actions.sign: {"@asker", "@taker", "@teacher"}, actions.withdraw: {"@asker", *OFFICE},
        },
    ),
))  # fmt: skip

REQUISITION_LINE = register.add(RecordType(
    key="stores.requisition_line", path="stores/requisition-lines", model=RequisitionLine, icon="list",
    list_page=ListPage(
        columns=("item", "requested", "approved", "issued", "item__unit", "cost", "requisition"),
        filters=("item", "item__category", "requisition__school_class", "requisition__department", "requisition__asked_at"),
    ),
    facts=("requisition", "item", "requested", "approved", "issued", "item__unit", "cost"),
    api=Api(read=("requisition", "item", "requested", "approved", "issued", "cost")),
    access=Access(
        view=SEES_REQUESTS, scope={"campus": "campus_id"},
        relations={
            "asker": "requisition__asked_by_id", "taker": "requisition__person_id", "teacher": "requisition__school_class__teacher_id",
            "keeper": "requisition__store__keeper_id",
        },
    ),
))  # fmt: skip

ISSUE_LIST = register.add(RecordType(
    key="stores.issue_list", path="stores/issue-lists", model=IssueList, icon="users", group=STOCK, made_by=actions.make_list,
    list_page=ListPage(columns=("title", "store", "issued_on", "state", "number"), filters=("state", "store"), search=("title", "number")),
    facts=("title", "store", "issued_on", "progress", "number", "campus"),
    prints=(Print(template="stores/issue_list_a4.html", title="发放单"),),
    related=(Related(record="stores.requisition", link="issue_list", title="各班"),),
    api=Api(read=("number", "title", "store", "issued_on", "state")),
    access=Access(view=VIEWERS, scope={"campus": "campus_id"}, verbs={actions.make_list: OFFICE, actions.hand_out_all: KEEPERS}),
))  # fmt: skip
