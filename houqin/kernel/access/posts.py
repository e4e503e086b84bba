"""Names of posts. The kernel holds the book; the foundation fills it."""

_NAMES: dict[str, str] = {}


def name_post(code: str, name: str) -> None:
    _NAMES[code] = name


def post_name(code: str) -> str:
    return _NAMES.get(code, code)


def known_posts() -> frozenset[str]:
    return frozenset(_NAMES)
