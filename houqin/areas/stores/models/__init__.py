"""The tables of stores, by what they are about."""

from houqin.areas.stores.models.asking import IssueList, Quota, Requisition, RequisitionLine
from houqin.areas.stores.models.items import FEN, GRAIN, PLACES, Batch, Category, Item, ItemUnit, Kind
from houqin.areas.stores.models.months import MonthClose, MonthLine
from houqin.areas.stores.models.moving import Loan, Transfer, TransferLine, WriteOff
from houqin.areas.stores.models.reserves import Reserve, ReserveLine
from houqin.areas.stores.models.stock import Balance, Movement, Opening, Shelf, Store

__all__ = [
    "FEN", "GRAIN", "PLACES", "Balance", "Batch", "Category", "IssueList", "Item", "ItemUnit", "Kind", "Loan", "MonthClose", "MonthLine", "Movement", "Opening",
    "Quota", "Requisition", "RequisitionLine", "Reserve", "ReserveLine", "Shelf", "Store", "Transfer", "TransferLine", "WriteOff",
]  # fmt: skip
