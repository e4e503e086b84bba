"""The first steps of a school, one small page each; leave and come back at any time."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from houqin.foundation.actions import add_places
from houqin.foundation.calendar import not_announced_note
from houqin.foundation.labels import FIRST_LAYOUT, labels_of
from houqin.foundation.models import PostHolding
from houqin.foundation.pages.places import EXAMPLE, PlacesForm
from houqin.foundation.people import add_people
from houqin.foundation.phones import tidy_phone
from houqin.foundation.posts import NAMES, Post
from houqin.foundation.records import CAMPUS, HOLDING, PERSON, PLACE, TERM
from houqin.foundation.sessions import open_first_school
from houqin.foundation.setup import STEPS, first_school, next_step, step_after, suggested_term
from houqin.foundation.sign_in.forms import Big
from houqin.foundation.sign_in.pages import BACKEND, remember_device
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused, add, perform
from houqin.kernel.pages.door import actor_of, members_only, new_submission
from houqin.kernel.rows import School

PEOPLE_EXAMPLE = "张师傅 13800000001 后勤处 维修工\n李保安 13800000002 保卫科 保安\n王老师 13800000003 教务处 教师"
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SchoolForm(Big):
    school = forms.CharField(label="学校名称", max_length=80)
    name = forms.CharField(label="您的姓名", max_length=40)
    post = forms.ChoiceField(
        label="您的岗位",
        choices=[(p.value, NAMES[p]) for p in (Post.DIRECTOR, Post.OFFICER, Post.PRINCIPAL, Post.ADMIN)],
    )
    phone = forms.CharField(
        label="您的手机号", max_length=20, help_text="以后用它登录", widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    password = forms.CharField(
        label="设置密码",
        strip=False,
        help_text="至少 8 位",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_phone(self) -> str:
        return tidy_phone(self.cleaned_data["phone"])


class CampusesForm(Big):
    lines = forms.CharField(
        label="校区名称", help_text="一行一个", initial="本部", max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class TermForm(Big):
    code = forms.RegexField(r"^\d{4}-\d{4}-[12]$", label="学期代码", help_text="如 2025-2026-2：2025-2026 学年第二学期")
    name = forms.CharField(label="名称", max_length=40)
    starts_on = forms.DateField(label="开学日期", widget=DAY)
    ends_on = forms.DateField(label="结束日期", widget=DAY)


class PeopleForm(Big):
    lines = forms.CharField(
        label="人员", help_text="一行一人：姓名 手机号 部门 岗位；人多可用 Excel 导入", max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": PEOPLE_EXAMPLE}),
    )  # fmt: skip


@never_cache
@sensitive_post_parameters()
def setup(request: Any) -> HttpResponse:
    """Without any school: the first one, open to whoever starts the system. After that: what is still to do."""
    return _overview(request) if School.objects.exists() else _first(request)


def _first(request: Any) -> HttpResponse:
    form = SchoolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            _, user = first_school(**told | {"post": Post(told["post"])})
        except Refused as refused:
            _take(form, refused)
        else:
            login(request, user, backend=BACKEND)
            remember_device(request, user)
            open_first_school(request.session, user)
            return redirect("foundation:setup_step", STEPS[0].code)
    return render(request, "foundation/setup_first.html", {"form": form}, status=422 if form.is_bound else 200)


def _overview(request: Any) -> HttpResponse:
    if request.actor is None:
        return redirect_to_login(request.get_full_path())
    actor = _keeper(request)
    steps = [(step, step.done(actor.school_id)) for step in STEPS]
    return render(request, "foundation/setup.html", {"steps": steps, "next": next_step(actor.school_id)})


@members_only
def step(request: Any, code: str) -> HttpResponse:
    actor = _keeper(request)
    if code not in PAGES:
        raise Http404
    return PAGES[code](request, actor)


def _keeper(request: Any) -> Actor:
    actor = actor_of(request)
    if Post.ADMIN not in actor.posts:
        raise Forbidden("初始设置由系统管理员办理。")
    return actor


def _asked(request: Any, code: str, form: Any, do: Callable[[str], Any], **more: Any) -> HttpResponse:
    """A step with one form: done, on to the next; refused, the reasons beside the fields."""
    if request.method == "POST" and form.is_valid():
        try:
            do(request.POST.get("submission", ""))
        except Refused as refused:
            _take(form, refused)
        else:
            following = step_after(code)
            return redirect("foundation:setup_step", following.code if following else code)
    return _page(request, code, "foundation/setup_form.html", form=form, **more)


def _page(request: Any, code: str, template: str, **more: Any) -> HttpResponse:
    here = next(step for step in STEPS if step.code == code)
    context = {
        "step": here,
        "number": STEPS.index(here) + 2,
        "count": len(STEPS) + 1,
        "after": step_after(code),
        "submission": new_submission(),
    }
    form = more.get("form")
    return render(
        request, template, context | more, status=422 if form is not None and form.is_bound and form.errors else 200
    )


def _take(form: Any, refused: Refused) -> None:
    for problem in refused.problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)


def _campuses(request: Any, actor: Actor) -> HttpResponse:
    form = CampusesForm(request.POST or None)
    there = list(CAMPUS.visible_to(actor).order_by("id").values_list("name", flat=True))

    def do(submission: str) -> None:
        names = [line.strip() for line in form.cleaned_data["lines"].splitlines() if line.strip()]
        for name in dict.fromkeys(names):
            if name not in there:
                add(CAMPUS, by=actor, values={"name": name})

    return _asked(request, "campuses", form, do, there=there)


def _term(request: Any, actor: Actor) -> HttpResponse:
    start = suggested_term(clock.today())
    form = TermForm(request.POST or None, initial=start)
    there = list(TERM.visible_to(actor).values_list("name", flat=True))
    note = not_announced_note(start["starts_on"], start["ends_on"])  # type: ignore[arg-type]
    return _asked(
        request,
        "term",
        form,
        lambda sent: add(TERM, by=actor, values=form.cleaned_data, submission=sent),
        there=there,
        note=note,
    )


def _places(request: Any, actor: Actor) -> HttpResponse:
    first = CAMPUS.visible_to(actor).order_by("id").first()
    if first is None:
        return redirect("foundation:setup_step", "campuses")
    form = PlacesForm(request.POST or None, actor=actor, initial={"campus": first.pk, "lines": EXAMPLE})
    count = PLACE.visible_to(actor).count()
    there = [f"{count} 个场所"] if count else []
    return _asked(
        request, "places", form, lambda sent: perform(add_places, None, by=actor, values=form.cleaned_data, submission=sent), there=there,
        import_path=PLACE.path,
    )  # fmt: skip


def _people(request: Any, actor: Actor) -> HttpResponse:
    form = PeopleForm(request.POST or None)
    there = [f"{PERSON.visible_to(actor).count()} 人"]
    return _asked(
        request, "people", form, lambda sent: perform(add_people, None, by=actor, values=form.cleaned_data, submission=sent), there=there,
        import_path=PERSON.path, example=PEOPLE_EXAMPLE,
    )  # fmt: skip


def _posts(request: Any, actor: Actor) -> HttpResponse:
    """Everybody without a post, each with a list to choose from."""
    holders = PostHolding.objects.of(actor.school_id).values("person")
    without = list(
        PERSON.visible_to(actor)
        .filter(is_active=True)
        .exclude(pk__in=holders)
        .select_related("department")
        .order_by("id")[:50]
    )
    if request.method == "POST":
        for person in without:
            wanted = request.POST.get(f"post-{person.pk}", "")
            if wanted in set(Post):
                add(
                    HOLDING,
                    by=actor,
                    values={"person": person, "post": wanted},
                    submission=f"{request.POST.get('submission', '')[:40]}-{person.pk}",
                )
        messages.success(request, "岗位已保存。")
        return redirect("foundation:setup_step", "label")
    posts = [(post.value, name) for post, name in NAMES.items()]
    return _page(request, "posts", "foundation/setup_posts.html", people=without, posts=posts)


def _label(request: Any, actor: Actor) -> HttpResponse:
    place = (
        PLACE.visible_to(actor).filter(kind="classroom").order_by("path").first()
        or PLACE.visible_to(actor).order_by("path").first()
    )
    if place is None:
        return redirect("foundation:setup_step", "places")
    label = next(labels_of(request.school.name, [place]))
    sheet = urlencode({"place": place.pk, "layout": FIRST_LAYOUT})
    return _page(request, "label", "foundation/setup_label.html", label=label, place=place, sheet=sheet)


PAGES: dict[str, Callable[[Any, Actor], HttpResponse]] = {
    "campuses": _campuses, "term": _term, "places": _places, "people": _people, "posts": _posts, "label": _label,
}  # fmt: skip
