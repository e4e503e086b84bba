"""Labels for items and shelves, on the sheets the foundation knows; the code on one opens the item, or what lies on the shelf."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from houqin.areas.stores.finding import item_by_code
from houqin.areas.stores.models import Category, Item, Kind, Shelf, Store
from houqin.areas.stores.pages.today import require_viewer
from houqin.areas.stores.records import BALANCE, ITEM, SHELF
from houqin.foundation.labels import MOST, Label, drawn
from houqin.foundation.pages.paper import ROLL, PaperForm, printed
from houqin.foundation.posts import Post
from houqin.kernel.pages.door import actor_of, members_only, url_of
from houqin.kernel.pages.ids import row_ids


class LabelsForm(PaperForm):
    links = (("store", Store, "库房（印货位时）"),)
    what = forms.ChoiceField(label="印什么", choices=[("items", "物品"), ("shelves", "货位")], initial="items")
    category = forms.ChoiceField(label="品类", required=False, choices=[("", "全部"), *Category.choices])
    field_order = ("what", "category", "store")


@members_only
@require_safe
def choose(request: Any) -> HttpResponse:
    actor = actor_of(request)
    require_viewer(actor)
    form = LabelsForm(actor=actor, initial={"layout": ROLL, "skip": 0, "what": "items", **request.GET.dict()})
    return render(request, "stores/labels.html", {"form": form})


@members_only
@require_safe
def sheet(request: Any) -> HttpResponse:
    """The sheet itself: nothing but labels, sized in millimetres."""
    actor = actor_of(request)
    require_viewer(actor)
    form = LabelsForm(request.GET, actor=actor)
    if not form.is_valid():
        return render(request, "stores/labels.html", {"form": form}, status=422)
    told, name = form.cleaned_data, request.school.short_name or request.school.name
    find, labels = (_shelves, shelf_labels) if told["what"] == "shelves" else (_items, item_labels)
    rows = list(find(actor, request, told)[: MOST + 1])
    return printed(
        request, form, labels(name, rows[:MOST]), found=len(rows), title="物资标签", back="/stores/labels/",
        nothing="没有要印标签的物品或货位。",
    )  # fmt: skip


def _items(actor: Any, request: Any, told: dict[str, Any]) -> Any:
    rows = ITEM.visible_to(actor).filter(is_active=True).exclude(kind=Kind.FIXED).order_by("category", "code")
    wanted = row_ids(request.GET.getlist("item"))
    if told["category"]:
        rows = rows.filter(category=told["category"])
    return rows.filter(pk__in=wanted) if wanted else rows


def _shelves(actor: Any, request: Any, told: dict[str, Any]) -> Any:
    rows = SHELF.visible_to(actor).select_related("store").order_by("store_id", "code")
    return rows.filter(store=told["store"]) if told["store"] else rows


def item_labels(school_name: str, items: Iterable[Item]) -> Iterator[Label]:
    for item in items:
        told = " · ".join(word for word in (item.spec, item.unit) if word)
        yield Label(school_name, item.name, told, item.code, _qr(f"/i/{item.code}/"))


def shelf_labels(school_name: str, shelves: Iterable[Shelf]) -> Iterator[Label]:
    for shelf in shelves:
        told = " · ".join(word for word in (str(shelf.store), shelf.name) if word)
        yield Label(school_name, shelf.code, told, "", _qr(f"/{BALANCE.path}/?shelf={shelf.pk}"))


def _qr(path: str) -> str:
    return drawn(f"{settings.BASE_URL}{path}")


@members_only
@require_safe
def scanned(request: Any, code: str) -> HttpResponse:
    """A label read by any phone: the item, for those of this school; a storekeeper who scans it is handing it out."""
    actor = actor_of(request)
    item = item_by_code(actor.school_id, code)
    if item is None or not ITEM.policy.may(actor, "view", item):
        raise Http404
    if Post.STOREKEEPER in actor.posts:
        return redirect(f"/stores/counter/?add={item.pk}")
    return redirect(url_of(ITEM, item))
