from houqin.areas.assets.models.books import BookLine, BookMonth, BookValue, ClassMonth
from houqin.areas.assets.models.cards import Asset, AssetClass
from houqin.areas.assets.models.custody import Compensation, Custody, PropertyLine, PropertySheet
from houqin.areas.assets.models.disposals import Disposal, DisposalLine, DisposalStep
from houqin.areas.assets.models.moves import Loan, Transfer, TransferLine

__all__ = [
    "Asset", "AssetClass", "BookLine", "BookMonth", "BookValue", "ClassMonth", "Compensation", "Custody", "Disposal", "DisposalLine",
    "DisposalStep", "Loan", "PropertyLine", "PropertySheet", "Transfer", "TransferLine",
]  # fmt: skip
