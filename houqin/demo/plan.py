"""The sample plan: a Word document of our own in the layout that school offices use."""

from io import BytesIO

from docx import Document

TITLE = "扎实做好后勤保障　用心守护平安校园"
SUBTITLE = "青禾实验学校后勤处2025-2026学年第二学期工作计划"
INTRO = (
    ("一、指导思想", ("以“服务育人、安全第一、节约高效”为宗旨，围绕学校新学期工作要点，把后勤工作做细、做实，让师生安心、家长放心。",)),
    ("二、工作目标", (
        "1、报修有回应：维修完成率达95%以上，24小时内修复率不低于60%。",
        "2、隐患有闭环：隐患整改率达95%。",
        "3、检查有记录：检查按时完成率达95%。",
        "4、师生有口碑：维修满意度达90%以上。",
    )),
    ("三、工作措施", (
        "（一）守住安全底线。保安每天三个时段巡查校园，夜间不少于两次，发现问题当场处理，处理不了的及时上报。",
        "（二）做好日常维修。师生扫码即可报修，维修人员按工种接单，修好由报修人验收。",
        "（三）厉行节约。每月对比水电用量，发现异常及时查找原因。",
    )),
)  # fmt: skip
MONTHS = (
    ("二月份：", (
        "制订新学期后勤工作计划。", "做好开学前校舍、消防设施、电器设备、体育器材的安全检查。", "分发教材和学生作业本。", "召开后勤工作会议，明确岗位职责。",
        "期初室内物品清查，落实班级财产责任人。", "饮水机更换滤芯，水质送检。",
    )),
    ("三月份：", (
        "消防器材月检查，过期的及时更换。", "每周召开一次安全例会。", "固定资产清查。", "组织消防疏散演练。", "春季植物修剪和补种。", "食堂安全专项检查。",
    )),
    ("四月份：", (
        "清明假期值班安排。", "消防安全检查。", "组织后勤人员业务学习。", "做好春季运动会服务保障。", "操场和体育器材专项检查。", "教辅材料结算。",
    )),
    ("五月份：", ("五一假期值班安排。", "防灾减灾知识讲座和疏散演练。", "配电房检查。", "校园周边环境排查。", "汛期前排水管道检查。", "食堂安全月检查。")),
    ("六月份：", ("消防器材月检查。", "防溺水安全教育。", "端午假期值班安排。", "电梯检查。", "组织后勤人员考核。", "学生宿舍安全检查。")),
    ("七月份：", ("清理校产，统一保管电脑等物品。", "服务性收费结算并公示。", "排好暑假值班表。", "安全大检查。", "后勤工作总结。")),
)  # fmt: skip
LESSONS = (
    ("二月份", ("开学第一课安全教育",), "后勤处、学生处、班主任"),
    ("三月份", ("食品安全教育", "节水用水教育"), "后勤处、学生处、班主任"),
    ("四月份", ("交通安全教育",), "学生处、班主任"),
    ("五月份", ("防灾减灾教育", "自救自护教育"), "后勤处、学生处、班主任"),
    ("六月份", ("防溺水教育", "用电安全教育"), "后勤处、班主任"),
)


def sample_plan() -> bytes:
    """The plan as a .docx: aims, measures, a monthly schedule, and a table month × content × department."""
    document = Document()
    document.add_paragraph(TITLE)
    document.add_paragraph(SUBTITLE)
    for heading, paragraphs in INTRO:
        document.add_paragraph(heading)
        for words in paragraphs:
            document.add_paragraph(words)
    document.add_paragraph("四、具体工作：")
    for heading, items in MONTHS:
        document.add_paragraph(heading)
        for n, words in enumerate(items, start=1):
            document.add_paragraph(f"{n}、{words}")
    document.add_paragraph("安全主题教育安排表")
    _lessons(document)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _lessons(document: "Document") -> None:  # type: ignore[valid-type]
    table = document.add_table(rows=1, cols=4)  # type: ignore[attr-defined]
    for cell, words in zip(table.rows[0].cells, ("月份", "安全教育内容", "负责部门", "备注"), strict=True):
        cell.text = words
    for month, contents, owners in LESSONS:
        first = None
        for n, words in enumerate(contents, start=1):
            cells = table.add_row().cells
            cells[1].text, cells[2].text = f"{n}、{words}", owners
            first = cells[0].merge(first) if first is not None else cells[0]
        if first is not None:
            first.text = month
