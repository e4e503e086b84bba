"""The runners of jobs, and what a runner is given."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from houqin.kernel import clock
from houqin.kernel.access import Actor, Door, Holding
from houqin.kernel.declare.register import DeclarationError
from houqin.kernel.jobs.progress import Progress, ProgressFile


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass
class Running:
    """A job under way. The runner tells its progress and, at its end, what came of it."""

    job: Any
    actor: Actor
    args: dict[str, Any]
    _file: ProgressFile = field(init=False)

    def __post_init__(self) -> None:
        self._file = ProgressFile(self.job.pk)

    def progress(self, done: int, total: int, message: str = "") -> None:
        self.job.done, self.job.total = done, total
        self._file.write(Progress(done, total, message))

    def finish(self, said: str, *, file: Any = None, links: tuple[Link, ...] = (), **told: Any) -> None:
        """Say what came of it. Inside the transaction that did the work, so that a crash cannot part the two.

        file: a StoredFile for whoever asked. told: more for the page that started the job.
        """
        job = self.job
        job.state, job.message, job.ended_at = job.State.DONE, said[:1000], clock.now()
        job.done = job.total = max(job.total, job.done)
        job.result = told | {"links": [asdict(link) for link in links]}
        job.file = file
        job.save()


Runner = Callable[[Running], None]


@dataclass(frozen=True, slots=True)
class Kind:
    key: str
    label: str
    run: Runner


KINDS: dict[str, Kind] = {}


def job(key: str, *, label: str) -> Callable[[Runner], Runner]:
    """Register the runner of a kind of job. It may be run again after a crash, so what it changes, it changes in one transaction."""

    def register(run: Runner) -> Runner:
        if key in KINDS:
            raise DeclarationError(f"后台任务 {key} 声明了两次")
        KINDS[key] = Kind(key, label, run)
        return run

    return register


def snapshot(actor: Actor) -> dict[str, Any]:
    """The actor as JSON, so that the worker acts with the right of the moment in which it was asked."""
    return asdict(actor)


def restored(told: dict[str, Any]) -> Actor:
    holdings = tuple(
        Holding(post=h["post"], units=tuple((kind, unit) for kind, unit in h["units"])) for h in told["holdings"]
    )
    return Actor(**told | {"holdings": holdings, "door": Door(told["door"])})
