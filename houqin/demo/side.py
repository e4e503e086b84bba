"""One part of the school's life beside the rounds and repairs: it plans its own events, with dice of its own, so that no part disturbs another."""

import io
import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from houqin.demo.events import Events
from houqin.demo.school import Demo
from houqin.foundation.models import Person
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.files.upload import Upload, upload_from


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), timezone.get_default_timezone())


class Side:
    """name: also the seed of its dice."""

    name = ""

    def __init__(self, demo: Demo, events: Events, term: str, busy: float) -> None:
        self.demo, self.events, self.busy = demo, events, busy
        self.dice = random.Random(f"{term}/{self.name}")

    def day(self, day: date, *, is_school_day: bool) -> None:
        """Plan what happens on this day."""

    def who(self, post: Post, campus: int | None = None, *, but: int | None = None) -> Actor:
        """A holder of the post at that campus or of the whole school; somebody else than the person `but`."""
        held = self.demo.actors.get((post, campus)) or self.demo.actors[(post, None)]
        return self.dice.choice([actor for actor in held if actor.person_id != but] or held)

    def person(self, actor: Actor) -> Person:
        return self.demo.people[actor.person_id or 0]

    def campus_of(self, row: Any) -> int:
        return next(n for n, campus in enumerate(self.demo.campuses) if campus.pk == row.campus_id)

    def later(self, days: int, happening: Callable[[], Any]) -> None:
        """So many days on, in working hours of a weekday."""
        day = timezone.localtime(clock.now()).date() + timedelta(days=days)
        while day.weekday() >= 5:
            day += timedelta(days=1)
        at = moment(day, 8) + timedelta(minutes=self.dice.randint(15, 500))
        self.events.at(max(at, clock.now() + timedelta(minutes=self.dice.randint(20, 90))), happening)


@cache
def _drawn(words: str) -> bytes:
    """A small picture that says what paper stands in its place."""
    picture = Image.new("RGB", (320, 120), "white")
    ImageDraw.Draw(picture).text((16, 48), words, fill="black")
    told = io.BytesIO()
    picture.save(told, "PNG")
    return told.getvalue()


def paper(name: str, words: str) -> Upload:
    return upload_from(_drawn(words), f"{name}.png")
