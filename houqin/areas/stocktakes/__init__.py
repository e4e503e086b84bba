"""Stocktakes (盘点): what is there against what the books say, for assets and stores alike.

A count freezes what the books expect of a building, a department or a store. People scan, each in another room, with a camera or a hand
scanner, with a network or without; scans are only ever added, so phones join in any order and as often as they like. What the scans mean is
judged from all of them together (`judging`, without a database): found, missing, elsewhere, not on the books, more, less, or two people who
disagree. Each difference is decided by somebody who did not count it, and the decision books itself through assets or stores. Then the count
closes and stays closed.

Main nouns: Stocktake, CountPlace, Scan (never changed), Finding. Leans on assets, stores and the kernel's offline queue. Announces
StocktakeClosed.
"""
