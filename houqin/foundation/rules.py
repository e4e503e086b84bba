"""The rules as they hold in one school: the shipped value, or the school's own stricter one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from houqin.foundation import rules_data
from houqin.foundation.models import RuleValue
from houqin.foundation.rules_data import Rule, shipped_rules
from houqin.foundation.rules_data import RuleValue as Value
from houqin.foundation.rules_memory import remembered


@dataclass(frozen=True, kw_only=True, slots=True)
class Effective:
    """A rule with the value that counts. own: the school's row, when it has one."""

    rule: Rule
    value: Value
    own: RuleValue | None = None

    @property
    def limit(self) -> str:
        return rules_data.limit_words(self.rule, self.value)


def rule(school_id: int, code: str) -> Value:
    """The value that counts in this school. KeyError for a code that is not shipped."""
    return effective(school_id, [code])[code].value


def number(school_id: int, code: str) -> float:
    """The same, for a rule whose value is a number."""
    value = rule(school_id, code)
    if isinstance(value, str):
        raise TypeError(f"rule {code!r} is the text {value!r}, not a number")
    return value


def effective(school_id: int, codes: Iterable[str] | None = None) -> Mapping[str, Effective]:
    """Several rules, or all of them, with at most one query."""
    wanted = list(codes) if codes is not None else list(shipped_rules())
    own = remembered(school_id, lambda: {row.code: row for row in RuleValue.objects.of(school_id)})
    return {code: _effective(rules_data.rule(code), own.get(code)) for code in wanted}


def _effective(shipped: Rule, own: RuleValue | None) -> Effective:
    """The own value counts only while it is allowed: a floor raised by an update is not undercut by an old row."""
    value = rules_data.value_of(shipped, own.value) if own is not None else None
    if value is None or not shipped.allows(value):
        return Effective(rule=shipped, value=shipped.value, own=own)
    return Effective(rule=shipped, value=value, own=own)
