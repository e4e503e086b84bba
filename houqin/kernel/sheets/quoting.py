"""In a text table a cell that begins like a formula is run by Excel; an apostrophe before it keeps it text. One rule, both ways."""

import re

DANGEROUS = re.compile(r"^'*[=+\-@\t\r]")
QUOTED = re.compile(r"^'+[=+\-@\t\r]")


def quoted(text: str) -> str:
    return "'" + text if DANGEROUS.match(text) else text


def unquoted(text: str) -> str:
    return text[1:] if QUOTED.match(text) else text
