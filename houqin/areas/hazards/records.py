from houqin.areas.hazards import actions
from houqin.areas.hazards.models import Hazard
from houqin.foundation.posts import OFFICE, OVERSIGHT, STAFF, Post
from houqin.kernel.declare import Access, Api, ListPage, RecordType, Section, Sheet, register

CHECKERS = OFFICE | {Post.INSPECTOR}

HAZARD = register.add(RecordType(
    key="hazards.hazard",
    path="hazards",
    model=Hazard,
    icon="alert-triangle",
    group="隐患",
    number="YH-{year}-{n:05}",
    happened="found_at",
    prepare=actions.prepare_hazard,
    made_by=actions.report,
    attachments=True,
    offline=True,
    list_page=ListPage(
        columns=("what", "place", "level", "state", "owner", "due_at", "is_overdue", "number"),
        filters=("state", "level", "source", "campus", "owner", "escalation", "found_at"),
        search=("number", "what"),
    ),
    form=(
        Section(title="隐患", fields=("place", "what", "level", "source", "found_at")),
        Section(title="先做防护", fields=("protection",)),
    ),
    facts=(
        "campus", "found_by", "owner", "due_at", "is_overdue", "protected_at", "rectification", "reading", "rectified_at", "rectified_by", "hours",
        "reinspected_at", "reinspected_by", "reinspection", "rejected_count", "escalation", "escalated_at", "needs_outside", "outside_body",
        "letter_number", "letter_text", "order",
    ),
    sheet=Sheet(key=("number",), columns=("number", "place__code", "what", "level", "source", "found_at", "protection", "state")),
    api=Api(
        read=(
            "number", "place", "campus", "what", "level", "source", "state", "found_at", "found_by", "owner", "due_at", "protection",
            "rectification", "rectified_at", "reinspected_at", "escalation", "letter_number", "order",
        ),
        write=("place", "what", "level", "source", "found_at", "protection"),
    ),
    access=Access(
        view=CHECKERS | OVERSIGHT | {Post.GUARD, Post.REPAIRER, "@finder", "@owner"},
        add=STAFF,
        change=CHECKERS,
        scope={"campus": "campus_id"},
        relations={"finder": "found_by_id", "owner": "owner_id"},
        verbs={
            actions.report: STAFF,
            actions.assign: CHECKERS,
            actions.reassign: CHECKERS,
            actions.protect: {"@owner", "@finder", Post.GUARD, Post.REPAIRER, *CHECKERS},
            actions.rectify: {"@owner", *CHECKERS},
            actions.reinspect: CHECKERS,
            actions.reject_rectification: CHECKERS,
            actions.escalate: OFFICE,
            actions.to_repair_order: {"@owner", *CHECKERS},
            actions.withdraw: {"@finder", *OFFICE},
            actions.escalate_by_itself: (),
            actions.follow_order: (),
        },
    ),
))  # fmt: skip
