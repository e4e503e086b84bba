"""Lines that belong to a web page or a printed page, not to the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .clean import plain
from .source import Line

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"^(?:第\s*\d+\s*页|-?\s*\d{1,3}\s*-?\s*/\s*\d{1,3}|-+\s*(?:第\s*)?\d{1,3}\s*页?\s*-+|共\s*\d+\s*页|第\s*\d+\s*页\s*[,/共]*\s*\d*\s*页?)$"
        ),
        "页码",
    ),
    (re.compile(r"^第\s*\d+\s*页\s*/?\s*共\s*\d+\s*页$|_第\d+页$|^\d{1,3}\s*/$"), "页码"),
    (re.compile(r"当前位置|您(?:现在)?的位置|^首页\s*[>›»]|[>›»].*[>›»]"), "网页导航"),
    (
        re.compile(
            r"上一[篇页]|下一[篇页]|相关(?:文章|推荐)|热门(?:文章|推荐)|猜你喜欢|返回(?:首页|顶部|列表)|^最新文档|^推荐阅读|阅读全文"
        ),
        "网页导航",
    ),
    (
        re.compile(
            r"版权(?:所有|归|声明)|免责声明|ICP备|联系(?:网站)?客服|未经允许|转载请|本站|客服QQ|二维码在手机|内容提供方"
            r"|本(?:文档|资源).{0,12}(?:上传|发布|收集)|(?:会员|网友|用户)(?:上传|分享|投稿)|VIP文档|付费(?:前|下载|用户)"
        ),
        "网页声明",
    ),
    (
        re.compile(
            r"下载(?:本文|文档|地址|此|该)|在线预览|文档(?:格式|大小|编号)|全文预览|珍藏版|预览图|点击下载|开通会员|会员(?:专享|登录)"
        ),
        "网页文字",
    ),
    (
        re.compile(
            r"(?:发布|发表|更新|录入|上传|审核)(?:时间|日期|者|人)\s*[:]|(?:浏览|阅读|点击|访问)(?:次数|人次|量|数)?\s*[:]|^(?:来源|作者|编辑|责任编辑|字号|录入者)\s*[:]|时间[:]\s*20\d\d-|阅读\s*\([\d.]+[WwKk万]?\)|位读者读过"
        ),
        "发布信息",
    ),
    (
        re.compile(
            r"小编|欢迎(?:大家)?(?:阅读|参考|借鉴|收藏)|希望(?:能够?)?(?:对大家|对您)|仅供参考|范文(?:大全|网|集合)|为大家(?:整理|收集|带来)|一起来看看|光阴(?:似|如|荏苒|迅速|的|飞逝|匆匆|在)|时间过得|白驹过隙|我要投稿"
        ),
        "网页文字",
    ),
    (
        re.compile(
            r"^-?\s*(?:约?\s*[\d.]+\s*千?字|举报$|20\d\d-\d\d?-\d\d?\s*发布(?:于.{1,8})?|\d+(?:\.\d+)?\s*[KMkm]B|约?\s*\d+\s*页)\s*\|?$|^-\s*\d{1,3}$|^申明敬告|^\(?未完,|全文共\d+字|^广告$|^分享(?:到|至)\s*[:]|^(?:[【\[]?(?:打印|关闭|收藏|返回|大|中|小)(?:本页|窗口)?[】\]]?\s*){1,5}$|^扫一?扫.{0,12}$|关注我们$|^附件下载"
        ),
        "网页文字",
    ),
    (re.compile(r"^https?://"), "网址"),
    (
        re.compile(
            r"^(?:序号)?(?:时 ?间|日 ?期|月 ?份|周 ?次)(?:(?:工作|活动|主要|具体|教育)?(?:内 ?容|安 ?排|项目|主题|重点)|地 ?点|部门|备 ?注"
            r"|(?:负责|责任|承办|主办|组织)(?:人|部门|处室|科室)|参加(?:人员|对象)|要求){2,}$"
        ),
        "表头",
    ),
    (re.compile(r"^[\W_]+$"), "只有符号"),
)
# Words a page is full of and a plan may use too (扫码报修, 举报箱, 整理相关资料): noise only in a short scrap of a line.
_SCRAP = re.compile(
    r"所在位置|^(?:百度|腾讯|道客|豆丁|原创力)?文[库档]|试读(?:结束|已结束)|©|相关(?:资料|文档)|侵权|举报|扫码|在线阅读|付费|会员|上传(?:人|者)|投稿|希望(?:能够?)?帮助|(?:更新|发布|上传|审核)\s*[:]|www\.\S+|\.(?:com|cn|net)\b"
)
_LISTED = re.compile(r"\s*(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.]|[①-⑳●◆■-])")
_SCRAP_LENGTH = 40


# 9/1 alone may be a day; - 3 -, 3 / 9 and 第3页 are not.
_PAGE_NUMBER = re.compile(r"\d{1,3}\s+/\s+\d{1,3}|第\s*\d{1,3}\s*页(?:\s*[,/]?\s*共\s*\d{1,3}\s*页)?|-\s*\d{1,3}\s*-")


def is_page_number(text: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(plain(text).strip()))


def noise_reason(text: str) -> str | None:
    flat = plain(text).strip()
    if not flat:
        return None
    if flat.startswith("•"):  # • 约4千字: what a page says of its document may stand in a list
        flat = flat[1:].strip() or flat
    for pattern, why in _RULES:
        if pattern.search(flat) and len(flat) < 400:
            return why
    scrap = len(flat) <= _SCRAP_LENGTH and not flat.endswith(("。", ";")) and not _LISTED.match(flat)
    return "网页文字" if scrap and _SCRAP.search(flat) else None


_LINKS_BELOW = re.compile(r"(?:相关|推荐|热门|更多|拓展)(?:文章|阅读|推荐|范文|资料|内容)?\s*[:]$")
_LINK = re.compile(
    r"[^。;!]{2,40}(?:计划|总结|方案|范文|报告|论文|心得|制度|安排|体会|发言稿|讲话稿)\S{0,10}|[^。;]{2,40}\d\d-\d\d"
)


def link_lines(lines: Sequence[Line]) -> dict[int, str]:
    """The other pages a page lists below 【…】相关文章：, numbered or not, by line number."""
    found: dict[int, str] = {}
    listing = False
    for line in lines:
        flat = plain(line.text).strip()
        if listing and flat:
            listing = _LINK.fullmatch(flat) is not None
            if listing:
                found[line.number] = "其他网页的链接"
        listing = listing or _LINKS_BELOW.search(flat) is not None
    return found


_TITLE = re.compile(r"[^。;:,!?、]{4,36}(?:计划|方案)(?:\([^()]{1,12}\))?")


def repeated_titles(lines: Sequence[Line]) -> dict[int, str]:
    """The document's name once more between its paragraphs, as pages print it, by line number."""
    seen: set[str] = set()
    found: dict[int, str] = {}
    for line in lines:
        flat = plain(line.text).strip()
        if not _TITLE.fullmatch(flat) or _LISTED.match(flat):
            continue
        if flat in seen and len(seen) <= 3:
            found[line.number] = "文件名称又出现一次"
        seen.add(flat)
    return found
