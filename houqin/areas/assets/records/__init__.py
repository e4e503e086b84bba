from houqin.areas.assets.records.books import BOOK_MONTH, CLASS_MONTH
from houqin.areas.assets.records.cards import ASSET, ASSET_CLASS
from houqin.areas.assets.records.custody import COMPENSATION, CUSTODY, PROPERTY_LINE, PROPERTY_SHEET
from houqin.areas.assets.records.moves import DISPOSAL, DISPOSAL_LINE, DISPOSAL_STEP, LOAN, TRANSFER, TRANSFER_LINE

__all__ = [
    "ASSET", "ASSET_CLASS", "BOOK_MONTH", "CLASS_MONTH", "COMPENSATION", "CUSTODY", "DISPOSAL", "DISPOSAL_LINE", "DISPOSAL_STEP", "LOAN",
    "PROPERTY_LINE", "PROPERTY_SHEET", "TRANSFER", "TRANSFER_LINE",
]  # fmt: skip
