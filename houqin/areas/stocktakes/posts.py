"""Who does what in a count."""

from houqin.foundation.posts import OFFICE, OVERSIGHT, STAFF, Post

ORGANISERS = OFFICE | {Post.ASSET_KEEPER, Post.STOREKEEPER}
"""Begin a count, say who counts where, decide on differences, close."""
READERS = ORGANISERS | OVERSIGHT | {Post.ACCOUNTANT}
"""See what was expected and what was found."""
COUNTERS = STAFF
"""Whoever is handed a room counts; every scan bears their name."""
