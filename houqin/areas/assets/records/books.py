from houqin.areas.assets import actions
from houqin.areas.assets.models import BookMonth, ClassMonth
from houqin.areas.assets.records.posts import MONEY, SEE
from houqin.foundation.posts import Post
from houqin.kernel.declare import Access, Api, ListPage, RecordType, Related, register

BOOK_MONTH = register.add(RecordType(
    key="assets.book_month",
    path="assets/months",
    model=BookMonth,
    icon="calendar",
    group="资产",
    made_by=actions.open_books,
    list_page=ListPage(
        columns=("told", "state", "cards", "gross", "added", "removed", "charge", "correction", "accumulated", "net"),
        filters=("state", "month"), order="-month",
    ),
    facts=(
        "told", "cards", "gross_before", "added", "changed", "removed", "gross", "accumulated_before", "opened", "charge", "correction", "released",
        "accumulated", "net", "run_at", "closed_at", "closed_by", "digest",
    ),
    related=(Related(record="assets.class_month", link="month", title="分类账"),),
    api=Api(read=("month", "state", "cards", "gross", "added", "changed", "removed", "charge", "correction", "accumulated")),
    access=Access(
        view=SEE,
        verbs={actions.open_books: MONEY, actions.run_month: MONEY | {Post.DIRECTOR}, actions.close_month: {Post.ACCOUNTANT}},
    ),
))  # fmt: skip

CLASS_MONTH = register.add(RecordType(
    key="assets.class_month",
    path="assets/class-months",
    model=ClassMonth,
    icon="chart-bar",
    list_page=ListPage(
        columns=("asset_class", "ends_on", "campus", "cards", "gross", "accumulated", "net", "added", "removed", "charge"),
        filters=("campus", "asset_class", "ends_on", "month"),
    ),
    facts=("month", "asset_class", "campus", "cards", "used", "gross", "accumulated", "net", "added", "removed", "charge", "correction"),
    api=Api(read=("ends_on", "asset_class", "campus", "cards", "used", "gross", "accumulated", "net", "added", "removed", "charge", "correction")),
    access=Access(view=SEE, scope={"campus": "campus_id"}),
))  # fmt: skip
