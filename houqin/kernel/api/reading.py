"""From the members of a JSON body to the values of an add, a change or an action. All problems at once; links in one query each."""

import inspect
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from houqin.kernel.access import Actor
from houqin.kernel.actions import Action, Problem
from houqin.kernel.api.kinds import Kind, Unfit, Value, checked, of_argument, of_field
from houqin.kernel.api.problem import ApiProblem
from houqin.kernel.declare import RecordType
from houqin.kernel.declare.inputs import visible_row, visible_rows

NO_SUCH = "没有这一项，请重新选择。"


def writable(record_type: RecordType, *, is_change: bool) -> tuple[Value, ...]:
    """The fields a program may give. Masked ones cannot be changed by someone who does not see them, here as on the page."""
    names = record_type.api.write if record_type.api is not None else ()
    hidden = frozenset(record_type.access.masks) if is_change else frozenset()
    return _values_of(record_type.model, names, hidden)


@lru_cache(maxsize=512)
def _values_of(model: Any, names: tuple[str, ...], hidden: frozenset[str]) -> tuple[Value, ...]:
    return tuple(of_field(model._meta.get_field(name)) for name in names if name not in hidden)


def arguments(act: Action[..., Any]) -> tuple[Value, ...]:
    return tuple(of_argument(argument) for argument in act.arguments)


def field_values(record_type: RecordType, told: dict[str, Any], actor: Actor, *, is_change: bool) -> dict[str, Any]:
    values = writable(record_type, is_change=is_change)
    clean, problems = _checked(values, told, needs_all=not is_change)
    for value in values:
        if value.kind is Kind.LINK and clean.get(value.name) is not None:
            _find_link(value, clean, actor, problems)
        elif value.kind is Kind.TEXT and value.name in clean and clean[value.name] is None and not value.nullable:
            clean[value.name] = ""
    if problems:
        raise ApiProblem.of_fields(problems)
    return clean


def argument_values(act: Action[..., Any], told: dict[str, Any], actor: Actor, row: Any) -> dict[str, Any]:
    values = arguments(act)
    clean, problems = _checked(values, told, needs_all=True)
    for value, argument in zip(values, act.arguments, strict=True):
        if clean.get(value.name) is None:
            continue
        choices = argument.ask.choices
        if value.kind is Kind.LINK and choices is None and not value.many:
            _find_link(value, clean, actor, problems)
        elif value.kind is Kind.LINK:
            rows = choices(row, actor) if choices is not None else visible_rows(value.model, actor)
            _find_links(value, clean, rows, problems)
        elif value.kind is Kind.LINES:
            clean[value.name] = _lines(value, clean[value.name], actor, problems)
        elif value.make is not None:
            made = clean[value.name]
            clean[value.name] = [value.make(one) for one in made] if value.many else value.make(made)
    if problems:
        raise ApiProblem.of_fields(problems)
    return _with_defaults(act, clean)


def _checked(
    values: tuple[Value, ...], told: dict[str, Any], *, needs_all: bool
) -> tuple[dict[str, Any], list[Problem]]:
    clean: dict[str, Any] = {}
    known = {value.name: value for value in values}
    problems = [Problem(f"{_safe(name)}：没有这一项。", _safe(name), "unknown") for name in told if name not in known]
    for name, value in known.items():
        if name not in told:
            if needs_all and value.required:
                problems.append(Problem(f"{value.label}：必须填写。", name, "required"))
            continue
        try:
            clean[name] = checked(value, told[name])
        except Unfit as error:
            where = f"{name}.{error.where}".rstrip(".")
            problems.append(Problem(f"{_named(value, error.where)}：{error.message}", where, error.code))
    return clean, problems


def _named(value: Value, where: str) -> str:
    """第 1 行数量, as the page says it; what is no line bears its own label."""
    number, _, name = where.partition(".")
    if not number.isdecimal():
        return value.label
    label = next((part.label for part in value.parts if part.name == name), name)
    return f"{value.label}第 {int(number) + 1} 行{label}"


def _safe(name: str) -> str:
    """A member's name as it can be told back."""
    return name[:60].encode("utf-8", "replace").decode()


def _find_links(value: Value, clean: dict[str, Any], rows: Any, problems: list[Problem]) -> None:
    given = clean[value.name]
    ids = given if value.many else [given]
    found = _rows_by_id(rows, ids)
    if any(pk not in found for pk in ids):
        problems.append(Problem(f"{value.label}：{NO_SUCH}", value.name, "invalid_choice"))
    else:
        clean[value.name] = [found[pk] for pk in ids] if value.many else found[given]


def _find_link(value: Value, clean: dict[str, Any], actor: Actor, problems: list[Problem]) -> None:
    row = visible_row(value.model, actor, clean[value.name])
    if row is None:
        problems.append(Problem(f"{value.label}：{NO_SUCH}", value.name, "invalid_choice"))
    else:
        clean[value.name] = row


def _rows_by_id(rows: Any, ids: Iterable[int]) -> dict[int, Any]:
    return {row.pk: row for row in rows.filter(pk__in=set(ids))}


def _lines(value: Value, given: Any, actor: Actor, problems: list[Problem]) -> Any:
    """Lines as the action's dataclass; each kind of link is looked up once for all of them."""
    lines: list[dict[str, Any]] = given if value.many else [given]
    for part in value.parts:
        if part.kind is Kind.LINK:
            _find_in_lines(value, part, lines, actor, problems)
        elif part.make is not None:
            for line in lines:
                line[part.name] = part.make(line[part.name]) if line.get(part.name) is not None else None
    if problems:
        return given
    made = [value.make(**{k: v for k, v in line.items() if v is not None}) for line in lines]
    return made if value.many else made[0]


def _find_in_lines(
    value: Value, part: Value, lines: list[dict[str, Any]], actor: Actor, problems: list[Problem]
) -> None:
    ids = [line[part.name] for line in lines if line.get(part.name) is not None]
    found = _rows_by_id(visible_rows(part.model, actor), ids) if ids else {}
    for n, line in enumerate(lines):
        if (pk := line.get(part.name)) is None:
            continue
        if pk in found:
            line[part.name] = found[pk]
        else:
            problems.append(
                Problem(f"第 {n + 1} 行{part.label}：{NO_SUCH}", f"{value.name}.{n}.{part.name}", "invalid_choice")
            )


def _with_defaults(act: Action[..., Any], clean: dict[str, Any]) -> dict[str, Any]:
    """Nothing said means the action's own default; None where it has none."""
    asked = inspect.signature(act.body).parameters
    out: dict[str, Any] = {}
    for argument in act.arguments:
        has_default = asked[argument.name].default is not inspect.Parameter.empty
        given = clean.get(argument.name)
        if given is not None or (argument.name in clean and asked[argument.name].default is None):
            out[argument.name] = given
        elif not has_default:
            out[argument.name] = None
    return out
