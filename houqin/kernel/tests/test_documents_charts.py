"""Charts: pictures sized for the page, with real Chinese letters and a sentence that says the same."""

import subprocess
import sys
import warnings
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from houqin.kernel.documents.charts import Chart, Series, bars, months, shown, stacked

SPRING = Series(name="本学期", values=[120, 310, 288])
AUTUMN = Series(name="上学期", values=[98, 290, 305])


def drawn() -> dict[str, Chart]:
    labels = ["二月", "三月", "四月"]
    return {
        "bars": bars("借用次数", labels, [3, 5, 4], unit="次"),
        "long names": bars("借用次数", ["一年级一班教室", "图书室", "器材室"], [3, Decimal("5.50"), 4], unit="次"),
        "months": months("借用次数", labels, SPRING, unit="次"),
        "compared": months("借用次数", labels, SPRING, before=AUTUMN, unit="次"),
        "stacked": stacked("借用次数", labels, [SPRING, AUTUMN], unit="次"),
    }


def test_every_chart_is_a_picture_as_wide_as_the_text_at_300_dots_per_inch() -> None:
    for chart in drawn().values():
        picture = Image.open(BytesIO(chart.png))
        assert picture.format == "PNG"
        assert abs(picture.width / 300 * 25.4 - 156) < 1
        assert all(round(dots) == 300 for dots in picture.info["dpi"])
        assert "Software" not in picture.info  # the same picture whatever version drew it


def test_no_letter_is_missing_from_the_font() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn()


def test_the_same_figures_give_the_same_picture() -> None:
    assert drawn() == drawn()


def test_other_figures_give_another_picture() -> None:
    one, other = (bars("借用次数", ["图书", "器材"], [3, last], unit="次") for last in (5, 6))

    assert one.png != other.png


def test_the_alt_text_says_every_figure() -> None:
    told = {name: chart.alt for name, chart in drawn().items()}

    assert told["bars"] == "柱形图，借用次数：二月3次、三月5次、四月4次，合计12次。"
    assert told["long names"].endswith("器材室4次，合计12.5次。")
    assert "本学期二月120次、三月310次" in told["compared"]
    assert "上学期二月98次" in told["compared"]
    assert "二月共218次（本学期120，上学期98）" in told["stacked"]


def test_a_month_without_an_earlier_period_shows_none() -> None:
    assert "上学期" not in months("借用次数", ["二月", "三月", "四月"], SPRING, unit="次").alt


@pytest.mark.parametrize(
    ("value", "text"), [(3, "3"), (3.0, "3"), (95.5, "95.5"), (Decimal("1.234"), "1.23"), (0, "0")]
)
def test_figures_are_written_without_idle_zeros(value: int | float | Decimal, text: str) -> None:
    assert shown(value) == text


def test_a_chart_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="chart of nothing"):
        bars("借用次数", [], [], unit="次")


def test_figures_that_do_not_match_their_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="2 values for 3 labels"):
        months("借用次数", ["二月", "三月", "四月"], Series(name="本学期", values=[1, 2]), unit="次")


def test_all_zeros_and_losses_can_be_drawn() -> None:
    for values in ([0, 0], [-3, 5]):
        assert bars("增减", ["图书", "器材"], values, unit="次").png


def test_a_whole_year_of_two_periods_can_be_drawn() -> None:
    labels = [f"{month}月" for month in range(1, 13)]
    now, before = (Series(name=name, values=[12345] * 12) for name in ("今年", "去年"))

    assert months("用水量", labels, now, before=before, unit="吨").png


def test_charts_cost_nothing_until_one_is_drawn() -> None:
    program = "import sys, houqin.kernel.documents.charts; sys.exit('matplotlib' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
