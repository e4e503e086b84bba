"""How well plans are read and summaries are filled, on the documents that people have marked; and how long a thick one takes."""

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from houqin.bench.result import Measured, measured
from houqin.bench.stage import PACKAGE


def scores(wanted: Callable[[str], bool]) -> Iterator[Measured]:
    if wanted("plan_items_f1") or wanted("plan_months"):
        yield from _plans()
    if wanted("plan_thirty_pages"):
        yield _thirty_pages()
    if wanted("filling"):
        yield from _fillings()


def _plans() -> Iterator[Measured]:
    from houqin.areas.plans.reading import read_plan
    from houqin.areas.plans.reading.score import score, total

    cases = _cases()
    whole = total(
        score(
            read_plan(case).as_json()["items"],
            json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))["items"],
        )
        for case in cases
    )
    yield measured("plan_items_f1", "none", whole.f1, f"F1 of {len(cases)}")
    yield measured("plan_months", "none", whole.month_accuracy, "share")


PAGE = 700
"""Characters on a page of a plan."""
MONTH_OR_ITEM = re.compile(r"^\s*(?:(\d{1,2}|[一二三四五六七八九十]{1,3})月份?|[（(]?\d{1,2}[）)、.．])\s*(.*)$")


def _thirty_pages() -> Measured:
    """Beside it, all that a reader made of one expression would do with the same lines."""
    from houqin.areas.plans.reading import read_text

    told = "\n".join(case.read_text(encoding="utf-8") for case in _cases())
    text = (told * (30 * PAGE // len(told) + 1))[: 30 * PAGE]
    taken = min(_seconds(lambda: read_text(text)) for _ in range(3))
    bare = min(_seconds(lambda: [MONTH_OR_ITEM.match(line) for line in text.split("\n")]) for _ in range(3))
    return measured("plan_thirty_pages", "none", taken, "s", floor=bare)


def _cases() -> list[Path]:
    return sorted((PACKAGE / "areas/plans/tests/golden").glob("*.txt"))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _fillings() -> Iterator[Measured]:
    from houqin.areas.summaries.filling.proposals import as_json
    from houqin.areas.summaries.filling.scoring import Score, score
    from houqin.areas.summaries.filling.vocabulary import Period
    from houqin.areas.summaries.tests.filling_ledger import answers, golden_cases

    whole = Score()
    for _, data, expected in golden_cases():
        period = Period(start=date.fromisoformat(expected["from"]), end=date.fromisoformat(expected["to"]))
        whole += score(expected["slots"], as_json(answers(data, period=period))["slots"])
    yield measured("filling_recall", "none", whole.recall, "share")
    yield measured("filling_filled", "none", whole.filled_share, "share")
    yield measured("filling_wrong_while_sure", "none", whole.wrong_sure_share, "share")
