"""Base models. Saving, deleting and re-reading always name the school (SCALE rule 7)."""

from collections.abc import Callable, Collection, Iterable
from functools import cache
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.base import ModelState
from django.db.utils import DEFAULT_DB_ALIAS

from houqin.kernel import clock
from houqin.kernel.rows.changes import current_change
from houqin.kernel.rows.statements import insert_one, update_one

UPDATE_OF_DJANGO_5 = 5
"""What its `_do_update` is given after the rows."""


class School(models.Model):
    """The unit that owns rows: a school, or the bureau above it (a reference table: small, rarely written)."""

    name = models.CharField("名称", max_length=80)
    short_name = models.CharField("简称", max_length=20, blank=True)
    code = models.CharField("代码", max_length=20, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name="上级单位", related_name="+")
    is_bureau = models.BooleanField("教育局", default=False)
    demo = models.BooleanField("演示", default=False)

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"

    def __str__(self) -> str:
        return self.name


class SchoolQuerySet(models.QuerySet[Any]):
    def of(self, school: "School | int") -> Self:
        """Rows of one school: the start of every query."""
        return self.filter(school_id=school if isinstance(school, int) else school.pk)

    def one(self) -> Any:
        """The row of a filter that fits one row at most, or None. Unlike first() it asks for no order, which costs as much as the rest."""
        return next(iter(self), None)


@cache
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """What a new row's fields hold, and how those are made that no two rows share."""
    at_rest: dict[str, Any] = {}
    made_anew: list[tuple[str, Callable[[], Any]]] = []
    for field in model._meta.concrete_fields:
        if field.has_default() and callable(field.default):
            made_anew.append((field.attname, field.get_default))
        else:
            at_rest[field.attname] = field.get_default()
    return at_rest, made_anew


@cache
def _links(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, field.attname) for field in model._meta.concrete_fields if field.is_relation)


class SchoolRow(models.Model):
    """A table of a school. Set `school` at insert; it never changes."""

    school = models.ForeignKey(
        School, models.PROTECT, db_index=False, editable=False, related_name="+", verbose_name="单位"
    )

    objects: ClassVar[Any] = SchoolQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def blank(cls, school_id: int) -> Self:
        """A new row of that school with nothing but its defaults, past Django's constructor, which asks every field for its own."""
        row, (at_rest, made_anew) = cls.__new__(cls), _defaults(cls)
        row.__dict__.update(at_rest, _state=ModelState(), school_id=school_id)
        for name, make in made_anew:
            row.__dict__[name] = make()
        return row

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        """As Django's, past its constructor: what comes from the database needs none of it, and lists are made of these."""
        if more:
            return super().from_db(db, field_names, values, **more)
        row = cls.__new__(cls)
        row.__dict__.update(zip(field_names, values, strict=True), _state=ModelState())
        row._state.adding, row._state.db = False, db
        return row

    @classmethod
    def about_unknown(cls, told: str) -> str:
        """What a kind of row can say about a name or code under which it has none; "" for nothing more than that."""
        return ""

    def _do_update(self, base_qs: Any, *rest: Any) -> Any:
        """Django's own update of one row, narrowed to the school. What follows `base_qs` differs between Django 5 and 6, which asks for more."""
        values = rest[2]
        if (
            len(rest) > UPDATE_OF_DJANGO_5
            or not values
            or any(hasattr(value, "resolve_expression") for _, _, value in values)
        ):
            return super()._do_update(base_qs.filter(school_id=self.school_id), *rest)
        return update_one(self, values)

    def refresh_from_db(self, using: Any = None, fields: Any = None, from_queryset: Any = None) -> None:
        rows = from_queryset if from_queryset is not None else type(self)._base_manager.all()
        super().refresh_from_db(using, fields, rows.filter(school_id=self.school_id))

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        done: tuple[int, dict[str, int]] = type(self).objects.of(self.school_id).filter(pk=self.pk).delete()
        return done


class Record(SchoolRow):
    """A business row: saved only inside an action, so that each change is on the trail.

    `version` grows by one with every change; `recorded_at` is the server's time of the first save.
    """

    version = models.PositiveIntegerField("版本", default=1, editable=False)
    recorded_at = models.DateTimeField("录入时间", editable=False, default=clock.now)

    _loaded: dict[str, Any] | None = None

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        row = super().from_db(db, field_names, values, **more)
        row._loaded = dict(zip(field_names, values, strict=True))
        return row

    def save(self, *args: Any, **options: Any) -> None:
        change = current_change(type(self))
        is_new = self._state.adding
        if not is_new:
            already = change.latest(self)  # saved before in this change: one change is one version, as it is one entry
            self.version = self.version + 1 if already is None else already.version
            if options.get("update_fields") is not None:
                options["update_fields"] = {*options["update_fields"], "version"}
        before = self._loaded
        if is_new and self.pk is None and not (args or options):
            self._insert()
        else:
            super().save(*args, **options)
        change.saved(self, before=None if is_new else before)
        self._loaded = {f.attname: self.__dict__[f.attname] for f in self._meta.concrete_fields}

    def _insert(self) -> None:
        """What Django does for a new row, by a statement that is written once."""
        values, at_hand = self.__dict__, self._state.fields_cache
        if [name for name, attname in _links(type(self)) if values[attname] is None and at_hand.get(name)]:
            self._prepare_related_fields_for_save(operation_name="save")  # type: ignore[attr-defined]
        self.pk = insert_one(self)
        self._state.adding, self._state.db = False, DEFAULT_DB_ALIAS

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        change = current_change(type(self))
        row_id = self.pk
        done = super().delete(using, keep_parents)
        self.pk = row_id
        change.deleted(self)
        return done

    def _loaded_values(self, names: Iterable[str]) -> dict[str, Any]:
        """The stored values of some fields, as they were when the row was read."""
        loaded = self._loaded or {}
        return {name: loaded.get(self._meta.get_field(name).attname) for name in names}  # type: ignore[union-attr]
