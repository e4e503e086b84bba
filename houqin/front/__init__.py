"""Front: the pages that belong to no ledger: home, inbox, menu, search, the public landing of a place's code.

Reads registers; imports foundation and kernel only.
"""
