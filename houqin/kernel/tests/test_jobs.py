"""Background work: asked for once, done with the right of whoever asked, told to nobody else."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.jobs import Link, Running, clockwork, job, start
from houqin.kernel.jobs.models import ClockRun, Job
from houqin.kernel.jobs.pages import progress, show
from houqin.kernel.jobs.running import restored, snapshot
from houqin.kernel.jobs.start import run_job
from houqin.kernel.rows import School
from houqin.tests.people import World

seen: list[Running] = []


@job("test.count", label="数一数")
def count(running: Running) -> None:
    seen.append(running)
    for n in range(3):
        running.progress(n, 3, "数着")
    running.finish("数到 3。", links=(Link("去看", "/"),))


@job("test.refuse", label="被拒")
def refuse(running: Running) -> None:
    running.progress(1, 2)
    raise Refused("缺了一本台账，请补上。")


@job("test.break", label="出错")
def break_down(running: Running) -> None:
    with transaction.atomic():
        running.finish("说早了。")
        raise ZeroDivisionError


def asked(path: str, actor: Actor | None) -> HttpRequest:
    request = RequestFactory().get(path)
    request.actor = actor  # type: ignore[attr-defined]
    request.school = School(name="青禾", short_name="青禾")  # type: ignore[attr-defined]
    request._messages = []  # type: ignore[attr-defined]
    return request


def test_a_job_is_done_with_the_right_of_whoever_asked(hao: Actor, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = start("test.count", hao, {"n": 3})
    made.refresh_from_db()
    assert (made.state, made.message, made.result["links"]) == ("done", "数到 3。", [{"label": "去看", "url": "/"}])
    assert seen[-1].actor == hao
    assert seen[-1].args == {"n": 3}
    assert not (Path(settings.FILES_ROOT) / ".progress" / f"{made.pk}.json").exists()


def test_an_actor_comes_back_from_json_as_it_was(ming: Actor) -> None:
    assert restored(json.loads(json.dumps(snapshot(ming)))) == ming


def test_a_refusal_is_told_in_its_own_words(mira: Actor, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = start("test.refuse", mira)
    made.refresh_from_db()
    assert (made.state, made.message) == ("failed", "缺了一本台账，请补上。")


def test_a_crash_after_the_work_was_rolled_back_never_reads_as_done(
    mira: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = start("test.break", mira)
    made.refresh_from_db()
    assert made.state == "failed"
    assert str(made.pk) in made.message


def test_a_job_that_is_over_is_not_done_again(mira: Actor, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = start("test.count", mira)
    before = len(seen)
    run_job.call(made.school_id, made.pk)
    assert len(seen) == before


def test_only_whoever_asked_sees_the_job(mira: Actor, nan: Actor, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = start("test.count", mira)
    page: Any = show(asked(f"/jobs/{made.pk}/", mira), made.pk)
    assert "数到 3。" in page.content.decode()
    with pytest.raises(Http404):
        show(asked(f"/jobs/{made.pk}/", nan), made.pk)


def test_the_bar_asks_again_until_the_job_is_over_and_then_goes_on(mira: Actor) -> None:
    made = Job.objects.create(
        school_id=mira.school_id, kind="test.count", asked_by_id=mira.user_id, actor=snapshot(mira)
    )
    under_way: Any = progress(asked(f"/jobs/{made.pk}/progress/", mira), made.pk)
    assert "hx-get" in under_way.content.decode()

    run_job.call(made.school_id, made.pk)

    over: Any = progress(asked(f"/jobs/{made.pk}/progress/?then=/repairs/", mira), made.pk)
    assert "hx-get" not in over.content.decode()
    assert over["HX-Redirect"] == "/repairs/"
    assert "HX-Redirect" not in progress(asked(f"/jobs/{made.pk}/progress/?then=//evil.example/", mira), made.pk)


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockwork, "CLOCKS", {})


MORNING = datetime(2026, 3, 5, 21, 59, tzinfo=UTC)
"""05:59 on 6 March in Shanghai."""


def test_daily_work_is_done_once_a_day_at_its_time(world: World, clocks: None) -> None:
    days: list[datetime] = []
    clockwork.daily(at="06:00")(lambda school, now: days.append(now))
    clockwork.tick(world.school, MORNING)
    for minutes in (1, 2, 600, 1441):
        clockwork.tick(world.school, MORNING + timedelta(minutes=minutes))
    assert days == [MORNING, MORNING + timedelta(minutes=1), MORNING + timedelta(minutes=1441)]


def test_work_every_five_minutes_is_neither_doubled_by_a_restart_nor_skipped(world: World, clocks: None) -> None:
    times: list[School] = []
    clockwork.every(minutes=5)(lambda school, now: times.append(school))
    for seconds in range(0, 900, 20):
        clockwork.tick(world.school, datetime(2026, 3, 6, tzinfo=UTC) + timedelta(seconds=seconds))
    assert times == [world.school] * 3


@pytest.mark.parametrize("whole", [True, False])
def test_work_that_fails_is_tried_again_later_and_its_error_is_kept(world: World, clocks: None, whole: bool) -> None:
    times: list[datetime] = []

    def fails_once(school: School, now: datetime) -> None:
        times.append(now)
        if len(times) == 1:
            raise ValueError("no")

    clockwork.every(minutes=60, whole=whole)(fails_once)
    assert clockwork.tick(world.school, MORNING) == []
    assert ClockRun.objects.get().error == "ValueError: no"
    assert clockwork.tick(world.school, MORNING + timedelta(seconds=30)) == []
    assert clockwork.tick(world.school, MORNING + timedelta(minutes=1, seconds=1)) == ["test_jobs.fails_once"]
    assert ClockRun.objects.get().error == ""


def test_outside_work_cut_off_in_the_middle_is_done_again_after_its_lease(world: World, clocks: None) -> None:
    def killed(school: School, now: datetime) -> None:
        raise KeyboardInterrupt

    clockwork.every(minutes=1, whole=False)(killed)
    with pytest.raises(KeyboardInterrupt):
        clockwork.tick(world.school, MORNING)
    done: list[datetime] = []
    clockwork.CLOCKS.clear()
    killed_again = lambda school, now: done.append(now)  # noqa: E731
    killed_again.__name__ = "killed"
    clockwork.every(minutes=1, whole=False)(killed_again)
    clockwork.tick(world.school, MORNING + timedelta(minutes=2))
    assert done == []
    clockwork.tick(world.school, MORNING + timedelta(minutes=11))
    assert len(done) == 1
