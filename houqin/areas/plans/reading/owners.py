"""Who does it: departments, posts, named persons; in brackets, after 负责, before a colon, or a cell of their own."""

from __future__ import annotations

import re

from .clean import plain

# What a department's name ends in.
_UNITS = (
    r"处室|部处|处|科室|科|办公室|校办|党办|办|部门|部|中心|教研组|备课组|年级组|学科组|后勤组|安全组"
    r"|保健组|卫生组|工作组|领导小组|小组|室|工会|团委|团总支|党支部|支部|大队部|少先队|学生会|家委会"
    r"|关工委|妇委会|教代会|派出所|卫生院|医院|医务室|保健室|消防队|交警队|街道|社区|居委会|物业|公司"
    r"|[电水木花校]工[组班]|绿化组|维修组|水电组|膳食组|保洁组|电教组|体育组|艺术组|维修班|水电班|绿化班|保洁班|锅炉班|车队|维保单位|供电局|教育局|疾控|食堂|门卫|图书馆|实验室|年级部|年部|全校|全园|各班|各部|各组|各年级|各处"
)
_POSTS = (
    r"班主任|任课教师|任课老师|科任教师|体育教师|信息教师|值班教师|值日教师|值周教师|值日老师|全体教师"
    r"|全体教职工|教职工|教师|老师|校长室|副校长|分管校长|校长|书记|副园长|园长|副主任|主任|年级组长"
    r"|教研组长|备课组长|组长|校医|保健医生|保健医|保健老师|保育员|保安|保洁员|保洁|门卫|厨师|炊事员|厨工"
    r"|司机|水电工|电工|木工|花工|绿化工|维修工|会计|出纳|保管员|保管|仓管员|仓管|报账员|大队辅导员|辅导员"
    r"|团委书记|生活老师|宿管员|宿管|食堂管理员|资产管理员|图书管理员|管理员|安全员|电教员|网管|行政值班"
    r"|全体行政|行政人员|行政|值周领导|值班领导|家长|全体师生|师生|学生|后勤人员|后勤|总务|政教|德育|教导"
    r"|教务|财务|工会|全体|相关人员|各科室|各部门|各处室|各班级|各年级|年级|安保|教科研|教研|党建"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹"
    "薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔文庞樊殷施洪颜庄章鲁倪邢俞翟蓝聂齐葛柴伍盛符左包耿欧柯游阮饶祝柳辛"
)
_UNIT = rf"[\u4e00-\u9fff]{{0,12}}?(?:{_UNITS})"
_POST = rf"[\u4e00-\u9fff]{{0,4}}(?:{_POSTS})"
_NAME = rf"[{_SURNAMES}](?:[\u4e00-\u9fff]{{1,2}}|某某?|[xX×*]{{1,2}})(?:老师|主任|校长|园长|书记|师傅|医生|同志)?"
_SEP = r"[、,，/;；\s和及与&+]+"
_WHO = rf"(?:(?:{_UNIT})|(?:{_POST})|(?:{_NAME}))"
_WHOLE = re.compile(rf"^(?:{_WHO})(?:{_SEP}(?:{_WHO}))*$")
_DEPARTMENT = re.compile(rf"(?:{_UNITS}|{_POSTS})(?:{_SEP}|$)")
_LABEL = (
    r"(?:主要|具体|第一)?(?:负责(?:部门|科室|处室|人员?|单位|领导)?|责任(?:部门|人|科室|处室|单位|领导)|承办(?:部门|单位|人)?|主办(?:部门|单位)?"
    r"|牵头(?:部门|单位|人)?|协办(?:部门|单位)?|配合(?:部门|单位)|执行人|落实人|组织者|实施部门|实施者|主管|分管领导|完成人)"
)
_LABELLED = re.compile(rf"[(\[【]?\s*{_LABEL}\s*[:]\s*(?P<who>[^()。;:\]】]{{2,40}})\s*[)\]】]?[。;]?\s*$")
_LABELLED_MID = re.compile(rf"[(\[【]\s*{_LABEL}\s*[:]?\s*(?P<who>[^()。;:]{{2,40}})\s*[)\]】]")
_BRACKETED = re.compile(
    r"[(\[【]\s*(?:由)?(?P<who>[^()\[\]【】]{2,40}?)(?:负责|牵头|组织|落实)?\s*[)\]】]\s*[。;,.]?\s*$"
)
_DASHED = re.compile(r"(?:-{2,}|\s{1,}|\t+|[。;])(?P<who>[^\s()。;:-]{2,30})\s*[。;]?\s*$")
_BY = re.compile(
    rf"由(?P<who>{_WHO}(?:{_SEP}{_WHO})*)(?:具体|统一|全面|专人)?(?:负责|牵头|组织|落实|承担|实施|完成|安排|主持|做好|定期)"
)
_IS_RESPONSIBLE = re.compile(rf"(?:^|[,。;])(?P<who>{_WHO}(?:{_SEP}{_WHO})*)负责")
_LEAD = re.compile(rf"^(?P<who>{_WHO}(?:{_SEP}{_WHO})*)\s*:\s*(?=\S{{3,}})")
# Words of work: 内勤检查 ends like a department but is none.
_NOT_WHO = re.compile(
    r"(?:工作|教育|安全|计划|总结|安排|卫生|管理|建设|干部)$|俱乐部|[了的是在将把对]"
    r"|活动|检查|会议|培训|演练|做好|加强|开展|准备|制度|维修|采购|整理|清理|布置|登记|整改|设备|大扫除|测试|考试|比赛|评比|讲座|宣传"
    r"|慰问|看望|召开|组织|进行|完成|落实|检修|办理|强化|健全|完善|抓好|提高|优化|内部|全部|外部|局部"
)

# 维修组: named by its work, and yet who does it.
_WORK_TEAM = re.compile(r"(?:维修|设备|宣传|采购|会务|卫生|安全|活动|保洁|水电)(?:组|班|队|部|科|处|室|员|中心)")


def is_owner_text(text: str, *, names: bool = True) -> bool:
    """True when a cell or line says nothing but who does it. Without ``names`` a department or post must be
    among them: alone, 高考 and 高老 look alike."""
    labelled = re.match(rf"{_LABEL}\s*[:]", plain(text).strip())
    body = re.sub(rf"^{_LABEL}\s*[:]\s*", "", plain(text).strip().strip("、,。;()"))
    if _WORK_TEAM.fullmatch(body):
        return True
    if not 2 <= len(body) <= 60 or _NOT_WHO.search(body):
        return False
    if not _WHOLE.match(body):
        return labelled is not None and re.fullmatch(r"[\u4e00-\u9fff、,/ ]{2,16}", body) is not None
    return names or labelled is not None or bool(_DEPARTMENT.search(body))


def split_owners(text: str) -> tuple[str, ...]:
    body = re.sub(rf"^{_LABEL}\s*[:]\s*", "", plain(text).strip())
    parts = [part.strip("。.()（）:") for part in re.split(r"[、,，/;；\s&+|]+|(?<=[处室部会组任师])[和及与]", body)]
    return tuple(dict.fromkeys(part for part in parts if part and part not in {"无", "略", "同上", "/"}))


def find_owners(text: str) -> tuple[tuple[str, ...], str]:
    """The owners named in a line, and the line without the bracket or tail that named them."""
    flat = plain(text)
    for pattern, labelled in ((_LABELLED, True), (_LABELLED_MID, True), (_BRACKETED, False), (_DASHED, False)):
        found = pattern.search(flat)
        if found and (labelled or is_owner_text(found["who"])) and found.start() >= 2:
            rest = text[: found.start()] + text[found.end() :]
            if len(re.sub(r"[\W\d_年月日号周]", "", rest)) < 2:
                continue  # 8日 全面保洁: what is left must still say what is done
            return split_owners(found["who"]), rest.strip(" \t，,；;")
    lead = _LEAD.match(flat)
    if lead and is_owner_text(lead["who"]):
        return split_owners(lead["who"]), text
    for pattern in (_BY, _IS_RESPONSIBLE):
        found = pattern.search(flat)
        if found and not _NOT_WHO.search(found["who"]):
            return split_owners(found["who"]), text
    return (), text


# 二月后勤处: the month says when, the rest who.
_MONTH_LEADS = re.compile(r"^\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?\s*")


def section_owners(path: tuple[str, ...]) -> tuple[str, ...]:
    """Owners a heading names for all that stands under it: （六）活动安全（责任部门：德育处）."""
    for title in reversed(path):
        flat = plain(title)
        for pattern in (_LABELLED, _LABELLED_MID):
            found = pattern.search(flat)
            if found:
                return split_owners(found["who"])
        named = _MONTH_LEADS.sub("", flat)
        if is_owner_text(named, names=False):
            return split_owners(named)
    return ()
