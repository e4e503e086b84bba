"""Who does what with supplies."""

from houqin.foundation.posts import OFFICE, OVERSIGHT, Post

KEEPERS = OFFICE | {Post.STOREKEEPER}
"""Those who book."""
BOOKERS = KEEPERS | {"@keeper"}
VIEWERS = KEEPERS | OVERSIGHT | {Post.BUYER, Post.ACCOUNTANT, Post.ASSET_KEEPER}
