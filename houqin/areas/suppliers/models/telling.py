"""How models say days and money."""

from datetime import date
from decimal import Decimal

from houqin.kernel import clock


def days_told(end: date, within: int, ahead: str = "到期", past: str = "已过期") -> str:
    """30 天后到期 · 今天到期 · 已过期 3 天; nothing while it is further away than `within` days."""
    days = (end - clock.today()).days
    if days > within:
        return ""
    return f"{past} {-days} 天" if days < 0 else f"{days} 天后{ahead}" if days else f"今天{ahead}"


def yuan(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
