"""The kernel's own work by the clock."""

from datetime import datetime, timedelta

from houqin.kernel.files.sweep import sweep
from houqin.kernel.jobs import daily, every
from houqin.kernel.jobs.models import Job
from houqin.kernel.notices.digest import remind
from houqin.kernel.notices.sending import send_due
from houqin.kernel.rows import School
from houqin.kernel.search.filing import file_all_waiting
from houqin.kernel.sheets import work  # noqa: F401  registers its jobs, which only the worker runs
from houqin.kernel.sheets.models import Import, ImportRow
from houqin.kernel.trail.seal import seal_school

JOBS_KEPT = timedelta(days=30)


@every(minutes=1, whole=False)  # each batch is a transaction of its own, and sealing again what is sealed does nothing
def seal(school: School, now: datetime) -> None:
    seal_school(school)


@every(minutes=1)
def file_words(school: School, now: datetime) -> None:
    """A search reads the words of what is not filed yet: few, and after a minute none."""
    file_all_waiting(school.pk)


@daily(at="03:10")
def forget_old_jobs(school: School, now: datetime) -> None:
    """What came of a job or an import, and its file, is kept for a month."""
    ImportRow.objects.of(school).filter(parent__asked_at__lt=now - JOBS_KEPT).delete()
    Import.objects.of(school).filter(asked_at__lt=now - JOBS_KEPT).delete()
    Job.objects.of(school).filter(ended_at__lt=now - JOBS_KEPT).delete()


@daily(at="03:20", whole=False)
def sweep_files(school: School, now: datetime) -> None:
    sweep(school, now)


@every(minutes=1, whole=False)  # talks to the outside; each message is noted as sent by itself
def send_notices(school: School, now: datetime) -> None:
    send_due(school, now)


@daily(at="07:10")
def remind_of_the_day(school: School, now: datetime) -> None:
    remind(school, now)
