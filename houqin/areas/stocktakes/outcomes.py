from django.db import models


class Outcome(models.TextChoices):
    """What a count says of one thing, or of one item in a store."""

    WAITING = "waiting", "待盘"
    FOUND = "found", "相符"
    MISSING = "missing", "没有找到"
    UNVISITED = "unvisited", "没有盘到"
    ELSEWHERE = "elsewhere", "在别处"
    UNEXPECTED = "unexpected", "账外"
    SHORT = "short", "数量少"
    OVER = "over", "数量多"
    CONFLICT = "conflict", "两人不一致"
    LEFT = "left", "期间调出"
    WITHDRAWN = "withdrawn", "扫描已撤销"


QUIET = frozenset({Outcome.FOUND, Outcome.LEFT, Outcome.WITHDRAWN})
"""Nothing to decide."""
COUNTED = frozenset(Outcome) - {Outcome.WAITING, Outcome.UNVISITED, Outcome.LEFT, Outcome.WITHDRAWN}
"""Somebody was there and looked."""
