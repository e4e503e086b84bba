"""Machinery for any ledger: it knows rows, people's posts, schools and time, and no other domain word.

Everything here reads declarations (`kernel.declare`) made in the areas; nothing here imports an area.
Start with `declare/types.py`, then `actions/perform.py`, then `access/policy.py`.
"""
