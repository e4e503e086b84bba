"""Coming in and going out."""

from typing import Any
from urllib.parse import urlencode

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from houqin.foundation.devices import address_of, device_words
from houqin.foundation.models import SignIn, User
from houqin.foundation.sessions import open_first_school
from houqin.foundation.sign_in.forms import CodeForm, SignInForm
from houqin.foundation.sign_in.two_step import code_is_right
from houqin.kernel import clock
from houqin.kernel.rows import School

WAITING = "two_step"
"""Session key: who gave the right password and still owes the code, and since when."""
WAITING_SECONDS = 300
BACKEND = "django.contrib.auth.backends.ModelBackend"
LOCKED = "密码或验证码输错次数太多，为安全起见已暂停登录。请 15 分钟后再试；如忘记密码，请联系学校系统管理员重设。"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in(request: Any) -> HttpResponse:
    if request.user.is_authenticated and request.actor is not None:
        return redirect(_next(request))
    if request.method == "GET" and not School.objects.exists():
        return redirect("foundation:setup")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, phone=form.cleaned_data["phone"], password=form.cleaned_data["password"])
        if isinstance(user, User):
            return _password_was_right(request, user)
        form.add_error(None, "手机号或密码不对，请核对后再试。")
    return _page(request, "foundation/sign_in.html", form)


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_code(request: Any) -> HttpResponse:
    user = _who_owes_the_code(request)
    if user is None:
        return redirect("foundation:sign_in")
    credentials = {"phone": user.phone}
    if not AxesProxyHandler.is_allowed(request, credentials):
        return locked_out(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if code_is_right(user, user.totp_secret, form.cleaned_data["code"]):
            return _come_in(request, user)
        # Told to the lock-out like a wrong password, so that codes cannot be tried one after the other.
        user_login_failed.send(__name__, credentials=credentials, request=request)
        form.add_error("code", "验证码不对或已过期，请输入验证器里现在显示的 6 位数字。")
    return _page(request, "foundation/sign_in_code.html", form)


@never_cache
@require_http_methods(["GET", "POST"])
def sign_out(request: Any) -> HttpResponse:
    if request.method == "GET":
        return render(request, "foundation/sign_out.html")
    SignIn.objects.filter(session_key=request.session.session_key, ended_at=None).update(ended_at=clock.now())
    logout(request)
    return redirect("foundation:sign_in")


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """What the lock-out shows instead of the page that was asked for."""
    return render(request, "foundation/locked_out.html", {"sentence": LOCKED}, status=429)


def _password_was_right(request: Any, user: User) -> HttpResponse:
    if not user.totp_secret:
        return _come_in(request, user)
    request.session[WAITING] = [user.pk, clock.now().timestamp()]
    return redirect(f"{reverse('foundation:sign_in_code')}?{urlencode({'next': _next(request)})}")


def _who_owes_the_code(request: Any) -> User | None:
    user_id, since = request.session.get(WAITING) or (0, 0)
    if clock.now().timestamp() - since > WAITING_SECONDS:
        return None
    return User.objects.filter(pk=user_id, is_active=True).first()


def _come_in(request: Any, user: User) -> HttpResponse:
    request.session.pop(WAITING, None)
    login(request, user, backend=BACKEND)
    remember_device(request, user)
    open_first_school(request.session, user)
    return redirect(_next(request))


def remember_device(request: Any, user: User) -> None:
    device = device_words(request.headers.get("User-Agent", ""))
    SignIn.objects.create(
        user=user, session_key=request.session.session_key, device=device, address=address_of(request)
    )


def _next(request: Any) -> str:
    """Where the person was going, if it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return str(wanted)
    return "/"


def _page(request: Any, template: str, form: Any) -> HttpResponse:
    stranded = request.user.is_authenticated and request.actor is None
    context = {"form": form, "next": _next(request), "stranded": stranded}
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)
