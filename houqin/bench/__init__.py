"""`make bench`: what Houqin costs, each beside a floor measured in the same run.

seeding makes a school with many repair orders, once; stage gives each run a copy of it. servers starts the real server and, beside it,
the bare views of floor.py on the same kind of server; load asks both in turn with eight clients. pages, sheets, starting and readers hold
the measures; result holds the targets, the table and out/bench.json.
"""
