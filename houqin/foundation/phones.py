"""Phone numbers as people write them."""

import re
import unicodedata

PHONE = re.compile(r"\d{5,15}")


def tidy_phone(told: str) -> str:
    """The digits of a phone number, as people type it: full-width, with blanks, dashes or +86."""
    digits = re.sub(r"[\s\-－—]", "", unicodedata.normalize("NFKC", told))
    return re.sub(r"^(\+86|0086)", "", digits)
