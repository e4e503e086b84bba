"""Whatever the document, nothing is lost and nothing breaks."""

import random
import re
from pathlib import Path

import pytest

from houqin.areas.plans.reading import PlanReading, read_text
from houqin.tests.effort import grows_with_its_size

CASES = sorted((Path(__file__).parent / "golden").glob("*.txt"))
PUNCTUATION = '、。；：，（）()[]【】|\t 　"“”’‘—-~①(1)一二三月周日0123456789%《》\n\r\x0c'


def accounted(reading: PlanReading) -> list[int]:
    items = {number for item in reading.items for number in (item.lines or (item.line,))}
    goals = {goal.line for goal in reading.goals}
    left = {left.line for left in reading.left}
    assert not items & goals
    assert not items & left
    assert not goals & left
    return sorted(items | goals | left)


def non_empty(text: str) -> list[int]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").split("\n")
    return [at for at, line in enumerate(lines, start=1) if line.strip()]


def mutated(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        way = chance.randrange(7)
        at = chance.randrange(len(lines))
        if way == 0:
            chance.shuffle(lines)
        elif way == 1:
            lines.insert(at, chance.choice(lines))
        elif way == 2 and len(lines) > 1:
            del lines[at]
        elif way == 3:
            lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
        elif way == 4:
            where = chance.randint(0, len(lines[at]))
            noise = "".join(chance.choice(PUNCTUATION) for _ in range(chance.randint(1, 5)))
            lines[at] = lines[at][:where] + noise + lines[at][where:]
        elif way == 5:
            lines[at] += lines[(at + 1) % len(lines)]
        else:
            lines = "\n".join(lines)[: chance.randint(1, 400)].split("\n")
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_line_is_in_exactly_one_of_the_three(case: Path) -> None:
    text = case.read_text(encoding="utf-8")

    assert accounted(read_text(text)) == non_empty(text)


@pytest.mark.parametrize("seed", range(300))
def test_a_damaged_plan_is_still_read_line_for_line(seed: int) -> None:
    chance = random.Random(seed)
    text = mutated(chance.choice(CASES).read_text(encoding="utf-8"), chance)
    if not re.search(r"\w", text):
        text += "九月份"

    reading = read_text(text)

    assert accounted(reading) == non_empty(text)
    assert reading.as_json().keys() >= {"term", "items", "goals", "left"}


def test_a_plan_of_thirty_pages_is_read_line_for_line() -> None:
    page = "\n".join(case.read_text(encoding="utf-8") for case in CASES[:4])
    text = "\n".join(page for _ in range(30 * 700 // len(page) + 1))

    assert accounted(read_text(text)) == non_empty(text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_plan_twice_as_long_is_twice_the_work(case: Path) -> None:
    page = case.read_text(encoding="utf-8")

    assert grows_with_its_size(lambda pages: read_text("\n".join([page] * pages)), 4, spare=1.3)


def test_lists_that_begin_anew_a_hundred_times_nest_no_deeper() -> None:
    page = "一、管好进出登记。\n一、访客先打电话核实。\n二、管好夜间巡查:\n一、每晚查看门锁。\n二、夜里记名。\n"

    assert grows_with_its_size(lambda pages: read_text(page * pages), 50, spare=1.1)


def test_one_endless_line_is_read_through_once() -> None:
    assert grows_with_its_size(lambda times: read_text("1、检查消防器材，确保完好；" * times), 400)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_long_run_of_bars_is_read_through_once(between: str) -> None:
    assert grows_with_its_size(lambda rows: read_text(between.join(["| 工作内容"] * rows)), 400)
