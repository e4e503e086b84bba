from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F

from houqin.kernel import clock


def take(school_id: int, pattern: str, *, count: int = 1, year: int | None = None) -> list[str]:
    """The next `count` numbers of a pattern such as "WX-{year}-{n:05}". Call inside a transaction: a rollback gives them back."""
    counters = apps.get_model("kernel", "Counter").objects.of(school_id)
    year = year or clock.today().year
    mine = counters.filter(kind=pattern, year=year)
    if not mine.update(last=F("last") + count):
        try:
            with transaction.atomic():
                counters.create(school_id=school_id, kind=pattern, year=year, last=count)
        except IntegrityError:
            mine.update(last=F("last") + count)
    last: int = mine.values_list("last", flat=True).get()
    return [pattern.format(year=year, n=n) for n in range(last - count + 1, last + 1)]
