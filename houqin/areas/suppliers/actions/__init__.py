"""The verbs of suppliers, by what they change: the supplier, its papers, a contract, its payments, a complaint."""

from houqin.areas.suppliers.actions.complaints import answer, prepare_complaint
from houqin.areas.suppliers.actions.contracts import (
    Covered,
    Instalment,
    add_line,
    add_payment,
    draft,
    draft_again,
    drop_line,
    drop_payment,
    prepare_contract,
    renew,
)
from houqin.areas.suppliers.actions.licences import move_licence, replace
from houqin.areas.suppliers.actions.payments import accept_work, fall_due, pay, reject_work
from houqin.areas.suppliers.actions.signing import cancel, let_end, move_contract, publish, sign
from houqin.areas.suppliers.actions.suppliers import bar, clear, prepare_supplier, score

__all__ = [
    "Covered",
    "Instalment",
    "accept_work",
    "add_line",
    "add_payment",
    "answer",
    "bar",
    "cancel",
    "clear",
    "draft",
    "draft_again",
    "drop_line",
    "drop_payment",
    "fall_due",
    "let_end",
    "move_contract",
    "move_licence",
    "pay",
    "prepare_complaint",
    "prepare_contract",
    "prepare_supplier",
    "publish",
    "reject_work",
    "renew",
    "replace",
    "score",
    "sign",
]
