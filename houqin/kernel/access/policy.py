"""May they, which rows, and why not: answered here and nowhere else."""

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q, QuerySet

from houqin.kernel.access.actor import Actor, Door, Holding
from houqin.kernel.access.posts import post_name
from houqin.kernel.declare.fields import column
from houqin.kernel.declare.types import ANYONE, RecordType

if TYPE_CHECKING:
    from houqin.kernel.rows import Record

PLAIN_VERBS = {
    "view": "查看",
    "add": "新增",
    "change": "修改",
    "delete": "删除",
    "export": "导出",
    "attach": "添加附件到",
}


class NotVisible(Exception):
    """The row is outside the actor's scope: for them it does not exist (404)."""


class Policy:
    """The answers for one record type. A verb is "view", "add", "change", "delete", "export", or an action's key."""

    def __init__(self, record_type: RecordType) -> None:
        self.record_type = record_type

    @cached_property
    def _sets(self) -> dict[str, frozenset[str]]:
        access = self.record_type.access
        plain = {name: frozenset(getattr(access, name) or ()) for name in ("view", "add", "change", "delete")}
        plain["export"] = plain["view"] if access.export is None else frozenset(access.export)
        verbs = {act.key: frozenset(who) for act, who in access.verbs.items()}
        if self.record_type.attachments:
            plain["attach"] = plain["change"].union(*verbs.values())
        return plain | verbs

    @cached_property
    def is_told_by_the_row(self) -> bool:
        """Whether a row itself says who may see it, so that `may` asks no other table."""
        access = self.record_type.access
        return not any("__" in path for path in (*access.scope.values(), *access.relations.values()))

    @property
    def verbs(self) -> Collection[str]:
        return self._sets.keys()

    def who(self, verb: str) -> frozenset[str]:
        """The access set of a verb. KeyError for a verb nobody declared."""
        return self._sets[verb]

    def visible_to(self, actor: Actor) -> "QuerySet[Any]":
        rows = self.record_type.model.objects.of(actor.school_id)
        if actor.is_system:
            return rows
        return rows.filter(self._reach(actor, "view"))

    def within_posts(self, actor: Actor, verb: str) -> Q:
        """The condition for rows on which this actor may do `verb` by a post, whatever the row itself names (for the inbox)."""
        return Q() if actor.is_system else self._reach(actor, verb, with_relations=False)

    def may(self, actor: Actor, verb: str, record: "Record | None" = None) -> bool:
        """Without a record: might they, on some row? With one: may they, on this row."""
        who = self._sets[verb]
        if actor.is_system:
            return True
        if actor.read_only and verb not in ("view", "export"):
            return False
        if record is None:
            return bool(self._holdings(actor, who)) or self._might_relate(actor, who)
        if record.school_id != actor.school_id:
            return False
        return any(self._covers(h, record) for h in self._holdings(actor, who)) or self._relates(actor, who, record)

    def why(self, actor: Actor, verb: str, record: "Record | None" = None) -> str:
        """A sentence for the person: which posts may, and whether it is the post or the scope that is missing."""
        label, record_label = self._verb_label(verb), self.record_type.label
        if self.may(actor, verb, record):
            return f"您可以{label}{record_label}。"
        if actor.read_only:
            return f"您是只读身份，不能{label}{record_label}。"
        names = _listed(list(self._who_names(verb))) or "任何岗位都不"
        if record is not None and self._holdings(actor, self._sets[verb]):
            return f"这条{record_label}不在您任职的校区或部门内，不能{label}；可由该范围的{names}办理。"
        return f"您的岗位不能{label}{record_label}；可由{names}办理。"

    def require(self, actor: Actor, verb: str, record: "Record | None" = None) -> None:
        """Raise NotVisible outside the scope, Forbidden inside it without the right."""
        if record is not None and not self.may(actor, "view", record) and not self.may(actor, verb, record):
            raise NotVisible(self.record_type.key)
        if not self.may(actor, verb, record):
            raise Forbidden(self.why(actor, verb, record))

    def _verb_label(self, verb: str) -> str:
        for act in self.record_type.access.verbs:
            if act.key == verb:
                return act.label
        return PLAIN_VERBS[verb]

    def _who_names(self, verb: str) -> Iterator[str]:
        for who in sorted(self._sets[verb]):
            if who == ANYONE:
                yield "本校任何在岗人员"
            elif who[0] == "@":
                yield "本单" + relation_label(self.record_type, who[1:])
            else:
                yield post_name(who)

    def _holdings(self, actor: Actor, who: frozenset[str]) -> list[Holding]:
        return [h for h in actor.holdings if ANYONE in who or h.post in who]

    def relations_in(self, verb: str) -> list[tuple[str, bool]]:
        """The row's own people named in a verb's set: (path, whether the path holds a post instead of a person)."""
        return self._relations(self._sets[verb])

    def _relations(self, who: frozenset[str]) -> list[tuple[str, bool]]:
        paths = [self.record_type.access.relations[w[1:]] for w in sorted(who) if w[0] == "@"]
        return [(path, self._is_post(path)) for path in paths]

    def _is_post(self, path: str) -> bool:
        return isinstance(column(self.record_type.model, path.removesuffix("_id")).field, models.CharField)

    def _might_relate(self, actor: Actor, who: frozenset[str]) -> bool:
        return any(
            bool(actor.holdings) if is_post else actor.person_id is not None for _, is_post in self._relations(who)
        )

    def _relates(self, actor: Actor, who: frozenset[str], record: "Record") -> bool:
        """Is the actor the person, or a holder in scope of the post, that the row itself names?"""
        for path, is_post in self._relations(who):
            named = _value(record, path)
            if is_post and any(h.post == named and self._covers(h, record, whole=True) for h in actor.holdings):
                return True
            if not is_post and actor.person_id is not None and named == actor.person_id:
                return True
        return False

    def mine(self, actor: Actor, verb: str) -> Q:
        """The condition for rows that name this actor, by person or by post."""
        reach = Q(pk__in=())
        for path, is_post in self._relations(self._sets[verb]):
            if is_post:
                for holding in actor.holdings:
                    reach |= Q(**{path: holding.post}) & self._within(holding)
            elif actor.person_id is not None:
                reach |= Q(**{path: actor.person_id})
        return reach

    def _narrowing(self, holding: Holding) -> tuple[str, int] | None:
        """The narrowest unit of the holding that this record type knows; None: it reaches the whole school."""
        scope = self.record_type.access.scope
        return next(((scope[kind], unit) for kind, unit in holding.units if kind in scope), None)

    def _within(self, holding: Holding) -> Q:
        """Rows of the holding's unit, and rows of no unit: a row that names a post for the whole school names every holder."""
        narrowing = self._narrowing(holding)
        if narrowing is None:
            return Q()
        return Q(**{narrowing[0]: narrowing[1]}) | Q(**{f"{narrowing[0].removesuffix('_id')}__isnull": True})

    def _covers(self, holding: Holding, record: "Record", *, whole: bool = False) -> bool:
        narrowing = self._narrowing(holding)
        if narrowing is None:
            return True
        unit = _value(record, narrowing[0])
        return unit == narrowing[1] or (whole and unit is None)

    def _reach(self, actor: Actor, verb: str, *, with_relations: bool = True) -> Q:
        who = self._sets[verb]
        if actor.read_only and verb not in ("view", "export"):
            return Q(pk__in=())
        reach = Q(pk__in=())
        for holding in self._holdings(actor, who):
            narrowing = self._narrowing(holding)
            if narrowing is None:
                return Q()
            reach |= Q(**{narrowing[0]: narrowing[1]})
        if with_relations:
            reach |= self.mine(actor, verb)
        return reach


class Forbidden(Exception):
    """In scope, but not with this post (403). The message says who may."""


def _listed(names: list[str]) -> str:
    return "、".join(names) if len(names) <= 5 else "、".join(names[:3]) + f"等 {len(names)} 类岗位"


def relation_label(record_type: RecordType, name: str) -> str:
    field = record_type.access.relations[name].split("__")[0].removesuffix("_id")
    return str(record_type.model._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _value(record: Any, path: str) -> Any:
    for step in path.split("__"):
        if record is None:
            return None
        record = getattr(record, step)
    return record


__all__ = ["Door", "Forbidden", "NotVisible", "Policy"]
