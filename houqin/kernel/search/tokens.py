"""Text becomes tokens: pairs of Chinese characters, whole words and numbers of everything else."""

import os
import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from itertools import islice, product

MOST_READINGS = 64

WORD = re.compile(r"[一-鿿㐀-䶿]+|[a-z0-9]+")


def tokens_of(text: str) -> set[str]:
    """The tokens under which a text is filed. Numbers are also filed without leading zeros."""
    found: set[str] = set()
    for word in WORD.findall(folded(text)):
        if word[0] > "\x7f":
            found |= {word[i : i + 2] for i in range(len(word) - 1)} or {word}
        else:
            found.add(word)
            if word.isdigit():
                found.add(word.lstrip("0") or "0")
    return found


def tokens_asked(text: str) -> set[str]:
    """The tokens a row must have to match; empty when the text is too short to be looked up (one Chinese character)."""
    found: set[str] = set()
    for word in WORD.findall(folded(text)):
        if word[0] > "\x7f":
            found |= {word[i : i + 2] for i in range(len(word) - 1)}
        else:
            found.add(word)
    return found


def initials_of(name: str) -> set[str]:
    """Pinyin initials and their beginnings from two letters on: 王小明 → wx, wxm. A character with several readings is filed under each."""
    # Its dictionary of phrases is 40 MB in every process; the readings of single characters are enough to find a name by its initials.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin  # read when a name is first filed: it would be a tenth of every start

    readings = pinyin(name, style=Style.FIRST_LETTER, heteronym=True)
    found: set[str] = set()
    for letters in islice(product(*readings), MOST_READINGS):
        word = "".join(letters).lower()
        found |= {word[:n] for n in range(2, len(word) + 1)}
    return found


@lru_cache(maxsize=1 << 14)
def key(kind: str, token: str) -> int:
    """A signed 64-bit number for a token of a record type. The words of a ledger repeat, so those seen last are kept."""
    return int.from_bytes(blake2b(f"{kind}\x1f{token}".encode(), digest_size=8).digest(), "big", signed=True)


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
