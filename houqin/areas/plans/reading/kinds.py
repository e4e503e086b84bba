"""What sort of work it is, and where: words only, so the suggestion can be explained."""

from __future__ import annotations

import re

# First match wins: a drill with a lecture is a drill, a meeting about safety checks is a meeting.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("drill", re.compile(r"演练|演习|疏散|逃生(?!知识)")),
    ("stocktake", re.compile(r"盘点|盘库|清点|清查|核对.{0,6}(?:资产|校产|财产|物品)|清理校产|资产核查|清仓|资产清理")),
    ("settlement", re.compile(r"结算|结帐|结账|决算|清算|核销|报账|报帐|对账|收费|缴费|退费")),
    ("roster", re.compile(r"值班|值日|轮值|护校|护学岗|排班")),
    ("meeting", re.compile(r"会议|例会|召开|座谈|务虚会|动员会|家长会|交流会|部署会|工作会|委员会$")),
    ("training", re.compile(r"培训|学习|讲座|研修|教育(?!局|厅|部门)|宣传|主题班会|开学第一课|宣讲")),
    (
        "inspection",
        re.compile(r"检查|排查|巡查|巡视|自查|督查|抽查|检测|检修|安检|查看|普查|验收|大检查|体检|巡检|维保"),
    ),
)
_SAFETY_LESSON = re.compile(
    r"(?:检查|排查|巡查|自查|督查|检修|抽查).{0,12}(?:教育|宣传|培训)|^(?:.{0,10})(?:大检查|检查|排查|巡查|自查)"
)
_PLACE = re.compile(
    r"(?:[东西南北新老一二三四五六]?(?:教学楼|实验楼|综合楼|办公楼|行政楼|宿舍楼|图书楼)|学生宿舍|学生公寓|宿舍|寝室|食堂|餐厅|厨房|操作间|仓库|图书馆|图书室|阅览室|实验室"
    r"|计算机房|电脑室|微机室|多媒体教室|专用教室|功能室|教室|办公室|会议室|报告厅|体育馆|操场|运动场|篮球场|跑道|校门口?|大门|门卫室|传达室|配电房|配电室|水泵房|锅炉房|电梯"
    r"|厕所|卫生间|洗手间|楼梯|楼道|走廊|花坛|绿化带|草坪|围墙|停车场|车棚|医务室|保健室|活动室|校车|饮水点|开水房|浴室|池塘|苗圃)"
)


def suggest_kind(text: str) -> str:
    if _SAFETY_LESSON.search(text) and not re.search(r"演练|演习|疏散", text):
        return "inspection"
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    return "task"


def find_place(text: str) -> str | None:
    labelled = re.search(r"地点[:：]\s*([^,，。;；()（）]{2,20})", text)
    if labelled:
        return labelled[1].strip()
    found = _PLACE.search(text)
    return found[0] if found else None
