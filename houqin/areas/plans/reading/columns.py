"""What a table column is for, told from its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .clean import plain
from .owners import is_owner_text
from .periods import parse_period

_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"^(?:序号?|编号|号|NO\.?|项次)$", re.IGNORECASE)),
    ("weekday", re.compile(r"^(?:星期|周|礼拜)[一二三四五六日天]$|^星期$|^周几$")),
    ("week", re.compile(r"周次|周数|教学周|^周$|^周别$|^第?几?周$")),
    (
        "owner",
        re.compile(
            r"负责|责任|承办|主办|牵头|协办|执行人|实施者|组织者|经办|处室$|^部门$|科室$|参与部门|参加人员|完成人|主管|^组织|落实人|分管|主讲|讲话人|发言人|主持人|召集|经手|联系人"
        ),
    ),
    (
        "when",
        re.compile(
            r"月\s*份|^月$|时间|日期|年月|时段|^阶段$|期限|时限|月\s*/|^起[止讫]|日程$|^月次$|月周|^频[次率]$|^周期$|^季度?$"
        ),
    ),
    (
        "note",
        re.compile(r"备注|说明|完成情况|落实情况|记\s*[录载]|资料|材料|考核|达成|检查情况|反馈|注$|评价|签字|效果"),
    ),
    ("place", re.compile(r"地点|场所|位置")),
    ("detail", re.compile(r"要求|^目标|目的|形式|方式|方法|对象|标准|成果|预期|参加对象|班级|年级$|^人员$|载体|教具")),
    (
        "content",
        re.compile(r"内容|工作|事项|项目|活动|安排|要点|主题|任务|措施|名称|计划|重点|行事|课题|大事|教育|纪要"),
    ),
)


# 工作重点 beside 具体工作内容 only names what the other column spells out.
THEME_COLUMN = re.compile(r"主题|节日|重点|要\s*点|项目|类别|名称|板块")
WORK_COLUMN = re.compile(r"具\s*体|内\s*容|措\s*施|安\s*排")


def without_remark(name: str) -> str:
    """主题内容 of 主题内容(名称、形式自定)."""
    return re.sub(r"(?<=.)\s*[(（][^()（）]*[)）]\s*$", "", name)


@lru_cache(maxsize=4096)
def header_role(text: str) -> str | None:
    """None when the words do not name a column."""
    flat = re.sub(r"\s+", "", plain(without_remark(text))).strip(":()")
    if not flat or len(flat) > 14 or ":" in flat:
        return None  # 时间:9月上旬 says a time, it names no column
    head = parse_period(flat)
    if head is not None and head.bare and not head.period.soft:
        return None  # 九月份 is a month, not the name of a month column
    for role, pattern in _ROLES:
        if pattern.search(flat):
            return role
    return "owned" if is_owner_text(flat) else None


_WEEKDAY = re.compile(r"(?:星期|周|礼拜)?[一二三四五六日天]")


def names_weekdays(names: Sequence[str]) -> bool:
    """日 一 二 三 四 五 六 side by side: what one of them says alone, 一, may be anything."""
    return sum(1 for name in names if _WEEKDAY.fullmatch(re.sub(r"\s+", "", plain(name)))) >= 5


def is_header(cells: Sequence[str]) -> bool:
    return (
        len(cells) >= 2
        and all(len(cell) <= 12 for cell in cells)
        and sum(bool(header_role(cell)) for cell in cells) >= 2
    )
