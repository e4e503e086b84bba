"""The ledgers of stores."""

from houqin.areas.stores.records.asking import ISSUE_LIST, QUOTA, REQUISITION, REQUISITION_LINE
from houqin.areas.stores.records.keeping import MONTH_CLOSE, MONTH_LINE, RESERVE, RESERVE_LINE
from houqin.areas.stores.records.moving import LOAN, TRANSFER, TRANSFER_LINE, WRITE_OFF
from houqin.areas.stores.records.stock import BALANCE, BATCH, ITEM, ITEM_UNIT, MOVEMENT, OPENING, SHELF, STORE

__all__ = [
    "BALANCE", "BATCH", "ISSUE_LIST", "ITEM", "ITEM_UNIT", "LOAN", "MONTH_CLOSE", "MONTH_LINE", "MOVEMENT", "OPENING", "QUOTA", "REQUISITION",
    "REQUISITION_LINE", "RESERVE", "RESERVE_LINE", "SHELF", "STORE", "TRANSFER", "TRANSFER_LINE", "WRITE_OFF",
]  # fmt: skip
