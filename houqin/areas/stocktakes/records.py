from datetime import timedelta

from houqin.areas.stocktakes import actions
from houqin.areas.stocktakes.models import CountPlace, Finding, Scan, Stocktake
from houqin.areas.stocktakes.posts import COUNTERS, ORGANISERS, READERS
from houqin.foundation.posts import OVERSIGHT
from houqin.kernel.declare import Access, Api, ListPage, Print, RecordType, Related, Sheet, register

GROUP = "盘点"
CAMPUS = {"campus": "campus_id"}

STOCKTAKE = register.add(RecordType(
    key="stocktakes.stocktake",
    path="stocktakes",
    model=Stocktake,
    icon="clipboard-check",
    group=GROUP,
    number="PD-{year}-{n:04}",
    happened="started_at",
    made_by=actions.begin,
    attachments=True,
    list_page=ListPage(
        columns=("title", "kind", "extent", "campus", "line_count", "state", "due_on", "started_at", "number"),
        filters=("state", "kind", "extent", "campus", "started_at", "counted_at"), search=("number", "title"),
    ),
    facts=(
        "title", "kind", "extent", "share_told", "campus", "place", "department", "store", "is_blind", "line_count", "started_at", "started_by",
        "due_on", "counted_at", "closed_at", "closed_by", "said",
    ),
    prints=(Print(template="stocktakes/report_a4.html", title="盘点表"),),
    related=(
        Related(record="stocktakes.finding", link="stocktake", title="盘点明细"),
        Related(record="stocktakes.count_place", link="stocktake", title="盘点场所"),
    ),
    api=Api(
        read=(
            "number", "title", "kind", "extent", "campus", "place", "department", "store", "is_blind", "share", "state", "line_count", "started_at",
            "due_on", "counted_at", "closed_at", "said",
        ),
    ),
    access=Access(
        view=COUNTERS | OVERSIGHT,
        scope=CAMPUS,
        verbs={
            actions.begin: ORGANISERS,
            actions.join: COUNTERS,
            actions.finish_counting: ORGANISERS,
            actions.close: ORGANISERS,
            actions.decide_alike: ORGANISERS,
            actions.judge_again: ORGANISERS,
            actions.cancel: ORGANISERS,
            actions.decide: ORGANISERS,
        },
    ),
))  # fmt: skip

FINDING = register.add(RecordType(
    key="stocktakes.finding",
    path="stocktakes/findings",
    model=Finding,
    icon="search",
    group=GROUP,
    list_page=ListPage(
        columns=("name", "outcome", "state", "place", "found_place", "quantities_told", "value_told", "decision", "stocktake", "code"),
        filters=("stocktake", "outcome", "state", "decision", "campus", "counter", "judged_at"), search=("name", "code"),
    ),
    facts=(
        "stocktake", "code", "asset", "item", "batch", "place", "found_place", "outcome", "quantities_told", "difference", "value_told", "counter", "seen_at",
        "told", "decision", "decided_by", "decided_at", "said",
    ),
    sheet=Sheet(
        key=("stocktake__number", "code"),
        columns=(
            "stocktake__number", "code", "name", "outcome", "state", "place__code", "found_place__code", "expected", "counted", "unit", "difference",
            "value", "decision", "said",
        ),
    ),
    api=Api(
        read=(
            "stocktake", "name", "code", "asset", "item", "batch", "is_expected", "place", "expected", "unit", "outcome", "state", "found_place", "counted",
            "difference", "value", "counter", "seen_at", "told", "decision", "decided_by", "decided_at", "said",
        ),
    ),
    access=Access(
        view=READERS,
        scope=CAMPUS,
        verbs={
            actions.was_found: ORGANISERS,
            actions.move_here: ORGANISERS,
            actions.put_back: ORGANISERS,
            actions.adjust: ORGANISERS,
            actions.to_missing: ORGANISERS,
            actions.to_loss: ORGANISERS,
            actions.make_card: ORGANISERS,
            actions.recount: ORGANISERS,
            actions.leave: ORGANISERS,
        },
    ),
))  # fmt: skip

COUNT_PLACE = register.add(RecordType(
    key="stocktakes.count_place",
    path="stocktakes/places",
    model=CountPlace,
    icon="map-pin",
    list_page=ListPage(columns=("place", "counter", "line_count", "stocktake"), filters=("stocktake", "counter", "campus")),
    facts=("stocktake", "place", "counter", "line_count"),
    api=Api(read=("stocktake", "place", "counter", "line_count")),
    access=Access(
        view=READERS | {"@counter"},
        scope=CAMPUS,
        relations={"counter": "counter_id"},
        verbs={actions.assign: ORGANISERS},
    ),
))  # fmt: skip

SCAN = register.add(RecordType(
    key="stocktakes.scan",
    path="stocktakes/scans",
    model=Scan,
    icon="scan",
    happened="seen_at",
    late_after=timedelta(hours=24),
    list_page=ListPage(
        columns=("code", "kind", "asset", "item", "quantity", "place", "counter", "way", "seen_at", "stocktake"),
        filters=("stocktake", "counter", "place", "kind", "way", "seen_at"),
    ),
    facts=(
        "stocktake", "kind", "way", "code", "asset", "item", "batch", "quantity", "place", "counter", "seen_at", "phone_at", "client_id", "undoes",
    ),
    api=Api(
        read=("stocktake", "client_id", "kind", "way", "code", "asset", "item", "batch", "quantity", "place", "counter", "seen_at", "phone_at", "undoes"),
    ),
    access=Access(view=READERS | {"@counter"}, scope=CAMPUS, relations={"counter": "counter_id"}),
))  # fmt: skip
