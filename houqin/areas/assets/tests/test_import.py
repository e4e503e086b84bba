"""Cards from Excel: good rows come in, wrong ones are named cell by cell, nothing twice, nothing lost. And the official table of classes."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from houqin.areas.assets.actions import import_classes, install_classes
from houqin.areas.assets.actions.classes import read_classes
from houqin.areas.assets.models import Asset, AssetClass
from houqin.areas.assets.records import ASSET
from houqin.kernel.access import Actor, Door
from houqin.kernel.actions import Refused
from houqin.kernel.sheets.importing import export_file, import_file
from houqin.tests.people import World

HEADS = ("原编号", "名称", "分类编码", "出厂编号", "原值（元）", "验收日期", "校区", "存放地点", "使用责任人")
OFFICIAL = Path(__file__).parents[5] / "shared/data/procurement_catalogue_2022.csv"
ROWS = 400


@pytest.fixture
def qiu_by_sheet(world: World, qiu: Actor) -> Actor:
    install_classes(by=Actor.system(world.school.pk))
    return replace(qiu, door=Door.SHEET)


def row(n: int, **other: str) -> list[str]:
    told = {
        "原编号": f"2019-{n:05}", "名称": "台式计算机", "分类编码": "A02010105", "出厂编号": f"SN{n}", "原值（元）": "4200.50", "验收日期": "2024-03-05",
        "校区": "北校区", "存放地点": "北校区/教学楼/101教室", "使用责任人": "omar",
    }  # fmt: skip
    return list((told | other).values())


def table(tmp_path: Path, rows: list[list[str]], name: str = "卡片.csv") -> Path:
    path = tmp_path / name
    with path.open("w", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADS, *rows])
    return path


WRONG = (
    ({"分类编码": "A99999999"}, "A99999999"),
    ({"分类编码": "2010104"}, "GB/T 14885-2010"),
    ({"原值（元）": "-1"}, "原值"),
    ({"原值（元）": "NaN"}, "原值"),
    ({"原值（元）": "九百"}, "原值"),
    ({"验收日期": "2024-13-40"}, "验收日期"),
    ({"验收日期": "1024-03-05"}, "核对年份"),
    ({"校区": "西校区"}, "西校区"),
    ({"名称": ""}, "名称"),
    ({"存放地点": "月球"}, "月球"),
)


def test_of_many_rows_the_wrong_ones_are_named_and_the_right_ones_come_in(
    world: World, qiu_by_sheet: Actor, tmp_path: Path
) -> None:
    wrong = {n * 10: WRONG[n % len(WRONG)] for n in range(36)} | {395: ({"原编号": "2019-00001"}, "原编号")}
    path = table(tmp_path, [row(n, **(wrong[n][0] if n in wrong else {})) for n in range(ROWS)])

    rehearsed = import_file(ASSET, path, qiu_by_sheet)
    assert not Asset.objects.exists()
    for n, (_, said) in wrong.items():
        told = rehearsed.rows[n].reasons
        assert told, rehearsed.rows[n].cells
        assert any(said in reason.message or said in reason.label for reason in told), (said, told)
    import_file(ASSET, path, qiu_by_sheet, skip_refused=True)

    assert Asset.objects.count() == ROWS - len(wrong)
    assert {asset.state for asset in Asset.objects.all()} == {"in_use"}


def test_the_same_table_sent_twice_makes_nothing_twice(world: World, qiu_by_sheet: Actor, tmp_path: Path) -> None:
    path = table(tmp_path, [row(n) for n in range(30)])

    import_file(ASSET, path, qiu_by_sheet)
    again = import_file(ASSET, path, qiu_by_sheet)

    assert again.counts["refused"] == 30
    assert "已被另一条固定资产使用" in again.rows[0].reasons[0].message
    assert Asset.objects.count() == 30


def test_without_a_number_to_know_it_by_a_row_is_not_taken(world: World, qiu_by_sheet: Actor, tmp_path: Path) -> None:
    report = import_file(ASSET, table(tmp_path, [row(1, 原编号="", 出厂编号="")]), qiu_by_sheet)

    assert "请填旧台账上的编号" in report.rows[0].reasons[0].message


def test_what_is_exported_comes_back_unchanged_and_a_move_by_sheet_is_refused(
    world: World, qiu_by_sheet: Actor, tmp_path: Path
) -> None:
    import_file(ASSET, table(tmp_path, [row(n) for n in range(5)]), qiu_by_sheet)
    world.place("仓库")
    out = tmp_path / "导出.csv"
    export_file(ASSET, out, qiu_by_sheet)

    assert import_file(ASSET, out, qiu_by_sheet).counts["same"] == 5
    out.write_text(out.read_text("utf-8-sig").replace("北校区/教学楼/101教室", "北校区/仓库"), "utf-8")
    moved = import_file(ASSET, out, qiu_by_sheet)
    assert "挪动" in moved.rows[0].reasons[0].message


@pytest.mark.skipif(
    not OFFICIAL.exists(), reason="the official table lies beside the checkout only where it is developed"
)
def test_the_official_table_survives_its_dirt_and_says_what_was_mended(world: World, qiu: Actor) -> None:
    install_classes(by=Actor.system(world.school.pk))
    text = OFFICIAL.read_text("utf-8")

    told = read_classes(world.school.pk, text)
    assert (told.problems, told.left_out) == ([], 810)
    assert {code for code, _, _ in told.adopted} == {"A07050201", "A07050202", "A07050203", "A07050204"}
    assert len(told.tidied) > 250
    import_classes(by=qiu, text=text)

    codes = set(AssetClass.objects.of(world.school).values_list("code", flat=True))
    assert len(codes) > 3400
    orphans = AssetClass.objects.of(world.school).exclude(parent_code="").exclude(parent_code__in=codes)
    assert list(orphans) == []
    assert not AssetClass.objects.filter(name__regex=r"[一-鿿] ").exists()
    assert AssetClass.objects.get(code="A02061803").life == 5


def test_a_table_that_says_a_code_twice_or_nothing_is_refused(world: World, qiu: Actor) -> None:
    with pytest.raises(Refused, match="出现了两次"):
        import_classes(by=qiu, text="A02010105,甲\nA02010105,乙\n")
    with pytest.raises(Refused, match="没有读到分类"):
        import_classes(by=qiu, text="你好")


def test_installing_the_shipped_classes_again_adds_nothing(world: World) -> None:
    by = Actor.system(world.school.pk)
    install_classes(by=by)
    count = AssetClass.objects.count()

    assert install_classes(by=by) is None
    assert AssetClass.objects.count() == count
