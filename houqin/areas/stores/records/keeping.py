from houqin.areas.stores import actions
from houqin.areas.stores.models import MonthClose, MonthLine, Reserve, ReserveLine
from houqin.areas.stores.posts import KEEPERS, VIEWERS
from houqin.areas.stores.records.stock import SETTINGS, STOCK
from houqin.foundation.posts import OFFICE
from houqin.kernel.declare import Access, Api, ListPage, RecordType, Related, Section, Sheet, register

MONTH_CLOSE = register.add(RecordType(
    key="stores.month_close", path="stores/month-closes", model=MonthClose, icon="key", group=STOCK, happened="closed_at",
    list_page=ListPage(
        columns=("store", "month_told", "value_before", "value_in", "value_out", "value_after", "closed_by", "closed_at"), filters=("store", "month"),
        order="-month",
    ),
    facts=("store", "month_told", "value_before", "value_in", "value_out", "value_after", "closed_by", "closed_at"),
    related=(Related(record="stores.month_line", link="close", title="各物品"),),
    api=Api(read=("store", "month", "value_before", "value_in", "value_out", "value_after", "closed_at")),
    access=Access(view=VIEWERS, scope={"campus": "campus_id"}),
))  # fmt: skip

LINE = (
    "item", "item__unit", "quantity_before", "value_before", "quantity_in", "value_in", "quantity_out", "value_out", "quantity_after", "value_after",
)  # fmt: skip

MONTH_LINE = register.add(RecordType(
    key="stores.month_line", path="stores/month-lines", model=MonthLine, icon="list",
    list_page=ListPage(columns=LINE, filters=("close", "item", "item__category"), order="item"),
    facts=("close", *LINE),
    api=Api(read=("close", *(name for name in LINE if name != "item__unit"))),
    access=Access(view=VIEWERS, scope={"campus": "campus_id"}),
))  # fmt: skip

RESERVE = register.add(RecordType(
    key="stores.reserve", path="stores/reserves", model=Reserve, icon="shield-check", group=SETTINGS, prepare=actions.prepare_of_store,
    list_page=ListPage(columns=("name", "store", "basis", "renew_days", "is_active"), filters=("store", "is_active"), search=("name",)),
    form=(Section(title="储备清单", fields=("name", "store", "basis", "renew_days", "is_active")),),
    related=(Related(record="stores.reserve_line", link="reserve", title="要备什么"),),
    sheet=Sheet(key=("name", "store__name"), columns=("name", "store__name", "basis", "renew_days", "is_active")),
    api=Api(read=("name", "store", "basis", "renew_days", "is_active")),
    access=Access(view=VIEWERS, add=KEEPERS, change=KEEPERS, delete=OFFICE, scope={"campus": "campus_id"}),
))  # fmt: skip

RESERVE_LINE = register.add(RecordType(
    key="stores.reserve_line", path="stores/reserve-lines", model=ReserveLine, icon="list", prepare=actions.prepare_of_reserve,
    list_page=ListPage(columns=("item", "minimum", "reserve", "note"), filters=("reserve", "item"), order="id"),
    form=(Section(title="储备", fields=("reserve", "item", "minimum", "note")),),
    sheet=Sheet(key=("reserve__name", "item__code"), columns=("reserve__name", "item__code", "item__name", "minimum", "note")),
    api=Api(read=("reserve", "item", "minimum", "note")),
    access=Access(view=VIEWERS, add=KEEPERS, change=KEEPERS, delete=KEEPERS, scope={"campus": "campus_id"}),
))  # fmt: skip
