"""Numbers with a measure word that are no result of the period: 24小时值班, 三个方面, 一班一表, “四个一”, 第四会议室."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from houqin.areas.summaries.filling.numerals import read_numeral
from houqin.areas.summaries.filling.wording import ends_with_verb, verbs_in

# Web pages write 目標(biāo) beside traditional characters.
_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zA-Z\u00c0-\u024f]{1,7}[)）]")
_CLAUSE = re.compile(r"[，。；：！？,;:!?\n]")


@dataclass(frozen=True, kw_only=True)
class _Number:
    """A number with its measure word and the words around it, in its own clause."""

    text: str
    number: str
    unit: str
    before: str
    after: str
    start: int
    end: int

    @property
    def is_chinese(self) -> bool:
        return not any(character.isdigit() and character.isascii() for character in self.number)

    @property
    def is_one(self) -> bool:
        return self.number in ("一", "壹")

    @property
    def value(self) -> int:
        numeral = read_numeral(self.number)
        return int(numeral.value) if numeral else 0


def is_no_result(text: str, start: int, number_end: int, unit: str, end: int) -> bool:
    clause = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
    stop = _CLAUSE.search(text, end)
    seen = _Number(
        text=text,
        number=text[start:number_end].replace(" ", ""),
        unit=unit,
        before=_PINYIN.sub("", text[clause:start]).rstrip(),
        after=_PINYIN.sub("", text[end : stop.start() if stop else len(text)]).lstrip(),
        start=start,
        end=end,
    )
    return any(judge(seen) for judge in _JUDGES)


_ORDER_WORDS = re.compile(r"(?:第|周|星期|礼拜|初|高|任|某|零|五|这|那|哪|农历|正月|阿|老|丁|卷)$")
# 统一, 进一步, 之一: only 一 makes words with these.
_ONE_WORDS = re.compile(r"(?:统|唯|之|同|专|逐|划|不|单|如|合|均|进|万|其|为|归|定)$")
_WORD_FORMING: dict[str, str] = {
    "台": r"账|帐|阶",
    "条": r"例|款|线|心|战线|红线|底线",
    "张": r"贴|老师|主任|校长",
    "把": r"关|握|手|好|安全|学校|学生|我|工作|后勤",
    "本": r"校|学期|着|学年|年度|次|部门|人|职",
    "项": r"目(?!标)",
    "组": r"织|长|建",
    "节": r"约|能|水|假日|电|俭|日|前|后|期",
    "批": r"准|评|改",
    "部": r"门|分|署|长|队|曲",
    "所": r"有|以|在",
    "家": r"长|校|庭|具|访|园",
    "户": r"外|口",
    "回": r"收|访|顾|应|头",
    "场": r"地|所|馆|景|面",
    "场次": r"地",
    "分": r"析|别|管|类|发|布|组|工|钟|之|校|层|级|期|段|包|区|项|明|批|局|散",
    "升": r"级|旗|学|温|国旗",
    "方": r"面|案|便|式|法|位|针|向|责任",
    "包": r"括|干|饺|保|片|联",
    "封": r"闭",
    "期": r"间|末|中|待|初|工程|项目|校园|标段|改造|建设",
    "课": r"程|堂|间|后|外|桌",
    "面": r"积|向|对|临|貌|上",
    "处": r"理|置|室|长|于|罚|处",
    "间": r"隔|断|接",
    "对": r"于|一|接|照|学|老师|各|全|校",
    "套": r"餐",
    "片": r"区",
    "车": r"辆|间|库|位|道|管|主|上",
    "米": r"饭|面|粉|线|内|范围|高|宽|长|深|厚|以内|以外|处|远|跑|线",
    "口": r"[^井锅，。；、,;缸]",
    "路": r"(?!监控|摄像|视频)",
    "成": r"为|立|员|果|效|功|绩|熟|长|本|分|立",
    "次": r"性|序|要",
    "位": r"一体|置|于",
    "件": r"套",
    "页": r"[)）]|/|$",
    "篇": r"[)）]|范文",
    "道": r"路|德|理|关口|防线|门|风景|屏障|程序|工序|题",
    "种": r"植|子",
    "床": r"铺|位",
    "元": r"旦|素|化|宵",
    "支": r"付|持|出|部|队伍|撑",
    "轮": r"流|岗|值|换|班",
    "双": r"手|方|向|重|休|语",
    "副": r"校长|主任|组长|书记|处长|科长",
    "单": r"位|元|独|一",
    "起": r"来|到|点|步|止|始|着|至",
    "人": r"一(?:组|岗|档|室|机|桌)|民|身|防|格",
    "名": r"单|称|师工作室",
    "个": r"人(?!次)|别|性|月|星期|小时|学期|学年|工作日|年级组|年头|多月|多小时|半月|周",
}
_FORMING = {unit: re.compile(pattern) for unit, pattern in _WORD_FORMING.items()}
_ABSTRACT = re.compile(
    r"(?:方面|到位|必须|结合|坚持|确保|统一|意识|层面|环节|阶段|责任制|加强|步骤|原则|不放过|不准|不漏|关键|时段|时期|样|维度|角度|结构"
    r"|文明|目标|中心|服务|建设|务必|严禁|一律|体系|机制|常态|需要|转变|提升|优化|强化|注重|注意|明确|负责|方针|理念|系统|体制|代表|自信|维护|部分|机体|关系|必查|重大|主题|特色|专题)"
)
_ORDERED_WORK = re.compile(
    r"^(?:硬|刚性|核心)?(?:制度|原则|措施|要求|机制|工作|重点|职责|内容|任务|纪律|基本|指标|标准|行动|规定|责任|管理|安全|专项|准备|条件|举措|能力|技能|教育|事|实事|大事|战线|底线|红线|经费|费用|承诺|禁令)"
)
_LIMIT_AFTER = re.compile(
    r"^(?:内|以内|之内|值|巡|监|轮|在岗|不间断|不|保|开通|制|守|待|电话|热线|服务|营业|后|前|畅通|供|有人|专人|全|随|的|安|报|向|到|联|视频|录像|留样|以上|存|[)）])"
)
_LASTING = re.compile(
    r"(?:平均|节约|节省|工时|压缩|累计|共计|合计|总计|用时|耗时|历时|时长|缩短|响应|降至|降到|减少|培训|值班|值守|工作量|共|学习|研修|参训)[^，。；]{0,10}$"
)
_EVERY = re.compile(
    r"一(?:周|天|日|月)(?:也|要|至少|不少于)|(?:每|毎)(?:天|日|周|人|班|节|间|层|台|生|个|位|名|餐|顿|晚|组|处|室|校|村|批|套|户|车|课|所|辆|项|张|学生|老师|教师|家|幢|栋|条|次|份)"
)
_REGULAR = re.compile(r"(?:每|毎|各班|任何|又|再|另|未|没|无|首|某|另外|不|仅|哪怕|只要|凡|同)")
_QUOTES = {"“": "”", "《": "》", "「": "」", "『": "』", "‘": "’"}


def _ordered(seen: _Number) -> bool:
    if not seen.is_chinese or len(seen.number) > 2:
        return False
    return bool(_ORDER_WORDS.search(seen.before)) or (seen.is_one and bool(_ONE_WORDS.search(seen.before)))


def _forms_a_word(seen: _Number) -> bool:
    pattern = _FORMING.get(seen.unit)
    if pattern is None or not pattern.match(seen.after):
        return False
    # 12名师生, 5套餐具: after a plain Arabic number only the surest words count.
    return seen.is_chinese or seen.value <= 24 or seen.unit in ("米", "页", "篇", "口", "个", "路")


def _names_a_service_or_limit(seen: _Number) -> bool:
    if seen.unit in ("学时", "课时", "工时", "工日"):
        return False
    if seen.unit in ("小时", "分钟", "天", "个小时", "个工作日", "秒"):
        return bool(_LIMIT_AFTER.match(seen.after)) or not _LASTING.search(seen.before)
    return False


def _is_abstract(seen: _Number) -> bool:
    if seen.unit == "个" and _ABSTRACT.match(seen.after.lstrip('“‘"')):
        return True
    if seen.unit in ("种", "类", "款", "条", "项", "件", "道", "大") and seen.is_chinese and seen.value <= 12:
        return bool(_ORDERED_WORK.match(seen.after)) or seen.unit in ("种", "类", "款", "道")
    return False


def _is_quoted(seen: _Number) -> bool:
    for opening, closing in _QUOTES.items():
        left = seen.text.rfind(opening, 0, seen.start)
        if left < 0 or seen.text.rfind(closing, left, seen.start) >= 0:
            continue
        right = seen.text.find(closing, seen.end)
        if right >= 0 and (opening == "《" or right - left <= (24 if seen.is_chinese else 12)):
            return True
    return False


def _each_its_own(seen: _Number) -> bool:
    """一班一表, 一天一检查, 发现一处，处理一处, 两人一组."""
    if not seen.is_chinese:
        return False
    around = seen.text[max(0, seen.start - 7) : seen.end + 7]
    own = seen.number + seen.unit
    return bool(
        re.search(rf"{re.escape(own)}[一二两三]\S", around)
        or (seen.is_one and re.search(rf"一[\u4e00-\u9fff]{re.escape(own)}", around))
        or (
            seen.is_one
            and re.search(rf"{re.escape(own)}[，,、]\S{{1,4}}一|一[处个件起项][，,、]\S{{1,4}}{re.escape(own)}", around)
        )
    )


def _is_regular(seen: _Number) -> bool:
    """每天消毒两次 is a rule; 每天就餐1200人 is a result."""
    tail = seen.before[-14:]
    return (
        bool(_EVERY.search(tail))
        and seen.value < 20
        and not re.search(r"(?:平均|日均|人均)", tail)
        and seen.unit != "%"
    )


_CONCRETE = re.compile(r"^(?:台|套|间|辆|块|部|架|座|口|扇|盏|根|处|所|幢|栋|面|副|组)$")
_GETS = re.compile(r"(?:购|买|添|装|建|修|换|增|配|备|设|置|制作)(?:置|买|设|装|备|换|建|加|配|添|有)?了?$")


def _is_article(seen: _Number) -> bool:
    """一 is mostly “a”: only an event held, or a thing bought or put last, is a count."""
    if not seen.is_one:
        return False
    if _REGULAR.search(seen.before[-12:]) or seen.unit in ("些", "种", "类", "批", "成", "点"):
        return True
    if not seen.after or seen.after[0] in "、)）":
        return not verbs_in(seen.before) or bool(re.search(r"(?:[了的是有过这那]|重要|人手)$", seen.before))
    if seen.unit in ("次", "场", "期", "轮", "场次"):
        return not ends_with_verb(seen.before.rstrip("了过 "))
    return not (_CONCRETE.match(seen.unit) and _GETS.search(seen.before))


def _is_target(seen: _Number) -> bool:
    """超额完成年初80%目标: what was to be reached, not what was."""
    if seen.unit != "%":
        return False
    begin = max(seen.text.rfind(stop, 0, seen.start) for stop in "。！？") + 1
    return bool(
        re.match(r"(?:以[上下内])?的?(?:年度|既定|预定|考核)?(?:目标|指标|要求)", seen.after)
        or re.search(r"(?:目标|指标|要求)(?:为|是)?$", seen.before)
        or _SETS_TARGETS.search(_PINYIN.sub("", seen.text[begin : seen.start]))
    )


_SETS_TARGETS = re.compile(r"(?:总目标|(?:提出|明确|确定|制定).{0,20}目标)(?:是|为)?\s*[:：]")


_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}[和与及][\u4e00-\u9fff]{2,4}$")


def _points_back(seen: _Number) -> bool:
    """以上三项工程, 王明和李刚两位师傅: the number only sums up what was named."""
    if not seen.is_chinese or seen.value > 10:
        return False
    named = seen.unit in ("位", "名") and _NAMES.search(seen.before) and not verbs_in(seen.before[-10:])
    return bool(named) or bool(re.search(r"(?:以上|上述|下列|如下)$", seen.before))


def _is_second_hand(seen: _Number) -> bool:
    """二次供水, 二次装修: an adjective."""
    return seen.number == "二" and bool(
        re.match(r"供水|加压|装修|污染|验收|回收|消毒|分类|创业|更|利用|浪费|事故|伤害|补", seen.after)
    )


def _is_kinds_only(seen: _Number) -> bool:
    if seen.unit == "元" and seen.is_chinese and seen.value < 10:
        return True
    if seen.unit in ("栋", "幢"):
        return bool(re.match(r"的?[一二三四五六七八九十\d]+(?:层|楼|室|单元)", seen.after)) or bool(
            re.search(r"[-—–~～至到]", seen.number)
        )
    if seen.unit in ("元", "万元"):
        return bool(re.match(r"(?:以上|以下|以内)[的采（(、]", seen.after))
    if seen.unit == "秒":
        return seen.before.endswith("分")
    if seen.unit == "度":
        return "电" not in seen.before and "能" not in seen.before
    if seen.unit == "分":
        return seen.is_chinese or not re.search(
            r"(?:↑|↓|同比|提高|学分|积分|得分|评分|考核|满意|测评|评估|成绩|平均|得|获)", seen.before
        )
    if seen.unit in ("克", "毫升", "升"):
        return bool(re.search(r"(?:留样|浓度|不少于|不低于|配比|容量)", seen.before))
    if seen.unit in ("处",) and seen.number == "四":
        return not re.search(r"(?:了|出|共|隐患|达)\s*$", seen.before)
    if seen.unit in ("餐", "顿", "方", "面", "节", "期", "车", "口"):
        return seen.is_chinese and not _fits(seen)
    return seen.unit == "家" and (seen.is_one or seen.before.endswith("货比"))


def _fits(seen: _Number) -> bool:
    wanted = {
        "面": r"旗|锦旗|镜|墙|国旗|党旗|彩旗",
        "期": r"$|[、)）]",
        "车": r"\S",
        "口": r"井|锅",
        "节": r"课|$|[、)）]",
    }
    return bool(re.match(wanted.get(seen.unit, r"$^"), seen.after)) and seen.value >= 2


def _is_page_furniture(seen: _Number) -> bool:
    if seen.unit == "页":
        return bool(re.search(r"共\s*$|还剩\s*$|/\s*$", seen.before))
    return seen.unit == "篇" and bool(re.search(r"[(（][^)）]*$", seen.before))


_IDIOMS = re.compile(
    r"三番五次|四面八方|三天两头|一五一十|五次三番|两面三刀|百家争鸣|百花齐放|千家万户|一张一弛|三下五除二|九牛一毛"
)


def _is_idiom(seen: _Number) -> bool:
    spans = [match.span() for match in _IDIOMS.finditer(seen.text, max(0, seen.start - 5), seen.end + 5)]
    return any(start <= seen.start < end for start, end in spans)


_JUDGES: tuple[Callable[[_Number], bool], ...] = (
    _ordered,
    _forms_a_word,
    _names_a_service_or_limit,
    _is_abstract,
    _is_quoted,
    _each_its_own,
    _is_regular,
    _is_article,
    _is_target,
    _points_back,
    _is_second_hand,
    _is_kinds_only,
    _is_page_furniture,
    _is_idiom,
)
