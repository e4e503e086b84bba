"""From what a camera or a hand scanner read to the code of a label."""

import re
from unicodedata import normalize

MOST = 60


def code_in(read: str) -> str:
    """A label holds an address that ends in the code; a person types the code, perhaps with the dash of the label."""
    text = normalize("NFKC", read).strip().split("?")[0].split("#")[0].rstrip("/")
    return text.rsplit("/", 1)[-1].strip().upper()[:MOST]


def spellings(code: str) -> tuple[str, ...]:
    """As read, and without the blanks and dashes that only the eye needs."""
    bare = re.sub(r"[\s\-－—]", "", code)
    return (code,) if bare == code else (code, bare)
