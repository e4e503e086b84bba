"""The numbers of laws, standards and good practice that timers, limits and alerts work with."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from houqin.foundation.shipped import Table, read_table, refuse, repeated

DATA = Path(__file__).with_name("data")
DIRECTIONS = ("max", "min", "exact")
SCOPES = ("national", "local", "default")
CERTAINTIES = ("found", "weak", "unverified", "default")

RuleValue = int | float | str


@dataclass(frozen=True, kw_only=True)
class Rule:
    code: str
    group: str
    group_name: str
    name: str
    value: RuleValue
    unit: str
    direction: str
    scope: str
    source: str
    certainty: str
    note: str

    def wording(self) -> str:
        """Where the number comes from, in words that never call an unconfirmed or another place's rule the law."""
        return origin_wording(self.source, certainty=self.certainty, scope=self.scope)

    def limit(self) -> str:
        """The limit as people say it: 不超过120分钟."""
        return limit_words(self, self.value)

    def allows(self, value: RuleValue) -> bool:
        """Whether a school may use this value instead: stricter than a confirmed national rule, never looser."""
        if isinstance(value, bool) or isinstance(value, str) != isinstance(self.value, str):
            return False
        if self.scope != "national" or self.certainty != "found":
            return True
        if isinstance(value, str) or isinstance(self.value, str) or self.direction == "exact":
            return value == self.value
        return value <= self.value if self.direction == "max" else value >= self.value


def limit_words(rule: Rule, value: RuleValue) -> str:
    sense = {"max": "不超过", "min": "不少于", "exact": ""}[rule.direction]
    unit = "" if isinstance(value, str) else rule.unit  # the unit of a text only says what it is: 时刻, 月日
    return f"{sense}{value}{unit}"


def value_of(rule: Rule, text: str) -> RuleValue | None:
    """What somebody wrote, in the rule's own type; None when it cannot be read as that."""
    told = unicodedata.normalize("NFKC", text).strip()
    if isinstance(rule.value, str):
        return told or None
    try:
        number = float(told)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def origin_wording(source: str, *, certainty: str, scope: str = "national") -> str:
    if certainty == "default":
        return "系统默认，可修改"
    if certainty != "found":
        return f"参考{source}（未核实）"
    if scope == "local":
        return f"参考{source}（外地规定，供对照）"
    return f"依据{source}"


@cache
def shipped_rules() -> Mapping[str, Rule]:
    """Every shipped rule by its code."""
    return MappingProxyType({rule.code: rule for rule in load_rules(DATA / "rules.toml")})


def rule(code: str) -> Rule:
    try:
        return shipped_rules()[code]
    except KeyError:
        raise KeyError(f"no shipped rule is called {code!r}") from None


def rules_under(prefix: str) -> tuple[Rule, ...]:
    """The rules of a group ("FIRE") or of one paragraph ("FIRE-03")."""
    return tuple(one for one in shipped_rules().values() if prefix in (one.group, one.code.partition(".")[0]))


def load_rules(path: Path) -> tuple[Rule, ...]:
    problems: list[str] = []
    root = read_table(path, problems)
    sources = _sources(root.table("sources"))
    rules: list[Rule] = []
    used: set[str] = set()
    for group in root.tables("groups"):
        code, name = group.text("code"), group.text("name")
        for row in group.tables("rules"):
            used.add(row.text("source", ""))
            rules.append(_rule(row, group=code, group_name=name, sources=sources))
        group.finish()
    root.finish()
    problems += [f"{path.name}: rule {code!r} is given twice" for code in repeated(one.code for one in rules)]
    problems += [f"{path.name}: source {key!r} is named by no rule" for key in sorted(set(sources) - used)]
    refuse(problems)
    return tuple(rules)


def _sources(table: Table) -> dict[str, str]:
    sources: dict[str, str] = {}
    for key, text in table.items():
        if not isinstance(text, str) or not text.strip():
            table.complain(f"{key!r} must be text")
        else:
            sources[key] = text
    return sources


def _rule(row: Table, *, group: str, group_name: str, sources: Mapping[str, str]) -> Rule:
    one = Rule(
        code=row.text("code"),
        group=group,
        group_name=group_name,
        name=row.text("name"),
        value=_value(row),
        unit=row.text("unit", ""),
        direction=row.one_of("direction", DIRECTIONS),
        scope=row.one_of("scope", SCOPES, "default"),
        source=_source_text(row, sources),
        certainty=row.one_of("certainty", CERTAINTIES, "default"),
        note=row.text("note", ""),
    )
    row.finish()
    if not one.code.startswith(f"{group}-") or "." not in one.code:
        row.complain(f"code must read {group}-NN.name")
    if (one.certainty == "default") != (not one.source) or (one.certainty == "default") != (one.scope == "default"):
        row.complain("a rule names a source, or is a default in both scope and certainty")
    if isinstance(one.value, str) and one.direction != "exact":
        row.complain("a value that is text can only be exact")
    return one


def _source_text(row: Table, sources: Mapping[str, str]) -> str:
    key, article = row.text("source", ""), row.text("article", "")
    if key and key not in sources:
        row.complain(f"source {key!r} is not in [sources]")
    return sources.get(key, "") + article


def _value(row: Table) -> RuleValue:
    number = row.number("value") if not row.holds_text("value") else None
    return row.text("value") if number is None else number
