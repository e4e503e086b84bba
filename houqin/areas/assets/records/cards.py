from houqin.areas.assets import actions
from houqin.areas.assets.models import Asset, AssetClass
from houqin.areas.assets.records.posts import KEEPERS, SEE
from houqin.foundation.posts import EVERYONE, Post
from houqin.kernel.declare import Access, Api, ListPage, Print, RecordType, Related, Section, Sheet, register

ASSET_CLASS = register.add(RecordType(
    key="assets.asset_class",
    path="assets/classes",
    model=AssetClass,
    icon="list",
    group="设置",
    list_page=ListPage(
        columns=("name", "code", "unit", "life_told", "keeps_data", "is_active"), filters=("depreciates", "keeps_data", "is_active"),
        search=("code", "name", "words"), pinyin=("name",), order="code",
    ),
    form=(Section(title="分类", fields=("code", "name", "parent_code", "unit", "words", "depreciates", "life_years", "keeps_data", "is_active")),),
    facts=("life_told",),
    sheet=Sheet(key=("code",), columns=("code", "name", "parent_code", "unit", "depreciates", "life_years", "keeps_data", "words", "is_active")),
    api=Api(read=("code", "name", "parent_code", "unit", "depreciates", "life_years", "keeps_data", "is_active")),
    prepare=actions.prepare_class,
    access=Access(
        view=EVERYONE, add=KEEPERS, change=KEEPERS, delete=KEEPERS,
        verbs={actions.install_classes: KEEPERS, actions.import_classes: KEEPERS},
    ),
))  # fmt: skip

CARD_FIELDS = (
    "name", "asset_class", "brand", "model", "serial", "old_number", "value", "fund", "supplier", "voucher", "bought_on", "accepted_on", "in_use_on",
    "warranty_until", "entered_on", "life_years", "opening_depreciation", "opening_through", "campus", "place", "department", "keeper", "note",
)  # fmt: skip

ASSET = register.add(RecordType(
    key="assets.asset",
    path="assets/cards",
    model=Asset,
    icon="device-desktop",
    group="资产",
    number="ZC-{year}-{n:06}",
    prepare=actions.prepare_asset,
    attachments=True,
    list_page=ListPage(
        columns=("name", "place", "alarm", "value", "asset_class", "keeper", "state", "number"),
        filters=(
            "state", "campus", "asset_class", "place", "department", "school_class", "keeper", "custodian", "fund", "entered_on", "warranty_until",
            "labelled_on", "seen_on",
        ),
        search=("number", "old_number", "name", "brand", "model", "serial", "code"), pinyin=("name",),
    ),
    form=(
        Section(title="是什么", fields=("name", "asset_class", "brand", "model", "serial", "old_number")),
        Section(title="多少钱", fields=("value", "fund", "supplier", "voucher", "bought_on", "accepted_on", "in_use_on", "warranty_until")),
        Section(title="谁在用", fields=("campus", "place", "department", "keeper")),
        Section(title="入账与折旧", fields=("entered_on", "life_years", "opening_depreciation", "opening_through", "note")),
    ),
    prints=(Print(template="assets/card_a4.html", title="资产卡片"),),
    related=(
        Related(record="assets.loan", link="asset", title="借用"),
        Related(record="assets.transfer_line", link="asset", title="调拨"),
        Related(record="assets.disposal_line", link="asset", title="处置"),
        Related(record="assets.compensation", link="asset", title="赔偿"),
    ),
    facts=("state_said", "school_class", "custodian", "code", "labelled_on", "seen_on", "disposed_on"),
    sheet=Sheet(
        key=("number",),
        columns=(
            "number", "old_number", "name", "asset_class__code", "brand", "model", "serial", "value", "fund__code", "supplier__name", "voucher",
            "bought_on", "accepted_on", "in_use_on", "warranty_until", "entered_on", "life_years", "opening_depreciation", "opening_through",
            "campus__name", "place__path", "department__name", "keeper__name", "note", "state",
        ),
    ),
    api=Api(
        read=(
            "number", "old_number", "name", "asset_class", "brand", "model", "serial", "value", "fund", "supplier", "voucher", "bought_on", "accepted_on",
            "in_use_on", "warranty_until", "entered_on", "life_years", "campus", "place", "department", "school_class", "keeper", "custodian", "state",
            "code", "seen_on", "disposed_on",
        ),
        write=CARD_FIELDS,
    ),
    access=Access(
        view=SEE | {Post.CLASS_TEACHER, "@keeper", "@custodian"},
        add=KEEPERS,
        change=KEEPERS,
        scope={"campus": "campus_id", "class": "school_class_id"},
        relations={"keeper": "keeper_id", "custodian": "custodian_id"},
        verbs={
            actions.complete: KEEPERS,
            actions.report_damage: KEEPERS | {Post.CLASS_TEACHER, "@keeper", "@custodian"},
            actions.note_repaired: KEEPERS | {"@keeper", "@custodian"},
            actions.move: KEEPERS | {"@keeper", "@custodian"},
            actions.transfer: KEEPERS | {"@keeper", "@custodian"},
            actions.lend: KEEPERS | {"@custodian"},
            actions.bind_label: KEEPERS | {"@custodian"},
            actions.set_idle: KEEPERS | {"@keeper", "@custodian"},
            actions.put_to_use: KEEPERS | {"@keeper", "@custodian"},
            actions.found_at: KEEPERS | {"@custodian"},
            actions.note_missing: KEEPERS | {"@custodian"},
            actions.propose_disposal: KEEPERS | {"@keeper", "@custodian"},
            actions.draft_cards: KEEPERS,
            actions.add_surplus: KEEPERS,
            actions.note_seen: KEEPERS,
            actions.note_labelled: KEEPERS,
        },
    ),
))  # fmt: skip
