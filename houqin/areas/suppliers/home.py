"""What contracts put on people's home pages."""

from houqin.areas.suppliers.models import Contract, Expires, Payment
from houqin.areas.suppliers.records import CONTRACT, LICENCE, PAYMENT
from houqin.foundation.posts import OFFICE, Post
from houqin.kernel.access import Actor
from houqin.kernel.pages.home import HomeNumber, add_number


def _ending(actor: Actor) -> int:
    return int(CONTRACT.visible_to(actor).filter(state=Contract.State.ENDING).count())


def _expired(actor: Actor) -> int:
    return int(LICENCE.visible_to(actor).filter(state=Expires.EXPIRED).count())


def _to_pay(actor: Actor) -> int:
    return int(PAYMENT.visible_to(actor).filter(state=Payment.State.TO_PAY).count())


add_number(
    HomeNumber(
        label="合同快到期", url=f"/{CONTRACT.path}/?state=ending", count=_ending, who=OFFICE, alarm=True, order=60
    )
)
add_number(
    HomeNumber(
        label="证照过期", url=f"/{LICENCE.path}/?state=expired", count=_expired, who=OFFICE | {Post.BUYER}, alarm=True, order=65
    )
)  # fmt: skip
add_number(
    HomeNumber(label="合同款待付", url=f"/{PAYMENT.path}/?state=to_pay", count=_to_pay, who={Post.ACCOUNTANT}, order=10)
)
