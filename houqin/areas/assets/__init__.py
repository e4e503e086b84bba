"""Fixed assets (固定资产): every durable thing on the school's books, from its card to its disposal.

Nouns: an asset is the card of one thing in a class of GB/T 14885-2022; a custody says who keeps which building or room, and the general
custodian all the rest; a property sheet hands a room's things to whoever answers for it and is checked at the end of term; what is missing
or broken becomes a compensation. A transfer moves things with the consent of both sides, a loan for a while, a disposal for good.

The books follow the cards: a month is run as often as one likes, closed once, and never changed after that; what is changed on a card later
is corrected in the month that is open (`depreciation.py` computes, `posting.py` writes). Leans on suppliers for funds and sellers; knows
nothing of orders, repairs or stocktakes, which call its actions.
"""
