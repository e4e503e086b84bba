"""The plan as a Word file: read, corrected line by line, adopted; then each person finds the own tasks."""

import pytest
from playwright.sync_api import expect

from houqin.areas.plans.models import Plan, PlanLine, Task
from houqin.demo.plan import sample_plan
from houqin.tests.browser.conftest import DESK, Opens
from houqin.tests.browser.house import House

pytestmark = pytest.mark.browser
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_from_the_word_file_to_my_tasks(house: House, opens: Opens) -> None:
    director = opens("mira")
    director.goto("/plans/new/")
    director.locator("input[type=file]").set_input_files(
        {"name": "工作计划.docx", "mimeType": WORD, "buffer": sample_plan()}
    )
    director.locator("main form button.btn-primary").tap()
    director.get_by_role("link", name="逐行核对").tap()
    plan = Plan.objects.latest("id")

    dropped = plan.plan_lines.filter(became=PlanLine.Became.ITEM, title__contains="分发教材").get()
    director.locator(f"#line-{dropped.pk}").get_by_role("button", name="不立项").tap()
    expect(director.locator(f"#line-{dropped.pk}")).to_contain_text("核对时决定不立项")
    given = plan.plan_lines.filter(became=PlanLine.Became.ITEM, title__contains="配电房").first()
    assert given is not None
    director.locator(f"#line-{given.pk}").get_by_role("link", name="分给谁").tap()
    director.get_by_label("负责人").select_option(label="郭师傅")
    director.locator("main form button.btn-primary").tap()
    expect(director.locator(f"#line-{given.pk}")).to_contain_text("郭师傅")
    director.get_by_role("button", name="核对好了").tap()
    director.wait_for_url(f"**/plans/{plan.pk}/")

    plan.refresh_from_db()
    assert plan.state == Plan.State.ADOPTED
    assert not Task.objects.filter(plan=plan, title__contains="分发教材").exists()
    task = Task.objects.get(plan=plan, line=given)
    assert task.owner == house.world.people["guo"]

    guard = opens("guo")
    guard.goto("/tasks/board/?mine=1")
    expect(guard.get_by_role("link", name=task.title)).to_be_visible()
    guard.goto("/inbox/")
    expect(guard.locator(f'a[href*="/tasks/{task.pk}/"]').first).to_be_visible()


def test_the_same_pages_at_a_desk(house: House, opens: Opens) -> None:
    director = opens("mira", size=DESK)
    for path, heading in (("/plans/new/", "读入计划"), ("/tasks/board/", "任务月历"), ("/tasks/progress/", "计划进度")):
        director.goto(path)
        expect(director.get_by_role("heading", name=heading).first).to_be_visible()
