from datetime import date
from typing import Annotated

from houqin.areas.suppliers.limits import reminder_steps
from houqin.areas.suppliers.models import Expires, Licence
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, action, add
from houqin.kernel.declare import register
from houqin.kernel.files import attach_all
from houqin.kernel.files.upload import Upload


@action(on=Licence, label="换证", when=(Expires.ENDING, Expires.EXPIRED), asks=True, due="expires_on")
def replace(
    licence: Licence, *, by: Actor, expires_on: Annotated[date | None, Ask(label="新证有效期至", help="长期有效的不填")] = None,
    code: Annotated[str, Ask(label="新证号码", help="号码没有变的不填")] = "",
    papers: Annotated[list[Upload] | None, Ask(label="新证照片", widget="photos")] = None,
) -> Licence:  # fmt: skip
    """The new paper takes the place of the old one, which stays readable."""
    problems = Problems()
    if expires_on is not None and expires_on <= clock.today():
        problems.add("新证的有效期应晚于今天。", "expires_on")
    problems.stop()
    licence.state = Expires.REPLACED
    old_code, licence.code = licence.code, _aside(licence, code)
    licence.save()
    made: Licence = add(
        register.for_model(Licence), by=by,
        values={
            "supplier": licence.supplier, "name": licence.name, "code": code or old_code, "issued_on": None, "expires_on": expires_on,
            "is_required": licence.is_required,
        },
    )  # fmt: skip
    attach_all(made, papers or (), by)
    return made


def _aside(licence: Licence, code: str) -> str:
    """The old row's number, kept apart from the same number on the new one."""
    return licence.code if code and code != licence.code else f"{licence.code}（至{licence.expires_on}）"[:60]


@action(on=Licence, label="按日期更新状态", when=(Expires.VALID, Expires.ENDING))
def move_licence(licence: Licence, *, by: Actor) -> Licence:
    """Near its end, or past it. Done by the clock, by nobody else."""
    today, end = clock.today(), licence.expires_on
    if end is None:
        return licence
    days = (end - today).days
    licence.state = (
        Expires.EXPIRED
        if days < 0
        else Expires.ENDING
        if days <= reminder_steps(licence.school_id)[0]
        else Expires.VALID
    )
    licence.save()
    return licence
