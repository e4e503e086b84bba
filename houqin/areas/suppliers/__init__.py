"""Suppliers and contracts (供应商与合同): whom the school buys from, what both sides are bound to, and out of which money.

Nouns: Supplier (also the outside firm that repairs), Licence, Contract with its Payments, Fund (经费来源), Complaint. The lowest area: stores,
assets, procurement and repairs point at its rows.
"""
