"""The words that tell work from aims, rosters, closing lines and signatures."""

from __future__ import annotations

import re

NARRATIVE = re.compile(
    r"指导思想|工作思路|总体思路|工作理念|总体要求|工作目标|总体目标|总目标|具体目标|^目标|奋斗目标|管理目标|目标$|基本情况|情况分析|现状|概况|背景|工作方针|工作宗旨|工作原则|^原则|^宗旨"
    r"|回顾|存在的?(?:主要)?问题|成绩|不足|反思|^前言|^引言|^依据|^意义|形势|^结语|^总之|工作要旨|口号|活动(?:主题|目的|时间|地点|对象|宗旨|意义|背景|目标|经费|口号)|^(?:工作|开放|实施|检查)时间|参[加与](?:对象|人员)|^(?:主题|时间|地点|对象)$"
    r"|^(?:活动|工作|有关|相关|几点|具体|纪律)?要求$|^(?:几点|有关|补充|其他)?说明$"
)
# 「1.认真研究新形势下…」, 「弥补教学中的不足」: what is to be done, whatever it is to be done about.
WORK_VERB = re.compile(
    r"(?:认真|积极|继续|切实|努力|深入|进一步|加强|加大|做好|抓好|抓实|搞好|开展|完善|建立|落实|强化|提高|提升|适应|克服|改进|弥补|查找|针对|研究)"
)
# How a sentence begins that says what will be done: by its verb, or by when and how often.
PROMISE = re.compile(
    r"(?:[一二三四五六]是|\d{1,2}月|每|定期|不定期|及时|学期[初中末]|期[初中末]|开学|放假|假期|本学期|利用|通过|按照?|对|将|把|由|继续|积极|认真"
    r"|进一步|切实|全面|加强|加大|加快|强化|做好|做到|抓好|搞好|坚持|严格|实行|执行|规范|完善|健全|建立|制定|制订|设立|成立|组织|召开|开展"
    r"|举办|举行|安排|落实|配合|协助|检查|检修|维修|维护|更换|更新|清理|清洗|清点|登记|整理|发放|公布|公示|采购|添置|配备|修剪|修订|签订|统一|提高"
    r"|提升|改善|改造|培训|邀请|推进|推行|确保|保证|充分|督促|加装|张贴|布置|征求|听取)"
)
# 主 题：, 时  间： are set wide to line up with longer labels.
SPREAD_LABEL = re.compile(r"^([\u4e00-\u9fff])\s{1,4}([\u4e00-\u9fff])(?=\s*:)")
# 「一、工作目标与范围本计划旨在…」: a heading that lost its line end, so only how it begins can tell.
GLUED_NARRATIVE = re.compile(
    r"(?:指导思想|工作(?:目标|思路|背景)|计划(?:目标|背景)|(?:总体|工作)(?:目标|要求|思路)|(?:背景|现状|形势|问题)分析|引言|前言)"
)
ROSTER = re.compile(
    r"^(?!加强|健全|强化|完善|落实|明确)(?:成立)?.{0,12}(?:组织机构|领导小组|工作小组|组织领导|组织网络|人员组成|工作网络|人员分工)(?:成员|名单|及.{0,8})?[:]?$"
)
ROSTER_LINE = re.compile(r"^(?:常务)?(?:总指挥|副?组\s*长|组\s*员|成\s*员|主任委员|副?主任|委员|联络员|副总指挥)\s*[:]")
MEASURE = re.compile(
    r"措施|重点|任务|安排|内容|要点|做法|活动(?!主题|目的|时间|地点|对象|宗旨|意义|背景|目标|要求|经费|口号)|步骤|行事历"
)
CLOSING = re.compile(
    r"^[(]?(?:总之|以上|综上|新的?学[年期]|新的一[年学]|在新的|在今后|今后|我们将|我们相信|相信|让我们|希望|展望|结语|结束语|一份耕耘|特此|本计划|此计划|附[:]|注[:]|备注[:]|说明[:]|未尽事宜|通过以上)"
)
CLOSING_INSIDE = re.compile(r"我们(?:将|一定|要|会|相信|坚信)|而努力|贡献力量|保驾护航|更上一层楼")
SIGNATURE = re.compile(
    r"^[^,。;:、\t\d]{2,24}(?:学校|小学|中学|幼儿园|总务处|后勤处|保障处|政教处|教务处|教导处|德育处|办公室|安全办|中心校|校区|学院|保卫处|卫生室|医务室|校长室|工会|(?:学校|中学|小学|后勤)(?:部|中心|办|组))\s*(?:[\d〇○零一二三四五六七八九O年.\-/月日\s]*)$"
)
DATE_LINE = re.compile(
    r"^[(]?(?:20\d{2}|二[〇○零O0][〇○零一二三四五六七八九\d]{2}|20_+|20[xX×*]+|[xX×*]+)\s*[年./-]\s*[\d一二三四五六七八九十xX×*_]{0,3}\s*[月./-]?\s*[\d一二三四五六七八九十xX×*_]{0,3}\s*日?[)]?$"
)
DOC_TITLE = re.compile(
    r"(?:计划|安排|行事历|方案|要点|校历|日程|安排表|一览表|工作历|大事记|备忘录?)(?:表)?(?:[(（].{0,20}[)）])?\s*(?:篇|范文)?\s*[一二三四五六七八九十\d]{0,2}$"
)
# 学期初：…, 期中：…: a time of the term in place of a month.
TERM_TIME = re.compile(r"((?:本?学?期[初中末]|开学(?:前|初)|放假前)(?:阶段|前后)?)\s*[:]\s*\S")
# 一、本月工作重点 beside a table of days: its entries are for the month the title names.
THIS_MONTH = re.compile(r"本[月周](?:的)?(?:主要|重点|具体)?(?:工作|活动)?(?:重点|要点|安排|内容|任务)\s*[:]?")
# 2021—2022学年第二学期 on a line of its own: the months below are another term's.
TERM_NAME = re.compile(
    r"(?:20\d\d\s*(?:-+|~|至|/)?\s*(?:20\d\d|\d\d)?\s*学?年度?\s*)?(?:第[一二12]|[上下])(?:个|半)?学期(?:工作|安排)*\s*[:]?"
)
# 日常工作 beside the months: what says its own rhythm there is work as much as what a month holds.
ROUTINE = re.compile(r"(?:本?学期)?(?:日常|常规|经常|平时|长期)性?(?:工作|管理|事务|检查|任务|安排)*\s*[:]?")
CALENDAR_TITLE = re.compile(r"安排|行事|日程|进度|时间|月")
# 体检率100%: what is to be reached, nothing to do.
RATE = re.compile(r"[\u4e00-\u9fff]{2,10}率\s*(?:达到?|为|保持|不低于|≥|>|=)?\s*\d{1,3}(?:\.\d+)?%(?:以上)?")
# Lines in a month that inform and ask for nothing.
NOTICE = re.compile(
    r"^(?:活动|工作|集合)?(?:地点|场所|对象)\s*[:]|^(?:主要|重要)?(?:节日|纪念日|宣传日)\s*[:]|^(?:本月|活动|教育|月|黑板报|德育|周)?(?:主题|目标)\s*[:]"
)
