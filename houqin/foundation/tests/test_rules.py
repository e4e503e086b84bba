from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from houqin.foundation.models import RuleValue
from houqin.foundation.records import RULE_VALUE
from houqin.foundation.rules import effective, number, rule
from houqin.foundation.rules_data import shipped_rules
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, add
from houqin.tests.people import World

pytestmark = pytest.mark.urls("houqin.foundation.tests.site")
GAP = "FIRE-03.night_patrol_gap"  # found, national, at most 120 minutes
SAMPLE = "FOOD-08.sample_hours"  # found, national, at least 48 hours


def own(by: Actor, code: str, value: str) -> RuleValue:
    row: RuleValue = add(RULE_VALUE, by=by, values={"code": code, "value": value, "reason": "校务会"})
    return row


def test_without_an_own_value_the_shipped_one_counts(world: World) -> None:
    assert rule(world.school.pk, GAP) == 120
    with pytest.raises(KeyError):
        rule(world.school.pk, "FIRE-99.none")


@pytest.mark.parametrize(("code", "value", "counts"), [(GAP, "90", 90), (SAMPLE, "72", 72), (SAMPLE, "７２．５", 72.5)])
def test_a_stricter_value_counts(world: World, ann: Actor, code: str, value: str, counts: float) -> None:
    own(ann, code, value)
    assert number(world.school.pk, code) == counts


@pytest.mark.parametrize(
    ("code", "value"), [(GAP, "121"), (SAMPLE, "47"), (GAP, "inf"), (GAP, "nan"), (GAP, "两小时"), ("X-1.y", "1")]
)
def test_a_looser_or_senseless_value_is_refused(world: World, ann: Actor, code: str, value: str) -> None:
    with pytest.raises(Refused):
        own(ann, code, value)
    assert not RuleValue.objects.exists()


def test_the_refusal_names_the_law_and_the_limit(ann: Actor) -> None:
    with pytest.raises(Refused, match=r"依据.*不超过120分钟.*只能更严"):
        own(ann, GAP, "180")


def test_a_rule_that_is_only_believed_may_be_set_either_way(world: World, ann: Actor) -> None:
    code = next(
        c
        for c, r in shipped_rules().items()
        if r.certainty == "unverified" and r.direction == "max" and not isinstance(r.value, str)
    )
    looser = str(shipped_rules()[code].value * 2)
    own(ann, code, looser)
    assert number(world.school.pk, code) == float(looser)


def test_an_old_row_never_undercuts_a_floor(world: World, ann: Actor) -> None:
    own(ann, GAP, "90")
    RuleValue.objects.update(value="500")  # as an update that raised the floor would find it
    assert rule(world.school.pk, GAP) == 120


def test_all_rules_take_one_query(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert len(effective(world.school.pk)) == len(shipped_rules())


def test_another_schools_value_is_not_ours(world: World, ann: Actor, stranger: Actor) -> None:
    own(ann, GAP, "90")
    assert rule(stranger.school_id, GAP) == 120


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_the_page_shows_source_and_certainty_and_takes_an_own_value_and_back(client: Client, world: World) -> None:
    client.force_login(world.people["ann"].user)  # type: ignore[arg-type]
    page = text_of(client.get("/rules/?group=FIRE"))
    assert "依据" in page
    assert "?group=FOOD" in page
    assert "系统默认，可修改" in page

    refused = client.post(f"/rules/{GAP}/", {"value": "150", "reason": "", "submission": "s1"})
    assert refused.status_code == 422
    assert "只能更严" in text_of(refused)
    client.post(f"/rules/{GAP}/", {"value": "100", "reason": "校务会", "submission": "s2"})
    assert rule(world.school.pk, GAP) == 100
    client.post(f"/rules/{GAP}/", {"take_back": "1", "submission": "s3"})
    assert rule(world.school.pk, GAP) == 120


def test_a_teacher_does_not_open_the_rules(client: Client, world: World) -> None:
    client.force_login(world.people["omar"].user)  # type: ignore[arg-type]
    assert client.get("/rules/").status_code == 403
    assert client.get("/rules/NO-1.x/").status_code == 403
