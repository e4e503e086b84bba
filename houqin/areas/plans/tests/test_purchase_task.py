from django.test import Client

from houqin.areas.plans import actions
from houqin.areas.plans.tests.samples import a_task
from houqin.areas.procurement.models import Request
from houqin.areas.procurement.reads import asked_because
from houqin.kernel.access import Actor
from houqin.tests.people import World, user_of


def browser(world: World, who: str) -> Client:
    client = Client()
    client.force_login(user_of(world, who))
    return client


def test_a_task_asks_for_what_it_needs_and_shows_what_was_asked(world: World, mira: Actor) -> None:
    task = a_task(world)
    page, new = f"/tasks/{task.pk}/", f"/procurement/requests/new/?because=plans.task:{task.pk}"
    assert new in browser(world, "guo").get(page).content.decode()
    assert new not in browser(world, "omar").get(page).content.decode()
    assert f"由 <b>{task}</b> 引起" in browser(world, "guo").get(new).content.decode()

    browser(world, "guo").post("/procurement/requests/new/", {
        "lines-0-words": "灭火器", "lines-0-quantity": "4", "reason": "坏了要换", "because": f"plans.task:{task.pk}", "submission": "s1",
    })  # fmt: skip

    assert list(asked_because(task)) == [Request.objects.latest("id")]
    assert "灭火器" in browser(world, "guo").get(page).content.decode()
    actions.drop(task, by=mira, reason="并入演练")
    assert new not in browser(world, "guo").get(page).content.decode()
