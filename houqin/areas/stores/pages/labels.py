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
from houqin.foundation.labels import LAYOUTS, MOST, Label, drawn, pages_of
from houqin.foundation.posts import Post
from houqin.foundation.sign_in.forms import Big
from houqin.kernel.declare.inputs import row_input
from houqin.kernel.pages.door import actor_of, members_only, url_of
from houqin.kernel.pages.ids import row_ids
from houqin.kernel.pages.widgets import dress

FIRST_LAYOUT = "roll-50x30"


class LabelsForm(Big):
    what = forms.ChoiceField(label="印什么", choices=[("items", "物品"), ("shelves", "货位")], initial="items")
    category = forms.ChoiceField(label="品类", required=False, choices=[("", "全部"), *Category.choices])
    layout = forms.ChoiceField(
        label="标签纸", choices=[(one.code, one.name) for one in LAYOUTS.values()], initial=FIRST_LAYOUT
    )
    skip = forms.IntegerField(
        label="跳过前几张", required=False, min_value=0, max_value=40, initial=0, help_text="整张纸已用掉几张就填几"
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        store = dress(row_input(Store, actor, label="库房（印货位时）", required=False))
        store.empty_label = "全部"  # type: ignore[attr-defined]
        self.fields["store"] = store


@members_only
@require_safe
def choose(request: Any) -> HttpResponse:
    actor = actor_of(request)
    require_viewer(actor)
    form = LabelsForm(actor=actor, initial={"layout": FIRST_LAYOUT, "skip": 0, "what": "items", **request.GET.dict()})
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
    told, layout = form.cleaned_data, LAYOUTS[form.cleaned_data["layout"]]
    name = request.school.short_name or request.school.name
    rows = list((_shelves if told["what"] == "shelves" else _items)(actor, request, told)[: MOST + 1])
    labels = (shelf_labels if told["what"] == "shelves" else item_labels)(name, rows[:MOST])
    pages = pages_of(labels, layout, skip=0 if layout.is_roll else told["skip"] or 0)
    context = {
        "pages": pages, "layout": layout, "too_many": len(rows) > MOST, "most": MOST, "count": len(rows[:MOST]), "title": "物资标签",
        "back": "/stores/labels/", "nothing": "没有要印标签的物品或货位。",
    }  # fmt: skip
    return render(request, "foundation/label_sheet.html", context)


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
