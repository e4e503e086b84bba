from houqin.areas.stores import actions
from houqin.areas.stores.models import Balance, Batch, Item, ItemUnit, Movement, Opening, Shelf, Store
from houqin.areas.stores.posts import BOOKERS, KEEPERS, VIEWERS
from houqin.foundation.posts import EVERYONE, OFFICE, Post
from houqin.kernel.declare import Access, Api, ListPage, Print, RecordType, Related, Section, Sheet, register

STOCK, SETTINGS = "物资", "物资设置"

STORE = register.add(RecordType(
    key="stores.store", path="stores/rooms", model=Store, icon="building", group=SETTINGS,
    list_page=ListPage(columns=("name", "campus", "place", "keeper", "kind"), filters=("campus", "kind", "is_active"), search=("name",), order="id"),
    form=(Section(title="库房", fields=("name", "campus", "place", "keeper", "is_active")),),
    facts=("kind",),
    related=(
        Related(record="stores.shelf", link="store", title="货位"), Related(record="stores.balance", link="store", title="库存"),
        Related(record="stores.month_close", link="store", title="月结"),
    ),
    sheet=Sheet(key=("name",), columns=("name", "campus__name", "place__code", "keeper__staff_number", "is_active")),
    api=Api(read=("name", "campus", "place", "keeper", "kind", "is_active")),
    access=Access(
        view=EVERYONE, add=OFFICE, change=OFFICE, delete=OFFICE, scope={"campus": "campus_id"}, relations={"keeper": "keeper_id"},
        verbs={
            actions.receive: BOOKERS, actions.issue: BOOKERS, actions.send: BOOKERS, actions.adjust: OFFICE, actions.close_month: KEEPERS,
            actions.book_openings: KEEPERS,
        },
    ),
))  # fmt: skip

SHELF = register.add(RecordType(
    key="stores.shelf", path="stores/shelves", model=Shelf, icon="list", prepare=actions.prepare_of_store,
    list_page=ListPage(columns=("code", "store", "name"), filters=("store",), search=("code", "name"), order="code"),
    form=(Section(title="货位", fields=("store", "code", "name")),),
    sheet=Sheet(key=("store__name", "code"), columns=("store__name", "code", "name")),
    api=Api(read=("store", "code", "name")),
    access=Access(view=VIEWERS, add=KEEPERS, change=KEEPERS, delete=KEEPERS, scope={"campus": "campus_id"}),
))  # fmt: skip

ITEM = register.add(RecordType(
    key="stores.item", path="stores/items", model=Item, icon="package", group=STOCK, prepare=actions.prepare_item, attachments=True,
    list_page=ListPage(
        columns=("name", "spec", "unit", "category", "kind", "minimum", "code"), filters=("category", "kind", "has_batches", "is_active"),
        search=("name", "code", "spec", "words"), pinyin=("name",), order="code",
    ),
    form=(
        Section(title="物品", fields=("name", "spec", "unit", "kind", "category", "code", "barcode")),
        Section(title="管理", fields=("has_batches", "minimum", "usual", "decimals", "class_code", "words", "is_active")),
    ),
    related=(
        Related(record="stores.item_unit", link="item", title="换算单位"), Related(record="stores.movement", link="item", title="出入库"),
    ),
    sheet=Sheet(
        key=("code",),
        columns=("code", "name", "spec", "unit", "kind", "category", "has_batches", "minimum", "usual", "barcode", "decimals", "class_code", "words",
            "is_active"),
    ),
    api=Api(
        read=("code", "barcode", "name", "spec", "unit", "decimals", "kind", "category", "has_batches", "class_code", "words", "minimum", "usual", "is_active"),
        write=("code", "barcode", "name", "spec", "unit", "kind", "category", "has_batches", "minimum"),
    ),
    access=Access(view=EVERYONE, add=KEEPERS, change=KEEPERS, delete=OFFICE),
))  # fmt: skip

ITEM_UNIT = register.add(RecordType(
    key="stores.item_unit", path="stores/item-units", model=ItemUnit, icon="adjustments",
    list_page=ListPage(columns=("item", "name", "factor"), filters=("item",), order="item"),
    form=(Section(title="换算单位", fields=("item", "name", "factor")),),
    sheet=Sheet(key=("item__code", "name"), columns=("item__code", "item__name", "name", "factor")),
    api=Api(read=("item", "name", "factor"), write=("item", "name", "factor")),
    access=Access(view=EVERYONE, add=KEEPERS, change=KEEPERS, delete=KEEPERS),
))  # fmt: skip

BATCH = register.add(RecordType(
    key="stores.batch", path="stores/batches", model=Batch, icon="calendar",
    list_page=ListPage(columns=("code", "item", "expires_on", "expiry_told"), filters=("item", "expires_on"), search=("code",), order="expires_on"),
    facts=("item", "code", "expires_on", "expiry_told"),
    related=(Related(record="stores.balance", link="batch", title="在哪里"), Related(record="stores.movement", link="batch", title="出入库")),
    api=Api(read=("item", "code", "expires_on")),
    access=Access(view=VIEWERS),
))  # fmt: skip

BALANCE = register.add(RecordType(
    key="stores.balance", path="stores/stock", model=Balance, icon="package", group=STOCK,
    list_page=ListPage(
        columns=("item", "quantity", "item__unit", "batch", "batch__expires_on", "value", "shelf", "store"),
        filters=("store", "campus", "item__category", "item__kind", "item", "shelf", "batch__expires_on"), order="item",
    ),
    facts=("item", "store", "batch", "batch__expires_on", "quantity", "item__unit", "value", "shelf", "campus"),
    api=Api(read=("store", "item", "batch", "quantity", "value", "shelf")),
    access=Access(view=VIEWERS | {Post.REPAIRER}, scope={"campus": "campus_id"}, verbs={actions.put_on: KEEPERS}),
))  # fmt: skip

MOVEMENT = register.add(RecordType(
    key="stores.movement", path="stores/movements", model=Movement, icon="clipboard-check", group=STOCK, happened="happened_at",
    list_page=ListPage(
        columns=("item", "kind", "quantity", "item__unit", "worth", "left", "to_whom", "happened_at", "store", "slip"),
        filters=("way", "store", "kind", "item", "item__category", "item__kind", "batch", "school_class", "department", "person", "campus", "happened_at"),
        search=("slip",),
    ),
    facts=(
        "slip", "way", "kind", "item", "batch", "quantity", "item__unit", "value", "left", "left_value", "store", "to_whom", "happened_at", "said", "campus",
    ),
    prints=(Print(template="stores/slip_a4.html", title="出入库单"),),
    api=Api(read=("slip", "store", "item", "batch", "way", "kind", "quantity", "value", "left", "left_value", "happened_at", "person", "school_class",
        "department", "said")),
    access=Access(view=VIEWERS, scope={"campus": "campus_id"}, verbs={actions.take_back: KEEPERS, actions.reverse: KEEPERS}),
))  # fmt: skip

OPENING = register.add(RecordType(
    key="stores.opening", path="stores/openings", model=Opening, icon="download", group=SETTINGS, prepare=actions.prepare_of_store,
    list_page=ListPage(
        columns=("item", "quantity", "value", "batch_code", "expires_on", "store", "state"), filters=("state", "store", "item"), order="id",
    ),
    form=(Section(title="期初", fields=("store", "item", "quantity", "value", "batch_code", "expires_on")),),
    facts=("state",),
    sheet=Sheet(
        key=("store__name", "item__code", "batch_code"),
        columns=("store__name", "item__code", "item__name", "quantity", "value", "batch_code", "expires_on"),
    ),
    api=Api(read=("store", "item", "quantity", "value", "batch_code", "expires_on", "state")),
    access=Access(view=VIEWERS, add=KEEPERS, change=KEEPERS, delete=KEEPERS, scope={"campus": "campus_id"}),
))  # fmt: skip
