"""Procurement (采购): a wish becomes a request, an approval, quotes, an order, an acceptance, stock or a card, and a complete set of papers.

Anybody of the staff asks in free words; the buyer puts price, fund and the stores' own words to it; the chain, which is data of the school
(ApprovalRule) or the shipped one, decides by amount, kind, campus and fund, together with minutes above the school's limit. Buying in pieces to
stay under a limit is noticed and shown to whoever decides. Three prices stand side by side and the reason for not taking the lowest stays. What
comes is accepted in parts by somebody who neither asked nor bought, before a witness: that makes the stock and the draft cards. Papers are named
while they are missing; complete, they print as one set and are paid once. Who has one part in a purchase has no other (`separation`).

Main nouns: Request, Approval, Quote, Order, Acceptance, Packet. Leans on suppliers (funds, who may sell), stores and assets (the books).
`actions.ask_for` is how areas above ask; announces RequestApproved, GoodsAccepted and PacketPaid to them.
"""
