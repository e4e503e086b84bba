"""How well plans are read and summaries are filled, on the documents that people have marked."""

import json
from collections.abc import Callable, Iterator
from datetime import date

from houqin.bench.result import Measured, measured
from houqin.bench.stage import PACKAGE


def scores(wanted: Callable[[str], bool]) -> Iterator[Measured]:
    if wanted("plan_items_f1") or wanted("plan_months"):
        yield from _plans()
    if wanted("filling"):
        yield from _fillings()


def _plans() -> Iterator[Measured]:
    from houqin.areas.plans.reading import read_plan
    from houqin.areas.plans.reading.score import score, total

    cases = sorted((PACKAGE / "areas/plans/tests/golden").glob("*.txt"))
    whole = total(
        score(
            read_plan(case).as_json()["items"],
            json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))["items"],
        )
        for case in cases
    )
    yield measured("plan_items_f1", "none", whole.f1, f"F1 of {len(cases)}")
    yield measured("plan_months", "none", whole.month_accuracy, "share")


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
