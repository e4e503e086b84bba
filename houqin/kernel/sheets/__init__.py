"""Excel and CSV, in and out, from the `sheet` of a declaration: the same columns both ways.

A column is a field of the record, or a path through a link (`place__code`): "the row with that code among those this person may see". An
import is rehearsed first, every row's fate found out, then written in one transaction.
"""
