from houqin.areas.inspections import actions
from houqin.areas.inspections.models import (
    Checklist,
    ChecklistItem,
    ChecklistVersion,
    Finding,
    Inspection,
    PointVisit,
    Round,
    RoundPoint,
    Schedule,
)
from houqin.foundation.posts import EVERYONE, OFFICE, OVERSIGHT, STAFF, Post
from houqin.kernel.declare import Access, Api, ListPage, RecordType, Related, Section, Sheet, register

GROUP = "检查"
DOERS = OFFICE | {Post.INSPECTOR, "@assignee", "@doer", "@post"}
"""The named person, whoever holds the named post, the safety officer and the office."""
PLANNERS = OFFICE | {Post.INSPECTOR}
HANDLERS = OFFICE | {Post.INSPECTOR, Post.GUARD, "@finder"}

INSPECTION = register.add(RecordType(
    key="inspections.inspection", path="inspections", model=Inspection, icon="clipboard-check", group=GROUP, number="JC-{year}-{n:06}",
    happened="window_start", attachments=True, made_by=actions.begin,
    list_page=ListPage(
        columns=("number", "title", "campus", "state", "window_start", "window_end", "done_by", "fault_count", "is_late"),
        filters=("state", "checklist", "round", "campus", "done_by", "window_start", "campaign", "tier"), search=("number", "title", "note"),
    ),
    facts=(
        "checklist", "edition", "round", "schedule", "place", "campus", "assignee_post", "assignee", "tier", "campaign", "window_start", "window_end",
        "started_at", "finished_at", "done_by", "is_late", "missed_at", "reason", "note", "fault_count", "point_count", "visited_count",
        "too_fast_count",
    ),
    related=(
        Related(record="inspections.finding", link="inspection", title="异常项"),
        Related(record="inspections.point_visit", link="inspection", title="到点记录"),
    ),
    api=Api(read=(
        "number", "title", "checklist", "edition", "round", "place", "campus", "assignee_post", "assignee", "state", "window_start", "window_end",
        "started_at", "finished_at", "done_by", "is_late", "missed_at", "reason", "note", "answers", "rest_ok", "fault_count", "point_count",
        "visited_count", "too_fast_count", "campaign", "tier",
    )),
    access=Access(
        view=EVERYONE, scope={"campus": "campus_id"},
        relations={"assignee": "assignee_id", "doer": "done_by_id", "post": "assignee_post"},
        verbs={
            actions.begin: STAFF, actions.start: DOERS, actions.start_unheard: DOERS, actions.visit: DOERS, actions.finish: DOERS, actions.enter_late: DOERS,
            actions.excuse: PLANNERS, actions.miss: (),
        },
    ),
))  # fmt: skip

FINDING = register.add(RecordType(
    key="inspections.finding", path="inspection-findings", model=Finding, icon="alert-triangle", group=GROUP, happened="found_at",
    attachments=True,
    list_page=ListPage(
        columns=("item_text", "words", "place", "state", "is_critical", "found_at", "found_by"),
        filters=("state", "checklist", "campus", "is_critical", "found_at"), search=("item_text", "words"),
    ),
    facts=(
        "inspection", "checklist", "item_text", "said", "words", "place", "campus", "is_critical", "found_at", "found_by", "state", "handled",
        "hazard", "order",
    ),
    api=Api(read=(
        "inspection", "checklist", "item_code", "item_text", "said", "words", "place", "campus", "is_critical", "found_at", "found_by", "state",
        "handled", "hazard", "order",
    )),
    access=Access(
        view=PLANNERS | OVERSIGHT | {Post.GUARD, Post.REPAIRER, "@finder"}, scope={"campus": "campus_id"}, relations={"finder": "found_by_id"},
        verbs={actions.to_hazard: HANDLERS, actions.to_order: HANDLERS, actions.fixed_on_spot: HANDLERS},
    ),
))  # fmt: skip

POINT_VISIT = register.add(RecordType(
    key="inspections.point_visit", path="point-visits", model=PointVisit, icon="map-pin", group=GROUP, happened="visited_at",
    list_page=ListPage(
        columns=("inspection", "place", "visited_at", "proof", "walk_seconds", "too_fast", "visited_by"),
        filters=("campus", "proof", "too_fast", "visited_at"),
    ),
    facts=("inspection", "point", "place", "campus", "visited_at", "proof", "reason", "walk_seconds", "too_fast", "visited_by"),
    api=Api(read=("inspection", "place", "campus", "visited_at", "proof", "reason", "walk_seconds", "too_fast", "visited_by")),
    access=Access(view=PLANNERS | OVERSIGHT | {Post.GUARD}, scope={"campus": "campus_id"}),
))  # fmt: skip

SCHEDULE = register.add(RecordType(
    key="inspections.schedule", path="inspection-schedules", model=Schedule, icon="calendar", group=GROUP,
    list_page=ListPage(
        columns=("name", "campus", "recurrence", "windows", "assignee_post", "assignee", "is_active"),
        filters=("campus", "recurrence", "assignee_post", "is_active"), search=("name",), order="name",
    ),
    form=(
        Section(title="查什么", fields=("name", "campus", "checklist", "round", "place", "tier", "campaign")),
        Section(title="什么时候", fields=("recurrence", "windows", "weekdays", "times", "starts_on", "ends_on", "is_active")),
        Section(title="谁来查", fields=("assignee_post", "assignee")),
    ),
    sheet=Sheet(
        key=("campus__name", "name"),
        columns=(
            "campus__name", "name", "checklist__code", "round__name", "place__code", "recurrence", "windows", "weekdays", "times", "assignee_post",
            "starts_on", "ends_on", "is_active",
        ),
    ),
    api=Api(read=("name", "campus", "checklist", "round", "place", "recurrence", "windows", "assignee_post", "assignee", "starts_on", "is_active")),
    access=Access(view=EVERYONE, add=PLANNERS, change=PLANNERS, delete=OFFICE, scope={"campus": "campus_id"}),
))  # fmt: skip

ROUND = register.add(RecordType(
    key="inspections.round", path="rounds", model=Round, icon="route", group=GROUP,
    list_page=ListPage(columns=("name", "campus", "checklist", "is_active"), filters=("campus", "is_active"), search=("name",), order="name"),
    form=(Section(title="路线", fields=("name", "campus", "checklist", "is_active")),),
    related=(Related(record="inspections.round_point", link="round", title="点位"),),
    sheet=Sheet(key=("campus__name", "name"), columns=("campus__name", "name", "checklist__code", "is_active")),
    api=Api(read=("name", "campus", "checklist", "is_active")),
    access=Access(view=EVERYONE, add=PLANNERS, change=PLANNERS, delete=OFFICE, scope={"campus": "campus_id"}),
))  # fmt: skip

ROUND_POINT = register.add(RecordType(
    key="inspections.round_point", path="round-points", model=RoundPoint, icon="map-pin",
    list_page=ListPage(columns=("place", "round", "position", "least_seconds"), filters=("round",), order="position"),
    form=(Section(title="点位", fields=("round", "position", "place", "least_seconds")),),
    sheet=Sheet(key=("round__name", "position"), columns=("round__name", "position", "place__code", "least_seconds")),
    api=Api(read=("round", "position", "place", "least_seconds")),
    access=Access(view=EVERYONE, add=PLANNERS, change=PLANNERS, delete=PLANNERS, scope={"campus": "round__campus_id"}),
))  # fmt: skip

CHECKLIST = register.add(RecordType(
    key="inspections.checklist", path="checklists", model=Checklist, icon="list", group=GROUP, made_by=actions.draw_up,
    list_page=ListPage(columns=("title", "about", "is_shipped", "is_active"), filters=("is_shipped", "is_active"), search=("title", "about"), order="id"),
    form=(Section(title="检查表", fields=("title", "about", "is_active")),),
    facts=("code", "is_shipped"),
    related=(Related(record="inspections.checklist_version", link="checklist", title="版本"),),
    api=Api(read=("code", "title", "about", "is_shipped", "is_active")),
    access=Access(
        view=EVERYONE, change=PLANNERS,
        verbs={actions.draw_up: PLANNERS, actions.revise: PLANNERS, actions.install_checklists: PLANNERS},
    ),
))  # fmt: skip

CHECKLIST_VERSION = register.add(RecordType(
    key="inspections.checklist_version", path="checklist-versions", model=ChecklistVersion, icon="history",
    list_page=ListPage(columns=("checklist", "edition", "is_current", "why", "recorded_at"), filters=("checklist", "is_current")),
    facts=("checklist", "edition", "is_current", "why", "sources", "recorded_at"),
    related=(Related(record="inspections.checklist_item", link="edition", title="检查项"),),
    api=Api(read=("checklist", "edition", "is_current", "why")),
    access=Access(view=EVERYONE),
))  # fmt: skip

CHECKLIST_ITEM = register.add(RecordType(
    key="inspections.checklist_item", path="checklist-items", model=ChecklistItem, icon="check",
    list_page=ListPage(columns=("text", "kind", "unit", "low", "high", "is_required", "is_critical"), filters=("kind", "is_critical"), order="position"),
    facts=(
        "edition", "position", "text", "kind", "unit", "low", "high", "choices", "fault_choices", "is_required", "is_critical", "photo_when_fault",
        "hint", "source",
    ),
    api=Api(read=("edition", "position", "code", "text", "kind", "unit", "low", "high", "choices", "fault_choices", "is_required", "is_critical")),
    access=Access(view=EVERYONE),
))  # fmt: skip
