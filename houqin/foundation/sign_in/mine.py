"""What people do with their own account: devices, second step, password, school."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from houqin.foundation.accounts import invited, join_with_account
from houqin.foundation.models import SignIn
from houqin.foundation.posts import NAMES, Post
from houqin.foundation.sessions import end_sign_in, open_school, schools_of
from houqin.foundation.sign_in.forms import CodeForm, PasswordForm
from houqin.foundation.sign_in.two_step import code_is_right, new_secret, picture
from houqin.kernel.access import Actor, Door
from houqin.kernel.pages.ids import row_id

NEW_SECRET = "new_totp"


@login_required
def me(request: Any) -> HttpResponse:
    posts = [NAMES[Post(h.post)] for h in request.actor.holdings] if request.actor else []
    return render(request, "foundation/me.html", {"schools": schools_of(request.user), "posts": posts})


@login_required
@require_POST
def switch_school(request: Any) -> HttpResponse:
    if not open_school(request.session, request.user, row_id(request.POST.get("school", ""))):
        raise Http404
    return redirect("/")


@login_required
@require_http_methods(["GET", "POST"])
def devices(request: Any) -> HttpResponse:
    """The devices signed in now; POST ends one of one's own."""
    own = SignIn.objects.filter(user=request.user, ended_at=None).order_by("-seen_at")
    if request.method == "GET":
        return render(request, "foundation/devices.html", {"sign_ins": own, "this": request.session.session_key})
    sign_in = own.filter(pk=row_id(request.POST.get("sign_in", ""))).first()
    if sign_in is None:
        raise Http404
    end_sign_in(sign_in)
    messages.success(request, f"已退出 {sign_in.device}。")
    return redirect("foundation:devices")


@login_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: Any) -> HttpResponse:
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.set_password(form.cleaned_data["new"])
        request.user.must_change_password = False
        request.user.save()
        _keep_only_this_device(request)
        messages.success(request, "密码已修改，其他设备已退出登录。")
        return redirect("/")
    status = 422 if form.is_bound else 200
    template = "foundation/first_password.html" if request.user.must_change_password else "foundation/password.html"
    return render(request, template, {"form": form}, status=status)


def _keep_only_this_device(request: Any) -> None:
    """Others fall out because their sessions carry the old password's mark; this one gets a new key."""
    here = SignIn.objects.filter(user=request.user, session_key=request.session.session_key, ended_at=None).first()
    for other in SignIn.objects.filter(user=request.user, ended_at=None).exclude(
        session_key=request.session.session_key
    ):
        end_sign_in(other)
    update_session_auth_hash(request, request.user)
    if here is not None:
        here.session_key = request.session.session_key
        here.save(update_fields=["session_key"])


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def two_step(request: Any) -> HttpResponse:
    """Set up the second step with a code that proves the authenticator works; or turn it off with a code."""
    user, form = request.user, CodeForm(request.POST or None)
    secret = user.totp_secret or request.session.setdefault(NEW_SECRET, new_secret())
    if request.method == "POST" and form.is_valid():
        if code_is_right(user, secret, form.cleaned_data["code"]):
            return _turn_two_step(request, "" if user.totp_secret else secret)
        form.add_error("code", "验证码不对，请输入验证器里现在显示的 6 位数字。")
    drawn = "" if user.totp_secret else picture(user, secret)
    context = {
        "form": form,
        "is_on": bool(user.totp_secret),
        "picture": drawn,
        "secret": "" if user.totp_secret else secret,
    }
    return render(request, "foundation/two_step.html", context, status=422 if form.is_bound else 200)


def _turn_two_step(request: Any, secret: str) -> HttpResponse:
    request.user.totp_secret = secret
    request.user.save(update_fields=["totp_secret"])
    request.session.pop(NEW_SECRET, None)
    messages.success(request, "两步验证已开启，下次登录需要验证码。" if secret else "两步验证已关闭。")
    return redirect("foundation:me")


@login_required
@require_http_methods(["GET", "POST"])
def join(request: Any, token: str) -> HttpResponse:
    """Take up a school's invitation with the account that is signed in."""
    person = invited(token, request.user)
    if person is None:
        return render(request, "foundation/join.html", {"person": None}, status=404)
    if request.method == "GET":
        return render(request, "foundation/join.html", {"person": person})
    # The invitation is the right: the person has no post in this school yet.
    by = Actor(
        school_id=person.school_id,
        name=person.name,
        user_id=request.user.pk,
        person_id=person.pk,
        door=Door.PAGE,
        is_system=True,
    )
    join_with_account(person, by=by)
    open_school(request.session, request.user, person.school_id)
    messages.success(request, f"您已加入 {person.school}。")
    return redirect("/")
