from houqin.areas.summaries import actions
from houqin.areas.summaries import filling_actions as filling
from houqin.areas.summaries.models import FilledSlot, Filling, RememberedSlot, Summary
from houqin.areas.summaries.review import render_review_link
from houqin.areas.summaries.shown import render_on_page
from houqin.foundation.posts import LEADERS, OVERSIGHT, Post
from houqin.kernel.declare import Access, Api, ListPage, Panel, RecordType, register
from houqin.kernel.pages.nav import NavItem, add_page

WRITERS = LEADERS | {Post.OFFICER, Post.ADMIN}

SUMMARY = register.add(RecordType(
    key="summaries.summary",
    path="summaries",
    model=Summary,
    icon="report",
    group="总结",
    number="ZJ-{year}-{n:03}",
    made_by=actions.write_summary,
    attachments=True,
    list_page=ListPage(
        columns=("title", "state", "campus", "starts_on", "ends_on", "written_at"), filters=("state", "campus", "starts_on"),
        search=("title", "number"),
    ),
    facts=("number", "term", "starts_on", "ends_on", "campus", "written_by", "written_at"),
    api=Api(read=("number", "title", "state", "starts_on", "ends_on", "campus", "written_at")),
    access=Access(
        view=WRITERS | OVERSIGHT,
        delete={Post.DIRECTOR, Post.ADMIN},
        scope={"campus": "campus_id"},
        verbs={actions.write_summary: WRITERS, actions.rewrite: WRITERS, actions.close: LEADERS},
    ),
))  # fmt: skip

FILLING = register.add(RecordType(
    key="summaries.filling", path="summaries/fillings", model=Filling, icon="edit", group="总结", made_by=filling.read_old,
    list_page=ListPage(
        columns=("title", "state", "starts_on", "ends_on", "campus", "filled_by"), filters=("state", "campus", "starts_on"), search=("title",),
    ),
    facts=("title", "kind", "term", "starts_on", "ends_on", "campus", "filled_by", "counted_at"),
    api=Api(read=("title", "state", "starts_on", "ends_on", "campus", "counted_at")),
    access=Access(
        view=WRITERS | OVERSIGHT, scope={"campus": "campus_id"},
        verbs={
            filling.read_old: WRITERS, filling.confirm_sure: WRITERS, filling.produce: WRITERS, filling.go_on: WRITERS, filling.drop: WRITERS,
        },
    ),
))  # fmt: skip

SLOT = register.add(RecordType(
    key="summaries.slot", path="summaries/slots", model=FilledSlot, icon="list",
    list_page=ListPage(columns=("measure", "shown", "proposed", "unit", "sure", "choice", "written"), filters=("filling", "choice", "sure"), order="index"),
    facts=("filling", "line", "text", "shown", "kind", "measure", "unit", "old", "value", "proposed", "sure", "why", "choice", "written"),
    api=Api(read=("filling", "line", "text", "kind", "measure", "unit", "old", "figure", "split", "value", "sure", "why", "choice", "written")),
    access=Access(
        view=WRITERS | OVERSIGHT, scope={"campus": "filling__campus_id"},
        verbs={filling.confirm: WRITERS, filling.correct: WRITERS, filling.leave: WRITERS},
    ),
))  # fmt: skip

REMEMBERED = register.add(RecordType(
    key="summaries.remembered", path="summaries/remembered", model=RememberedSlot, icon="star", group="总结",
    list_page=ListPage(columns=("text", "meaning", "recorded_at"), search=("text",)),
    facts=("text", "meaning", "figure"),
    access=Access(view=WRITERS | OVERSIGHT, delete=WRITERS),
))  # fmt: skip

register.panel(Summary, Panel(title="正文", render=render_on_page))
register.panel(Filling, Panel(title="核对", render=render_review_link))
add_page(NavItem(label="写工作总结", url="/summaries/preview/", icon="file-text", group="总结", who=WRITERS, order=60))
add_page(NavItem(label="填旧总结", url="/summaries/fill/", icon="upload", group="总结", who=WRITERS, order=60))
add_page(NavItem(label="指标", url="/figures/", icon="chart-bar", group="总结", who=WRITERS | OVERSIGHT, order=61))
