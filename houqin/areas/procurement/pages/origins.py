"""What made a purchase necessary: a row of any area, named in an address as `repairs.order:12`."""

from houqin.areas.procurement.models import Request
from houqin.kernel.access import Actor
from houqin.kernel.declare import register
from houqin.kernel.pages.ids import row_id
from houqin.kernel.rows import Record


def origin_of(named: str, actor: Actor) -> Record | None:
    """The row, if this person may see it."""
    key, _, pk = named.partition(":")
    if key not in register or not row_id(pk):
        return None
    found: Record | None = register.get(key).visible_to(actor).filter(pk=row_id(pk)).first()
    return found


def origin_url(request: Request, actor: Actor) -> str:
    """Where the row behind a request is opened; "" when there is none this person may see."""
    kinds = {record_type.model._meta.label_lower: record_type for record_type in register}
    record_type = kinds.get(request.origin_kind)
    if record_type is None or request.origin_id is None:
        return ""
    seen = record_type.policy.may(actor, "view") and record_type.visible_to(actor).filter(pk=request.origin_id).exists()
    return f"/{record_type.path}/{request.origin_id}/" if seen else ""
