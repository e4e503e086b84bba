from houqin.areas.procurement.models.approving import Approval, ApprovalRule, CatalogueLine
from houqin.areas.procurement.models.asking import FEN, STOCKED, Goods, Kind, Request, RequestLine, Route
from houqin.areas.procurement.models.buying import Order, OrderLine, Quote, QuoteLine
from houqin.areas.procurement.models.receiving import Acceptance, AcceptanceLine, Packet

__all__ = [
    "FEN", "STOCKED", "Acceptance", "AcceptanceLine", "Approval", "ApprovalRule", "CatalogueLine", "Goods", "Kind", "Order", "OrderLine", "Packet", "Quote",
    "QuoteLine", "Request", "RequestLine", "Route",
]  # fmt: skip
