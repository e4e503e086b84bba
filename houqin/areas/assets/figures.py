"""What a director says about fixed assets, each number with its rows."""

from django.db.models import Q

from houqin.areas.assets.models import Asset, Compensation, Disposal, PropertySheet
from houqin.areas.assets.records import (
    ASSET,
    CLASS_MONTH,
    COMPENSATION,
    DISPOSAL,
    DISPOSAL_LINE,
    LOAN,
    PROPERTY_SHEET,
    TRANSFER,
)
from houqin.kernel.figures import Figure, Split, Sum, figures

State = Asset.State
ENTERED = ~Q(state=State.DRAFT)
PIECES = ("台", "件", "套", "项", "个", "张", "把", "组", "辆")

CAMPUS = Split(label="校区", path="campus_id", name="campus__name")
CARD_SPLITS = {
    "class": Split(
        label="分类",
        path="asset_class_id",
        name="asset_class__name",
        unit="asset_class__unit",
        words="asset_class__words",
    ),
    "campus": CAMPUS,
    "room": Split(label="场所", path="place_id", name="place__name"),
    "school_class": Split(label="班级", path="school_class_id", name="school_class__name"),
    "department": Split(label="部门", path="department_id", name="department__name"),
    "fund": Split(label="经费来源", path="fund_id", name="fund__name"),
    "state": Split(label="状态", path="state"),
}
MONEY_SPLITS = {key: split for key, split in CARD_SPLITS.items() if key != "class"} | {
    "class": Split(label="分类", path="asset_class_id", name="asset_class__name", words="asset_class__words")
}
GONE_SPLITS = {
    "class": Split(label="分类", path="asset__asset_class_id", name="asset__asset_class__name", words="asset__asset_class__words"),
    "kind": Split(
        label="处置方式", path="disposal__kind",
        names={"scrap": ("报废处置",), "loss": ("盘亏", "丢失"), "sale": ("变卖",), "given_out": ("划转", "调拨出"), "donation": ("捐出",)},
    ),
    "campus": CAMPUS,
}  # fmt: skip
BOOK_SPLITS = {
    "class": Split(label="分类", path="asset_class_id", name="asset_class__name", words="asset_class__words"),
    "campus": CAMPUS,
}

NEW = figures.add(Figure(
    key="assets.new", label="新增固定资产", unit="件", of=ASSET, when="entered_on", where=ENTERED,
    means="入账日期在这段时间的固定资产卡片数，一件一张卡片。", splits=CARD_SPLITS, units=PIECES,
    words=(
        "新增", "新增固定资产", "新增资产", "添置固定资产", "购置固定资产", "新购设备", "新增设备", "添置设备", "资产入账", "登记入账",
        "登记入账固定资产", "固定资产入账", "入账固定资产", "新增资产卡片", "固定资产新增", "购入固定资产", "购置设备", "新添", "新添东西", "转固",
    ),
))  # fmt: skip

NEW_VALUE = figures.add(Figure(
    key="assets.new_value", label="新增固定资产原值", unit="元", of=ASSET, when="entered_on", where=ENTERED, measure=Sum(path="value"),
    means="入账日期在这段时间的固定资产卡片的原值合计。", splits=MONEY_SPLITS, units=("万元",),
    words=(
        "新增", "本年新增", "新增固定资产原值", "新增资产原值", "新增资产价值", "新增固定资产价值", "购置金额", "添置金额", "新增资产金额",
        "固定资产新增原值", "固定资产新增金额", "新增固定资产", "新增资产", "购置固定资产", "添置固定资产", "购置设备", "添置设备",
        "新增设备", "添置总价值", "添置价值", "新增总价值",
    ),
))  # fmt: skip

GROSS = figures.add(Figure(
    key="assets.gross", label="固定资产原值", unit="元", of=CLASS_MONTH, when="ends_on", measure=Sum(path="gross"), at_end=True,
    means="这段时间最后一个结账月份月末，在账固定资产的原值合计。", splits=BOOK_SPLITS, units=("万元",),
    words=(
        "原值", "总值", "固定资产原值", "固定资产总值", "固定资产总额", "固定资产账面原值", "资产总值", "资产总额", "资产账面原值", "账面原值",
        "固定资产总价值", "固定资产账面总值",
    ),
))  # fmt: skip

NET = figures.add(Figure(
    key="assets.net", label="固定资产净值", unit="元", of=CLASS_MONTH, when="ends_on", measure=Sum(path="net"), at_end=True,
    means="这段时间最后一个结账月份月末，在账固定资产原值减去累计折旧。", splits=BOOK_SPLITS, units=("万元",),
    words=("净值", "固定资产净值", "资产净值", "账面净值", "固定资产账面净值", "年末净值", "期末净值", "资产账面净值"),
))  # fmt: skip

CARDS = figures.add(Figure(
    key="assets.cards", label="在账固定资产", unit="件", of=CLASS_MONTH, when="ends_on", measure=Sum(path="cards"), at_end=True,
    means="这段时间最后一个结账月份月末，在账的固定资产卡片数。", splits=BOOK_SPLITS, units=PIECES,
    words=(
        "在账固定资产", "现有固定资产", "现有资产", "固定资产数量", "固定资产总数", "资产总数", "登记在册", "在册固定资产", "登记在册资产",
        "在账资产", "在册资产", "在册", "固定资产", "现有家底",
    ),
))  # fmt: skip

DEPRECIATION = figures.add(Figure(
    key="assets.depreciation", label="计提折旧", unit="元", of=CLASS_MONTH, when="ends_on", measure=Sum(path="charge"),
    means="月末在这段时间、已结账月份的当月折旧合计，对以前月份的更正不计。", splits=BOOK_SPLITS, units=("万元",),
    words=("计提折旧", "折旧", "固定资产折旧", "折旧额", "折旧费"),
))  # fmt: skip

GONE = figures.add(Figure(
    key="assets.disposed", label="处置固定资产", unit="件", of=DISPOSAL_LINE, when="done_on", where=Q(is_done=True),
    means="在这段时间核销的固定资产件数。", splits=GONE_SPLITS, units=PIECES,
    words=(
        "处置", "处置固定资产", "报废固定资产", "报废资产", "资产报废", "报废设备", "处置资产", "核销资产", "报废报损", "淘汰设备", "报废",
        "减少", "减少固定资产", "减少资产", "固定资产减少",
    ),
))  # fmt: skip

GONE_VALUE = figures.add(Figure(
    key="assets.disposed_value", label="处置固定资产原值", unit="元", of=DISPOSAL_LINE, when="done_on", where=Q(is_done=True),
    measure=Sum(path="value"), means="在这段时间核销的固定资产的原值合计。", splits=GONE_SPLITS, units=("万元",),
    words=(
        "报废", "处置", "核销", "处置固定资产原值", "报废资产原值", "处置资产原值", "报废金额", "核销金额", "报废原值", "核销原值", "报废资产价值",
        "报废固定资产", "报废资产", "处置资产",
    ),
))  # fmt: skip

PROCEEDS = figures.add(Figure(
    key="assets.proceeds", label="资产处置收入", unit="元", of=DISPOSAL, when="done_on", where=Q(state=Disposal.State.DONE, proceeds__gt=0),
    measure=Sum(path="proceeds"), means="在这段时间核销的处置单上登记的收入合计。",
    splits={"kind": Split(label="处置方式", path="kind"), "campus": CAMPUS}, units=("万元",),
    words=(
        "资产处置收入", "处置收入", "变卖收入", "残值收入", "收回残值", "残值", "变卖所得", "处置所得", "变卖款", "处置收益", "回收残值",
    ),
))  # fmt: skip

COMPENSATION_SPLITS = {
    "why": Split(label="原因", path="why"),
    "school_class": Split(label="班级", path="school_class_id", name="school_class__name"),
    "campus": CAMPUS,
}
PAID = figures.add(Figure(
    key="assets.compensation", label="财产赔偿", unit="元", of=COMPENSATION, when="paid_on", where=Q(state=Compensation.State.PAID),
    measure=Sum(path="amount"), means="在这段时间收到、开了收据的财产赔偿合计。", splits=COMPENSATION_SPLITS,
    words=("财产赔偿", "赔偿金额", "赔偿款", "损坏赔偿", "公物赔偿", "财产损坏赔偿", "公物损坏赔偿", "班级公物损坏赔偿", "赔偿", "收取公物赔偿", "收取赔偿"),
))  # fmt: skip

HARM = figures.add(Figure(
    key="assets.harm", label="财产损坏遗失", unit="起", of=COMPENSATION, when="asked_on", good="down",
    means="在这段时间提出赔偿的财产损坏、遗失，免赔的也计。", splits=COMPENSATION_SPLITS, units=("次", "件", "项"),
    words=("财产损坏遗失", "财产损坏", "公物损坏", "损坏赔偿", "班级财产损坏", "学生损坏公物", "损坏公物", "财产遗失", "人为损坏"),
))  # fmt: skip

USED_CARDS = figures.add(Figure(
    key="assets.used", label="在用固定资产", unit="件", of=CLASS_MONTH, when="ends_on", measure=Sum(path="used"), at_end=True, good="up",
    means="这段时间最后一个结账月份月末，在账资产里在用和借出的件数；闲置、待修、找不到的不计。", splits=BOOK_SPLITS, units=PIECES,
    words=("在用固定资产", "在用资产", "在用设备", "在用", "使用中的资产", "投入使用"),
))  # fmt: skip

LENT = figures.add(Figure(
    key="assets.lent", label="资产借用", unit="次", of=LOAN, when="lent_at", means="在这段时间办理的资产借用。",
    splits={"campus": CAMPUS, "state": Split(label="状态", path="state")}, units=("件", "台", "人次"), words=("资产借用", "设备借用", "借用", "借出"),
))  # fmt: skip

MOVED = figures.add(Figure(
    key="assets.transfers", label="资产调拨", unit="次", of=TRANSFER, when="asked_on", where=Q(state="done"),
    means="在这段时间申请、双方同意办完的资产调拨。", splits={"campus": CAMPUS}, units=("件", "批", "单"), words=("资产调拨", "调拨资产", "调剂资产", "调拨"),
))  # fmt: skip

CHECKED = figures.add(Figure(
    key="assets.checked", label="财产清单核对", unit="份", of=PROPERTY_SHEET, when="checked_at", where=Q(state=PropertySheet.State.CHECKED),
    means="在这段时间核对完的班级、房间财产清单。",
    splits={"campus": CAMPUS, "school_class": Split(label="班级", path="school_class_id", name="school_class__name")},
    units=("次", "间", "个班", "个"),
    words=(
        "财产清单核对", "班级财产清单核对", "财产核对", "班级财产核对", "班级财产检查", "财产清点", "班产清点", "班级财产清单", "财产清单",
        "财产清单核查", "财产登记核对", "班级财产登记",
    ),
))  # fmt: skip
