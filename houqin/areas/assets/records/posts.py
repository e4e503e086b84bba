"""Who keeps things, who counts their money, who looks on."""

from houqin.foundation.posts import OFFICE, OVERSIGHT, Post

KEEPERS = frozenset({Post.ASSET_KEEPER, Post.DIRECTOR, Post.OFFICER})
"""Keep the cards."""
MONEY = frozenset({Post.ASSET_KEEPER, Post.ACCOUNTANT})
"""Keep the books."""
SEE = OFFICE | OVERSIGHT | MONEY
LEADERS_OFFICE = frozenset({Post.PRINCIPAL, Post.DIRECTOR, Post.CAMPUS_DIRECTOR})
