"""Stores (物资): a ledger of movements that always sums to the balance, and never goes below nothing.

What comes in (receive), what is used (issue, requisitions, issue lists), lent, sent to another campus, written off, and what a stocktake finds
(adjust): each is a movement booked under the lock of its store (`ledger`), first expired first out (`choosing`), in the item's own unit
(`units`), at the moving average cost, to the fen. Months close and stay closed. Main nouns: Store, Item, Batch, Balance, Movement, Requisition,
Loan, Transfer, WriteOff, Reserve, MonthClose. Leans on foundation (people, classes, places). Repairs, procurement and stocktakes call its actions.
"""
