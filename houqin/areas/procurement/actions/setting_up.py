from houqin.areas.procurement.models import ApprovalRule, CatalogueLine
from houqin.areas.procurement.shipped import shipped_catalogue, shipped_chain
from houqin.kernel.access import Actor
from houqin.kernel.actions import action, add_many
from houqin.kernel.declare import register


@action(makes=ApprovalRule, label="装入常用审批环节")
def install_chain(*, by: Actor) -> ApprovalRule | None:
    """The chain a school without rules of its own has anyway, as rows it can change. Steps it already has stay as they are."""
    known = set(ApprovalRule.objects.of(by.school_id).values_list("name", flat=True))
    wanted = [
        {"name": one.name, "step": one.step, "post": one.post, "amount_from": one.amount_from}
        for one in shipped_chain()
        if one.name not in known
    ]
    made = add_many(register.for_model(ApprovalRule), by=by, rows=wanted) if wanted else []
    return made[-1] if made else None


@action(makes=CatalogueLine, label="装入常见集中采购品目")
def install_catalogue(*, by: Actor) -> CatalogueLine | None:
    """Not verified until somebody compared a line with the catalogue that holds where the school is."""
    origin, lines = shipped_catalogue()
    known = set(CatalogueLine.objects.of(by.school_id).values_list("name", flat=True))
    wanted = [
        {"name": one.name, "words": "、".join(one.words), "kind": one.kind, "source": origin}
        for one in lines
        if one.name not in known
    ]
    made = add_many(register.for_model(CatalogueLine), by=by, rows=wanted) if wanted else []
    return made[-1] if made else None
