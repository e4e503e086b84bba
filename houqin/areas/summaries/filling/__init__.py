"""Reads last year's summary, finds what must be renewed, and writes the new one.

The order of work: `documents` turns a .docx or .txt into lines; `slots` finds every blank and old figure and says what
it counts; `proposing` asks the ledgers (through a `Vocabulary` and a lookup) what belongs there and says how sure it is
and why; `docx_filling` and `txt_filling` write the new document. `scoring` measures all of it against golden cases.

Nothing here knows a ledger: names, synonyms, units and splits come in with the `Vocabulary`.
"""
