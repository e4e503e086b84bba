from houqin.areas.repairs.catalogue import ShippedWork, shipped_catalogue
from houqin.areas.repairs.models import WorkKind
from houqin.kernel.access import Actor
from houqin.kernel.actions import action, add_many
from houqin.kernel.declare import register


@action(makes=WorkKind, label="装入标准维修工作项")
def install_catalogue(*, by: Actor) -> WorkKind | None:
    """Give the school every shipped line of work whose code it does not have; what it changed or added stays as it is."""
    known = set(WorkKind.objects.of(by.school_id).values_list("code", flat=True))
    wanted = [_values(line) for line in shipped_catalogue().lines if line.code not in known]
    made = add_many(register.for_model(WorkKind), by=by, rows=wanted) if wanted else []
    return made[-1] if made else None


def _values(line: ShippedWork) -> dict[str, str | int]:
    return {
        "code": line.code, "name": line.name, "unit": line.unit, "trade": line.trade, "part": line.part,
        "words": "、".join(line.synonyms), "usual_minutes": line.usual_minutes,
    }  # fmt: skip
