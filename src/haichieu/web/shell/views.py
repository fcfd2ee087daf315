"""Sign-in, sign-out and the one-time page that sets a password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.units.actions import begin_sign_in, end_sign_in, set_password
from haichieu.units.errors import TooManyFailures, UnitsError
from haichieu.units.models import Person
from haichieu.web.shell.address import client_address
from haichieu.web.shell.forms import NewPassword, SignIn
from haichieu.web.shell.refusals import broken, forbidden, missing

__all__ = ["broken", "forbidden", "missing", "set_password_page", "sign_in", "sign_out"]


@sensitive_post_parameters("password")
@never_cache
@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with user name and password, then go on to where the person was heading."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return redirect(onward)
    form = SignIn.read(request.POST)
    if request.method != "POST":
        return render(request, "shell/sign_in.html", {"form": form, "next": onward})
    try:
        tried = begin_sign_in(username=form.username, address=client_address(request), at=now())
    except TooManyFailures as held:
        return _held(request, form.held(str(held)), onward, held)
    person = authenticate(request, username=form.username, password=form.password)
    end_sign_in(tried=tried, ok=person is not None, at=now())
    if person is None:
        return render(request, "shell/sign_in.html", {"form": form.refused(), "next": onward}, status=422)
    login(request, person)
    return redirect(onward)


def _held(request: HttpRequest, form: SignIn, onward: str, held: TooManyFailures) -> HttpResponse:
    page = render(request, "shell/sign_in.html", {"form": form, "next": onward}, status=429)
    page["Retry-After"] = str(int(held.wait.total_seconds()) + 1)
    return page


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@sensitive_post_parameters()
@never_cache
@login_not_required
def set_password_page(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    """Set a password through a link that works once."""
    person = _person_of_link(uidb64)
    if person is None or not default_token_generator.check_token(person, token):
        return render(request, "shell/link_spent.html", status=404)
    form = NewPassword.read(request.POST)
    if request.method != "POST":
        return render(request, "shell/set_password.html", {"form": form, "person": person})
    if form.error:
        return render(request, "shell/set_password.html", {"form": form, "person": person}, status=422)
    try:
        set_password(person=person, password=form.password, at=now())
    except UnitsError as error:
        form = form.refused(str(error))
        return render(request, "shell/set_password.html", {"form": form, "person": person}, status=422)
    messages.success(request, "Đã đặt mật khẩu. Mời bạn đăng nhập.")
    return redirect("sign-in")


def _onward(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def _person_of_link(uidb64: str) -> Person | None:
    try:
        pk = urlsafe_base64_decode(uidb64).decode()
    except ValueError:
        return None
    return Person.objects.filter(pk=pk, is_active=True).first() if pk.isdecimal() else None
