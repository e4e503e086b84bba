from houqin.areas.summaries import actions
from houqin.areas.summaries.models import Summary
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

register.panel(Summary, Panel(title="正文", render=render_on_page))
add_page(NavItem(label="写工作总结", url="/summaries/preview/", icon="file-text", group="总结", who=WRITERS, order=60))
add_page(NavItem(label="指标", url="/figures/", icon="chart-bar", group="总结", who=WRITERS | OVERSIGHT, order=61))
