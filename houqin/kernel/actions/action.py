"""@action: a rule's body becomes a verb that is locked, checked, trailed and safe to retry."""

import inspect
from collections.abc import Callable, Collection, Iterator
from functools import cached_property, update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import models
from django.db.models import Q

from houqin.kernel.actions.arguments import Argument, arguments_of
from houqin.kernel.actions.perform import perform
from houqin.kernel.rows import Record

P = ParamSpec("P")
R = TypeVar("R")


class Action(Generic[P, R]):
    """One verb. Call it like its body; the first argument is the row (none for an action that makes one)."""

    do_not_call_in_templates = True

    def __init__(
        self, body: Callable[P, R], *, on: type[Record] | None, makes: type[Record] | None, label: str, when: Collection[str],
        late: Collection[str], unless: Callable[[Any], str | None] | None, asks: bool | Q, due: str, noun: str, final: bool, offline: bool,
    ) -> None:  # fmt: skip
        self.body = body
        self.on = on
        self.makes = makes
        self.label = label
        self.when = _values(when)
        self.late = _values(late)
        self.unless = unless
        self.asks = asks
        self.due = due
        self.noun = noun or body.__name__.replace("_", "-")
        self.final = final
        self.offline = offline
        self.tells_because = "because" in inspect.signature(body).parameters
        self.key = f"{self.model._meta.app_label}.{self.model._meta.model_name}.{body.__name__}"
        update_wrapper(self, body)

    @property
    def name(self) -> str:
        return self.body.__name__

    @property
    def model(self) -> type[Record]:
        model = self.on or self.makes
        assert model is not None
        return model

    @cached_property
    def arguments(self) -> tuple[Argument, ...]:
        return arguments_of(self.body, self.model)

    def possible(self, row: Any) -> str | None:
        """None when the row's state allows it, else the sentence that says why not."""
        return None if self.late and row.state in self.late else self.offered(row)

    def offered(self, row: Any) -> str | None:
        """The same for somebody who has not begun: what is only taken late is not offered any more."""
        if self.when and row.state not in self.when:
            wanted = "、".join(str(dict(_choices(row)).get(state, state)) for state in self.when)
            return f"{row} 现在是“{row.get_state_display()}”，只有“{wanted}”时才能{self.label}。"
        return self.unless(row) if self.unless is not None else None

    def __call__(self, *args: P.args, **values: P.kwargs) -> R:
        by = values.pop("by")
        because = values.pop("because", None)
        result: R = perform(self, args[0] if args else None, by=by, values=values, because=because)  # type: ignore[arg-type]
        return result

    def __repr__(self) -> str:
        return f"<action {self.key}>"

    def __hash__(self) -> int:
        return hash(self.key)


def _values(states: Collection[str]) -> tuple[str, ...]:
    return tuple(str(getattr(state, "value", state)) for state in states)


def _choices(row: models.Model) -> Any:
    return row._meta.get_field("state").flatchoices  # type: ignore[union-attr]


class _Actions:
    """The book of actions, by key."""

    def __init__(self) -> None:
        self._by_key: dict[str, Action[..., Any]] = {}

    def add(self, act: Action[..., Any]) -> None:
        self._by_key[act.key] = act

    def get(self, key: str) -> Action[..., Any] | None:
        return self._by_key.get(key)

    def __iter__(self) -> Iterator[Action[..., Any]]:
        return iter(self._by_key.values())


actions = _Actions()


def action(
    *, on: type[Record] | None = None, makes: type[Record] | None = None, label: str, when: Collection[str] = (),
    late: Collection[str] = (), unless: Callable[[Any], str | None] | None = None, asks: bool | Q = False, due: str = "", noun: str = "", final: bool = False,
    offline: bool = False,
) -> Callable[[Callable[P, R]], Action[P, R]]:  # fmt: skip
    """Declare a verb of `on` (or one that makes a row of `makes`).

    when: states of the row in which it may be done. late: further states in which it is taken from whoever began before, as a phone that was
    out of reach, and is offered to nobody. unless(row): a further sentence why not, or None. asks: while it may be done it waits in
    somebody's inbox, until the row's `due` field; a Q: only rows that fit it wait. final: asks for a confirmation because it cannot be undone.
    offline: can be done without a network; the phone brings it later (docs/offline.md), and the body says `clock.happened()` for when it was done.
    """

    def declare(body: Callable[P, R]) -> Action[P, R]:
        declared = Action(
            body, on=on, makes=makes, label=label, when=when, late=late, unless=unless, asks=asks, due=due, noun=noun, final=final,
            offline=offline,
        )  # fmt: skip
        actions.add(declared)
        return declared

    return declare
