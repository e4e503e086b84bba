"""The measures of GB/T 9704-2012, named once.

Lengths are twips (1/20 pt) unless the name says otherwise.
"""

from dataclasses import dataclass

TWIPS_PER_MM = 1440 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4
MARGIN_TOP = 2098  # 37 mm
MARGIN_LEFT = 1587  # 28 mm
TEXT_WIDTH, TEXT_HEIGHT = 8845, 12756  # 156 mm x 225 mm
MARGIN_RIGHT = PAGE_WIDTH - MARGIN_LEFT - TEXT_WIDTH
MARGIN_BOTTOM = PAGE_HEIGHT - MARGIN_TOP - TEXT_HEIGHT
# The dash of the page number lies 7 mm below the text block; Word measures the footer from the page's lower edge.
FOOTER_DISTANCE = 1446

LINES_PER_PAGE, CHARACTERS_PER_LINE = 22, 28
LINE = 579  # 22 lines fill 225 mm; 28.95 pt
# Twenty-eight characters of 16 pt are wider than 156 mm, so the grid pulls each a little closer (1/4096 pt).
CHARACTER_SPACE = -849
CHARACTER = 314  # what one character then takes: whole twips of spacing, and LibreOffice needs one to spare

TEXT_WIDTH_MM = 156
PICTURE_HEIGHT_MM = 180  # leaves room on the page for a caption and a line that introduces it

# Chinese type sizes, in points.
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, SIZE_5 = 22.0, 16.0, 14.0, 12.0, 10.5


@dataclass(frozen=True, kw_only=True)
class Font:
    """A typeface the standard asks for, and what may stand in for it where it is not installed."""

    name: str
    stand_ins: tuple[str, ...]
    family: str


TITLE_FONT = Font(
    name="方正小标宋简体",
    stand_ins=("方正小标宋_GBK", "小标宋体", "华文中宋", "STZhongsong", "宋体", "SimSun", "Noto Serif CJK SC"),
    family="roman",
)
BODY_FONT = Font(
    name="仿宋_GB2312",
    stand_ins=("仿宋", "FangSong", "华文仿宋", "STFangsong", "方正仿宋_GBK", "SimSun", "Noto Serif CJK SC"),
    family="modern",
)
HEADING_FONT = Font(
    name="黑体",
    stand_ins=("SimHei", "华文黑体", "STHeiti", "方正黑体_GBK", "Noto Sans CJK SC"),
    family="swiss",
)
SUBHEADING_FONT = Font(
    name="楷体_GB2312",
    stand_ins=("楷体", "KaiTi", "华文楷体", "STKaiti", "方正楷体_GBK", "SimSun", "Noto Serif CJK SC"),
    family="modern",
)
NUMBER_FONT = Font(name="宋体", stand_ins=("SimSun", "Noto Serif CJK SC"), family="roman")

FONTS = (TITLE_FONT, BODY_FONT, HEADING_FONT, SUBHEADING_FONT, NUMBER_FONT)
