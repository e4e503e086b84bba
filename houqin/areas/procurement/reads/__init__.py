"""Questions over purchases: who must agree, by which way it must be bought, what it adds up to, which papers are missing."""

from houqin.areas.procurement.reads.chain import Step, chain_for
from houqin.areas.procurement.reads.money import FundState, fund_state
from houqin.areas.procurement.reads.near import AtHand, at_hand, bought_before
from houqin.areas.procurement.reads.origins import asked_because, told_because
from houqin.areas.procurement.reads.papers import Paper, papers_of
from houqin.areas.procurement.reads.routing import Advice, advised_route, catalogue_entry
from houqin.areas.procurement.reads.splitting import Splitting, splitting

__all__ = [
    "Advice", "AtHand", "FundState", "Paper", "Splitting", "Step", "advised_route", "asked_because", "at_hand", "bought_before", "catalogue_entry", "chain_for",
    "fund_state", "papers_of", "splitting", "told_because",
]  # fmt: skip
