"""Words of Chinese work reports that belong to no ledger: verbs and their kin, fillers, restrictors."""

from __future__ import annotations

import re
from functools import cache, lru_cache

# Verbs of one line may stand for each other when a figure is matched with what a ledger calls it.
_VERB_KIN = (
    "更换 换 换装 更新 调换 替换 配换 补换 修换 换新",
    "修理 维修 修 修换 修复 检修 抢修 修缮 维护 整修 修补 修整 焊接 维修好 修好 补修 报修 维护保养",
    "疏通 清通 通 清掏 疏浚",
    "安装 加装 新装 新安装 增装 装 装配 增设 架设 布设 铺设 新建",
    "采购 购置 购买 购进 购入 新进 收进 入库 添置 新购 新增 增添 配备 配置 买 添购 新添 订购 订做 增购 补充 购",
    "检查 巡查 巡检 抽查 督查 普查 自查 查看 复查 巡视 检测 监测",
    "排查 查出 发现 查找 查处 排查出 检查出 摸排",
    "整改 消除 整治 治理 处置 处理 解决 销号 完成整改 排除 整改完成 整改到位",
    "开展 举行 举办 组织 召开 进行 实施 组织开展 承办",
    "培训 轮训 参训 学习",
    "发放 配发 下发 分发 印发 发送 派发 领用 领取 领走 申领 发出 发给 出库 发布",
    "签订 签署 签定 签",
    "接报 承接 接到 受理 接 收到 接收 接报修",
    "清理 清运 清扫 清洗 打扫 清除 清掏 消毒 消杀 冲洗",
    "种植 栽种 补种 补栽 栽植 移栽 种 栽",
    "节约 节省 节支 省下 节",
    "投入 支出 花费 耗资 投资 支付 使用 开支",
    "收取 收缴 征收 收",
    "登记 录入 入库 建档 盘点 清点",
    "报废 处置 淘汰 核销",
    "接待 来访 服务 保障",
    "制作 张贴 悬挂 制订 印制",
    "修剪 养护 浇灌",
    "粉刷 刷 油漆 喷涂",
    "辞退 解聘 更换人员",
    "完成 落实 办结",
    "切换",
    "充装 充粉",
    "盘点 清点 清查 核对",
    "变卖 出售 卖出",
    "赔偿 收回",
    "评为 获得 荣获 获",
    "改造 改建 升级 翻新",
    "参加 出席",
    "回访 答复 回复",
)
_KIN_OF: dict[str, frozenset[int]] = {}
for _index, _row in enumerate(_VERB_KIN):
    for _verb in _row.split():
        _KIN_OF[_verb] = _KIN_OF.get(_verb, frozenset()) | {_index}
_VERBS = sorted(_KIN_OF, key=len, reverse=True)
# 消毒柜, 检测仪, 维修工, 完成率 are things, people and shares.
_NO_VERB_BEFORE = r"(?![率度柜机器仪液剂间室房池]|工(?!作)|员(?!工))"
_MAKES_THING = re.compile(r"[柜机器仪液剂](?![\u4e00-\u9fff])")
_LONG_VERB = re.compile("(?:" + "|".join(verb for verb in _VERBS if len(verb) > 1) + ")" + _NO_VERB_BEFORE)
_ANY_VERB_START = re.compile(_LONG_VERB.pattern + "|" + "|".join(verb for verb in _VERBS if len(verb) == 1))
_ENDING = re.compile(
    r"(?:"
    + "|".join(_VERBS)
    + r"|迎接|接受|新增|送去|建立|建成|聘请|成立|参加|完成|申报|提供|推送|编制|出刊|使用|张贴|设立|救助|慰问|化解|提交|上报|反映)"
    r"(?:出|到|好|完|成|了|过|起|有)*$"
)

SHORT_DONE = (
    r"(?:(?<![报返抢维检装急失保整大小零])修|(?<![更调置替轮])换|(?<!分)配|(?<![安充组包服改])装|(?<!修)补|焊|刷|(?<!沟)通"
    r"|(?<![分开出印下颁批转配核派沙])发|(?<![申率带引冒])领|(?<![清冲盥])洗)"
)
"""修 of 空调修了, where it is no part of 报修 or 维修."""

FILLER = re.compile(
    r"(?:其中|累计|共计|合计|总计|一共|总共|先后|分别|大约|大概|将近|接近|超过|达到|高达|多达|已经|已|全部|全年|本学期|本学年|本年度|本年"
    r"|一年来|一学期来|今年以来|今年|学期内|年内|上半年来|我校|全校|全园|我园|后勤部门|光是|单是|就(?![餐业读医诊])|学校|我们|后勤处|总务处|后勤部|后勤|同时|另外|此外|还|并且|并|也|均|都|各类|各种|各项|各"
    r"|大小|大大小小|有关|相关|等|及(?![时格])|和|与|以及|、|共|(?<!节)约|近|达|为|了|计|有|新|对|的|出|到|是|在|于|上|中|内|把|将|进行|及时|认真|积极|校园|情况|工作|保持|稳定|数量|次数|总数|数|人数"
    r"|左右|以上|余|多|达到了|所有|师生|之多|整体|全面|日常|常规|零星|零散|\s|[:：(（)）“”\"'·，,-])"
)
TIME_WORDS = re.compile(
    r"(?:\d{1,2}月\d{1,2}[日号]|(?:本|这|该|上|一|每)(?:学期|学年|年度|年(?![级段])|季度|月)(?:度|内|来|以来|中)?|今年(?:以来)?|全年度?|全学[期年]|[上下]半年(?:来|度)?|半年来|[春秋]季学期|本期|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|学期(?:内|初|末)|年内|去年|期间|以来|(?<=[期年月])下来|每[天日周月](?=[^，。；]*(?:累计|共计|合计|总计))"
    r"|(?:(?:开学|学?期|国庆|中秋|元旦|寒假|暑假|放假|节日|考试|五一|春节)[初中末前后]?、)+(?:开学|学?期|国庆|中秋|元旦|寒假|暑假|放假|节日|考试|五一|春节)[初中末前后]?(?=共|先后|分别|各))"
)
CHANGE = re.compile(
    r"(?:(?<![货对占按])比(?!价|最高|最低|预算|报价|市场)|较(?![多少])|同比|环比|与)[^，。；]{0,14}(?:增加|增长|减少|下降|降低|提高|上升|节约|多|少|节省)|(?:同比|环比)|(?:增加|增长|减少|下降|降低|提高|上升|缩短)了?(?:约|近)?$"
)
PREVIOUS = re.compile(r"(?:去年同期|上年同期|去年|上一年|上年度|上学年|上年)[^，。；]{0,8}$")
# Told of other months than the summary's: neither this period's number nor the one of a year ago.
_MANY_YEARS = re.compile(
    r"自?(?:19|20)\d\d年(?:\d{1,2}月)?(?:份|初|底)?(?:以来|起|至今|开始)|近?(?:[二两三四五六七八九十几]|\d{1,2})(?:多|余)?年(?:多|余)?(?:来|间|以来)|历年(?:来|累计)?"
    r"|(?:建校|办学|开工|启用|投用|上线|成立)以来|十[二三四五]五(?:”|期间|以来|规划)|(?<=[较比与同和])(?:上|前)(?:一|个|几)*(?:学期|季度|月)|以往|往年|前年|过去[几两三]年"
)
_THIS_PERIOD = re.compile(r"(?:本|这|该)(?:学期|学年|年|年度|季度|月)|今年|当年|全年|全学期|(?<!上)学期内|\d{1,2}月份")
INTENT = re.compile(
    r"(?:力争|争取|(?<!完成)(?<!列入)(?<!按)计划(?!任务|完成|项目|落实|总结|工作|$)|拟|目标|(?<!转入)(?<!转到)(?<!结转)(?<!顺延到)(?<!顺延至)下学期|下一步|今后|下阶段|明年|确保|要求|必须|应当|不少于|不低于|不得|至少|预计|准备|打算|控制在|希望|规定|将(?:继续|在|于|进一步|全面))"
)
GOAL = re.compile(
    r"(?:目标[:：是为]|年初提出|预期|承诺|计划在|(?<!转入)(?<!转到)(?<!结转)(?<!顺延到)(?<!顺延至)下学期|下一步|下阶段|今后|努力方向|拟于)"
)
WHOLE = re.compile(
    r"(?:全学期|本学期|全学年|本学年|全年|本年度|一年来|一学期来|今年以来|学期内|合计|总计|累计|一共|总共|共计)"
)
RATE = re.compile(r"(?:每月|每周|每天|每日|每学期|每年|每季度|每班|每人|月均|日均|周均|人均|平均每|每个月|每生|每餐)")


RESTRICTOR = re.compile(
    r"(?:(?<![\d一二三四五六七八九十本每上下个当全])[日周月夜晨午早晚季](?=检|巡|查|清)|上级|督导|未|没(?=[有修完整做到])|尚|(?<![一])应(?=检|巡|查|收|到|完成|参)|待(?=整改|处理|修|报废|处置|清理|验收|付)|正在|(?<=[改修理])中$|[三两四五六几]年来|历年|外校|兄弟学校)"
)
_RECEIVED = re.compile(r"(?:接报|承接|接到|受理|收到|接收|接单)")
_GENERIC_ROW = (
    "开展 举行 举办 组织 召开 进行 实施 组织开展 完成 落实 办结 "
    "接报 承接 接到 受理 接收 收到 接报修 报修 处理 发现 查出 排查出 检查出 投入 支出 花费"
)
_GENERIC = frozenset(_GENERIC_ROW.split())


def of_other_months(lead: str) -> str:
    """自2023年以来, 三年来, 较上学期的: the words that say so, unless 本学期 or its like came after them."""
    last = max(_MANY_YEARS.finditer(lead), key=lambda found: found.start(), default=None)
    return "" if last is None or _THIS_PERIOD.search(lead, last.end()) else last[0]


def received(text: str) -> bool:
    """接报, 承接, 受理: asked for, which is not yet done."""
    return bool(_RECEIVED.search(text))


def is_generic_verb(verb: str) -> bool:
    return verb in _GENERIC


def ends_with_verb(text: str) -> bool:
    return bool(_ENDING.search(text))


_NO_THING = re.compile(
    r"(?:[单率数次表者员量]|工作量|总量|件数|人次|人数|次数|数量|金额|经费|费用|时间|时长|总数|处理率|情况)"
)


@cache
def split_verb(name: str) -> tuple[str, str]:
    """更换水龙头 → (更换, 水龙头); a name that is only a verb, or has none, is all thing."""
    if name in _KIN_OF:
        return "", name
    for verb in _VERBS:
        if verb == "报修":
            continue  # a 报修电话 is one thing: nobody mends telephones
        rest = name.removeprefix(verb).removeprefix("了")
        if (
            name.startswith(verb)
            and rest
            and not _NO_THING.fullmatch(rest)
            and not (len(verb) > 1 and _MAKES_THING.match(rest))
        ):
            return verb, rest
    for verb in _VERBS:
        if len(verb) > 1 and name.endswith(verb) and len(name) - len(verb) > 1:
            return verb, name[: -len(verb)]
    return "", name


@lru_cache(maxsize=8192)
def leading_verb(text: str) -> str:
    """The verb a phrase starts with, once its fillers are gone."""
    bare = FILLER.sub("", text)
    match = _ANY_VERB_START.match(bare)
    return match[0] if match else ""


def verbs_in(text: str) -> list[str]:
    return [match[0] for match in _LONG_VERB.finditer(text)]


_IN_FULL = {"配": "配换", "领": "领用", "补": "修补", "焊": "焊接", "发": "发放", "洗": "清洗"}


def in_full(short: str) -> str:
    return _IN_FULL.get(short, short)


def verb_before(text: str, *things: str) -> tuple[str, ...]:
    """换 of 行政楼换水龙头: a short verb is one only right before a thing that is known."""
    for thing in things:
        found = (
            re.search(rf"(?<![报返急失保])((?<![开印下颁批转派])发|[换修配补装通清刷买领])了?{re.escape(thing)}", text)
            if thing
            else None
        )
        if found:
            return (in_full(found[1]),)
    return ()


def verbs_agree(one: str, other: str) -> bool:
    return bool(_KIN_OF.get(one, frozenset()) & _KIN_OF.get(other, frozenset()))


@lru_cache(maxsize=8192)
def without_fillers(text: str) -> str:
    return FILLER.sub("", text)
