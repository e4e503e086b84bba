"""A list from Excel with mistakes in it: told row by row, marked in the own workbook, sent again corrected."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from houqin.foundation.models import Person
from houqin.tests.browser.conftest import DESK, PHONE, Opens
from houqin.tests.browser.house import House

pytestmark = pytest.mark.browser
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = ("姓名", "手机号", "工号", "校区")
Row = tuple[str, str, str, str]


def workbook(rows: list[Row]) -> bytes:
    book, made = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    for row in (HEADS, *rows):
        sheet.append(row)
    book.save(made)
    return made.getvalue()


def send(page: Page, rows: list[Row]) -> None:
    page.goto("/people/import/")
    page.locator("input[type=file]").set_input_files({"name": "名单.xlsx", "mimeType": EXCEL, "buffer": workbook(rows)})
    page.get_by_role("button", name="上传并预演").click()
    page.wait_for_url("**/people/import/*/")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_bad_rows_are_told_and_the_corrected_file_goes_in(house: House, opens: Opens, size: dict[str, int]) -> None:
    desk = int(size is DESK)
    good = [
        (f"{name}{desk}", f"138111100{n}{desk}", f"{n}-{desk}", "北校区") for n, name in enumerate(("申师傅", "史老师"))
    ]
    mended = (f"尚师傅{desk}", f"138111102{desk}0", f"9-{desk}", "南校区")
    bad = (*mended[:3], "西校区")
    before = Person.objects.count()
    office = opens("ann", size=size)
    send(office, [*good, bad])

    expect(office.get_by_text("1 行有问题")).to_be_visible()
    expect(office.locator("tbody")).to_contain_text(bad[0])
    with office.expect_download() as download:
        office.get_by_role("link", name="下载标出问题的表格").click()
    marked = load_workbook(BytesIO(download.value.path().read_bytes())).worksheets[0]
    assert marked["D4"].comment is not None
    assert marked["D2"].comment is None
    assert Person.objects.count() == before

    send(office, [*good, mended])
    office.get_by_role("button", name="确认导入 3 行").click()
    expect(office.get_by_text("已导入 3 行")).to_be_visible()

    assert Person.objects.count() == before + 3
    assert Person.objects.get(staff_number=mended[2]).campus == house.world.south
