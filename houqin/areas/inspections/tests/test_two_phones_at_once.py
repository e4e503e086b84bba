from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from houqin.areas.inspections.actions import begin, finish, visit
from houqin.areas.inspections.models import Finding, Inspection, PointVisit
from houqin.areas.inspections.tests.samples import a_checklist, a_point, a_round, answers, system
from houqin.kernel.actions import Refused
from houqin.tests.people import make_world


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_phones_prove_a_point_once_and_finish_once() -> None:
    world = make_world()
    point = a_point(world, round=a_round(world, checklist=a_checklist(world)))
    inspection = begin(by=system(world), round=point.round)

    def phone(_: int) -> str:
        try:
            mine = Inspection.objects.get(pk=inspection.pk)
            visit(mine, by=system(world), code=point.place.code)
        except Refused as refused:
            return str(refused)[-8:]
        finally:
            connection.close()
        return "done"

    def send(_: int) -> str:
        try:
            finish(Inspection.objects.get(pk=inspection.pk), by=system(world), answers=answers(gate="fault"))
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(8) as phones:
        visited = Counter(phones.map(phone, range(8)))
        finished = Counter(phones.map(send, range(8)))

    assert visited == {"done": 1, "已经到过，不用再扫。"[-8:]: 7}
    assert finished == {"done": 1, "refused": 7}
    assert (PointVisit.objects.count(), Finding.objects.count()) == (1, 1)
    inspection.refresh_from_db()
    assert inspection.visited_count == 1
