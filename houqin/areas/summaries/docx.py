"""A composition as a Word file in official layout."""

from collections.abc import Sequence
from decimal import Decimal

from houqin.areas.summaries import appendix
from houqin.areas.summaries.composition import Chapter, Composition
from houqin.kernel.documents import charts
from houqin.kernel.documents.charts import Chart, Series
from houqin.kernel.documents.inlines import Inline, Link
from houqin.kernel.documents.official import OfficialDocument
from houqin.kernel.figures.prose import amount
from houqin.kernel.figures.sections import ChartData, Number, Words

APPENDIX = "数字依据表"


def to_docx(composition: Composition, *, base_url: str) -> bytes:
    """base_url: where this installation is opened; every number links to its rows there. The same composition gives the same bytes."""
    document = OfficialDocument(
        title=f"{composition.title}\n{composition.subtitle}", organisation=composition.school, dated=composition.dated
    )
    for words in composition.opening:
        document.paragraph(_line(words, base_url))
    for chapter in composition.chapters:
        _chapter(document, chapter, base_url)
    has_numbers = bool(composition.numbers)
    if has_numbers:
        document.attachments([APPENDIX])
    document.signature()
    if has_numbers:
        document.appendix(APPENDIX)
        _evidence(document, composition, base_url)
    return document.to_bytes()


def _line(words: Words, base_url: str) -> list[Inline]:
    return [
        Link(piece.text, base_url + piece.address) if isinstance(piece, Number) else piece for piece in words if piece
    ]


def _chapter(document: OfficialDocument, chapter: Chapter, base_url: str) -> None:
    document.heading(1, chapter.title)
    lines = [_line(words, base_url) for words in chapter.paragraphs]
    if chapter.numbered:
        document.items(lines)
    else:
        for line in lines:
            document.paragraph(line)
    if chapter.goals:
        document.table(
            header=("目标", "要求", "实际", "差距", "结论"),
            rows=[
                (
                    goal.text,
                    goal.target,
                    _line(amount(goal.number), base_url) if goal.number else "—",
                    goal.gap,
                    goal.verdict,
                )
                for goal in chapter.goals
            ],
            widths=(60, 22, 24, 24, 18),
            caption="目标完成情况",
            align=("left", "center", "center", "center", "center"),
        )
    for data in chapter.charts:
        drawn = draw(data)
        document.picture(drawn.png, caption=data.title, alt=drawn.alt)


def draw(data: ChartData) -> Chart:
    labels, values = [label for label, _ in data.points], _values(data.points)
    if data.kind == "bars":
        return charts.bars(data.title, labels, values, unit=data.unit)
    if data.kind == "months":
        return _months(data, labels, values)
    now, before = dict(data.points), dict(data.before)
    parts = [
        Series(name=label, values=(_value(before.get(label)), _value(now.get(label))))
        for label in dict.fromkeys((*now, *before))
    ][:8]
    return charts.stacked(data.title, (data.before_name, data.name), parts, unit=data.unit)


def _months(data: ChartData, labels: list[str], values: list[Decimal]) -> Chart:
    """Month beside month in order; a month that the other period does not have stays empty, and its label says so."""
    if not data.before:
        return charts.months(data.title, labels, Series(name=data.name, values=values), unit=data.unit)
    length = max(len(data.points), len(data.before))
    was = [data.before[i][0] if i < len(data.before) else "无" for i in range(length)]
    now = [labels[i] if i < len(labels) else "无" for i in range(length)]
    return charts.months(
        data.title,
        [f"{one}（{other}）" for one, other in zip(now, was, strict=True)],
        Series(name=data.name, values=_padded(values, length)),
        before=Series(name=f"{data.before_name}（月份在括号内）", values=_padded(_values(data.before), length)),
        unit=data.unit,
    )


def _padded(values: Sequence[Decimal], length: int) -> list[Decimal]:
    return [*values, *[Decimal(0)] * (length - len(values))]


def _values(points: Sequence[tuple[str, Number]]) -> list[Decimal]:
    return [_value(number) for _, number in points]


def _value(number: Number | None) -> Decimal:
    return Decimal(0) if number is None or number.number is None else number.number


def _evidence(document: OfficialDocument, composition: Composition, base_url: str) -> None:
    document.paragraph(
        f"正文和图中的每个数字都列在下表，点开即为所依据的记录。依据地址均以{base_url}开头，登录后打开；没有权限的岗位打不开。"
    )
    document.table(
        header=appendix.HEADER,
        rows=appendix.evidence_rows(composition, base_url),
        widths=appendix.WIDTHS,
        align=appendix.ALIGN,
        small=True,
        alt="正文中每个数字的指标、口径、时段、数值、记录条数和依据地址",
    )
