"""The words of a declaration. They point at model fields by name; labels, types and rules stay on the model."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from houqin.kernel.rows import Record

if TYPE_CHECKING:
    from houqin.kernel.actions import Action

ANYONE = "*"
"""In an access set: whoever holds any post in the school."""

F = TypeVar("F", bound=Callable[..., Any])


def shown(label: str) -> Callable[[F], F]:
    """Give a model property or method a label, so that a declaration may name it as a column."""

    def mark(function: F) -> F:
        function.shown_label = label  # type: ignore[attr-defined]
        return function

    return mark


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """columns: field paths (`place__name`) or `@shown` names; the first is the link. search: text fields in the two-character index.

    pinyin: fields also found by their pinyin initials. order: default sort, newest first unless said otherwise.
    """

    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    pinyin: tuple[str, ...] = ()
    order: str = "-id"


@dataclass(frozen=True, kw_only=True)
class Section:
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Excel and CSV, the same columns in and out. key: the columns that say which existing row is meant."""

    key: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Print:
    template: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Api:
    read: tuple[str, ...]
    write: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Related:
    """Rows of another record type shown on the detail page. link: the field there that points here."""

    record: str
    link: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A fragment that a higher area puts on a lower record's page. render(row, actor) gives safe HTML, or "" for nothing.

    is_history: told with the related rows when the person scrolls there, so that what was costs the page nothing.
    """

    title: str
    render: Callable[[Any, Any], str]
    is_history: bool = False


@dataclass(frozen=True, kw_only=True)
class Access:
    """Who may do what. Sets hold post codes, relations of the row written `@name`, or ANYONE.

    scope: kind of unit → path of its id on the row, e.g. {"campus": "campus_id"}; a holder of a post at a campus has the rows of
    that campus. A kind with no path here does not narrow. relations: name → path of a person's id on the row, or of a
    field that holds a post code (then whoever holds that post, within their scope).
    masks: field → who may ask to see it; for all others, and before the asking, it is masked.
    """

    view: Collection[str]
    add: Collection[str] = ()
    change: Collection[str] = ()
    delete: Collection[str] = ()
    export: Collection[str] | None = None
    verbs: Mapping["Action[..., Any]", Collection[str]] = field(default_factory=dict)
    scope: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, str] = field(default_factory=dict)
    masks: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RecordType:
    """One ledger. key: `area.noun`, path: its place in urls and the API (`repairs/orders`).

    number: e.g. "WX-{year}-{n:05}", written to the model's `number`. happened: the field that says when it took place; a row recorded
    more than `late_after` later is shown as late (补录). prepare(row, by): fills what the system knows, at every door, before the
    row is checked. made_by: the action that makes one, when plain adding is not enough. facts: shown on the detail page
    beyond the form's fields. offline: its list and its forms are held on the phone, and what is filled in there is brought later.
    """

    key: str
    path: str
    model: type[Record]
    access: Access
    list_page: ListPage
    icon: str = "list"
    group: str = ""
    form: tuple[Section, ...] = ()
    facts: tuple[str, ...] = ()
    sheet: Sheet | None = None
    prints: tuple[Print, ...] = ()
    api: Api | None = None
    number: str = ""
    happened: str = "recorded_at"
    late_after: timedelta = timedelta(hours=2)
    related: tuple[Related, ...] = ()
    attachments: bool = False
    prepare: Callable[[Any, Any], None] | None = None
    made_by: "Action[..., Any] | None" = None
    offline: bool = False

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def form_fields(self) -> tuple[str, ...]:
        return tuple(name for section in self.form for name in section.fields)

    def visible_to(self, actor: Any) -> Any:
        """The rows this person may see: the only way a door asks for rows."""
        return self.policy.visible_to(actor)

    @property
    def policy(self) -> Any:
        return _policy_of(self)

    def __str__(self) -> str:
        return self.key


def _policy_of(record_type: RecordType) -> Any:
    policy = _POLICIES.get(record_type.key)
    if policy is None or policy.record_type is not record_type:
        from houqin.kernel.access.policy import (
            Policy,
        )  # the policy reads the declaration: one of the two must come second

        policy = _POLICIES[record_type.key] = Policy(record_type)
    return policy


_POLICIES: dict[str, Any] = {}
