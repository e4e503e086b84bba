from decimal import Decimal
from typing import Annotated

from houqin.areas.suppliers.models import Score, Supplier
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Refused, action
from houqin.kernel.rows import Record

State = Supplier.State
Points = Annotated[int, Ask(label="评分", widget="stars")]


def prepare_supplier(supplier: Supplier, by: Actor) -> None:
    """Whoever buys does not write the list of those who may be bought from."""
    _not_a_buyer(by)


def _not_a_buyer(by: Actor) -> None:
    if Post.BUYER in by.posts:
        raise Refused("采购员不能登记、列入或移出供应商：定谁能供货和向谁采购要由两个人办。请总务干事或主任办理。")


@action(on=Supplier, label="评分")
def score(
    supplier: Supplier, *, by: Actor, points: Points, said: Annotated[str, Ask(label="评语", help="如年度考核、某次供货")] = "",
    because: Record | None = None,
) -> Score:  # fmt: skip
    """Mark a supplier for what was delivered or done; `because` is what it is marked for."""
    if not 1 <= points <= 5:
        raise Refused("评分为 1 到 5 分。", field="points")
    made = Score(
        school_id=supplier.school_id, supplier=supplier, points=points, said=said[:200], about=str(because or "")[:120],
        given_by_id=by.person_id, given_at=clock.now(),
    )  # fmt: skip
    made.save()
    supplier.points += points
    supplier.times_scored += 1
    supplier.average = (Decimal(supplier.points) / supplier.times_scored).quantize(Decimal("0.01"))
    supplier.save()
    return made


@action(on=Supplier, label="列入黑名单", when=(State.OK,), final=True)
def bar(
    supplier: Supplier, *, by: Actor, reason: Annotated[str, Ask(label="列入原因", help="写明事实和依据，采购时人人看得到")]
) -> Supplier:  # fmt: skip
    """Nothing is bought from it any more; what is already agreed runs on till somebody ends it."""
    _not_a_buyer(by)
    supplier.state, supplier.barred_on, supplier.barred_because = State.BLACKLISTED, clock.today(), reason[:200]
    supplier.save()
    return supplier


@action(on=Supplier, label="移出黑名单", when=(State.BLACKLISTED,))
def clear(supplier: Supplier, *, by: Actor, reason: Annotated[str, Ask(label="移出原因")]) -> Supplier:
    _not_a_buyer(by)
    supplier.state, supplier.barred_on, supplier.barred_because = State.OK, None, ""
    supplier.save()
    return supplier
