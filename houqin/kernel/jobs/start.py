"""Asking for a job, and doing it in the worker."""

import logging
from typing import Any

from django.apps import apps
from django.db import transaction
from django_tasks import default_task_backend, task
from django_tasks.backends.immediate import ImmediateBackend

from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.actions import Refused
from houqin.kernel.jobs.progress import ProgressFile
from houqin.kernel.jobs.running import KINDS, Running, restored, snapshot

log = logging.getLogger("houqin.jobs")

TRIES = 3


def start(kind: str, actor: Actor, args: dict[str, Any] | None = None) -> Any:
    """Put a job in the queue; it starts once this transaction is committed. args: JSON values only."""
    model = apps.get_model("kernel", "Job")
    with transaction.atomic():
        made = model.objects.create(
            school_id=actor.school_id, kind=KINDS[kind].key, args=args or {}, asked_by_id=actor.user_id, actor=snapshot(actor)
        )  # fmt: skip
        if isinstance(default_task_backend, ImmediateBackend):
            transaction.on_commit(lambda: run_job.enqueue(actor.school_id, made.pk))
        else:
            run_job.enqueue(
                actor.school_id, made.pk
            )  # a row of the same transaction: neither is there without the other
    return made


@task()
def run_job(school_id: int, job_id: int) -> None:
    """Do a job unless it is over. A crash in the middle leaves it running; the next worker does it again, a few times."""
    model = apps.get_model("kernel", "Job")
    found = model.objects.of(school_id).filter(pk=job_id).first()
    if found is None or found.is_over:
        return
    found.state, found.started_at = found.State.RUNNING, clock.now()
    found.save(update_fields=["state", "started_at"])
    running = Running(found, restored(found.actor), found.args)
    try:
        KINDS[found.kind].run(running)
        if not found.is_over:
            running.finish("已完成。")
    except (Refused, Forbidden, NotVisible) as error:
        fail(found, _sentence(error))
    except Exception:
        log.exception("job %s #%s failed", found.kind, found.pk)
        fail(found, f"后台办理时出错，没有保存任何修改。请稍后重试；如再出现，请把任务号 {found.pk} 告诉管理员。")
    finally:
        ProgressFile(found.pk).remove()


def _sentence(error: Exception) -> str:
    if isinstance(error, NotVisible):
        return "要办理的内容已不存在，或不在您的管理范围内。"
    return str(error)


def fail(found: Any, sentence: str) -> None:
    """Written anew from the database row: the failed work may have set the job's own fields and was rolled back."""
    type(found).objects.of(found.school_id).filter(pk=found.pk).update(
        state=found.State.FAILED, message=sentence[:1000], ended_at=clock.now()
    )
    found.refresh_from_db()
