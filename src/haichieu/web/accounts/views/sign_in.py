"""The door: user name and password, a passkey, and the way out."""

from allauth.account.utils import perform_login
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from haichieu.units.errors import TooManyFailures
from haichieu.web.accounts import counted
from haichieu.web.accounts.forms import SignIn


@sensitive_post_parameters("password")
@never_cache
@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with user name and password, then go on to where the person was heading."""
    onward = onward_of(request)
    if request.user.is_authenticated:
        return redirect(onward)
    form = SignIn.read(request.POST)
    if request.method != "POST":
        return door(request, form, onward)
    try:
        tried = counted.begin(request, form.username)
    except TooManyFailures as held:
        return counted.hold(door(request, form.held(str(held)), onward), held)
    person = authenticate(request, username=form.username, password=form.password)
    if person is None:
        counted.failed(tried)
        return door(request, form.refused(), onward, status=422)
    answer = perform_login(request, person, redirect_url=onward)
    counted.settled(request, tried)
    return answer


@method_decorator([never_cache, login_not_required], name="dispatch")
class PasskeySignIn(LoginWebAuthnView):
    """Sign in with a passkey alone: what to sign (GET, for the script), and the signature (POST)."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Check the signature; only the address is counted, for a signature cannot be guessed."""
        try:
            tried = counted.begin(request, None)
        except TooManyFailures as held:
            return counted.hold(self._refuse(str(held)), held)
        form = self.get_form()
        if not form.is_valid():
            counted.failed(tried)
            return self._refuse("Khóa truy cập này không dùng được ở đây. Hãy đăng nhập bằng mật khẩu.")
        answer = self.form_valid(form)
        counted.settled(request, tried)
        return answer

    def get_form_class(self) -> type[LoginWebAuthnForm]:
        """The library's own check of a signature."""
        return LoginWebAuthnForm

    def _refuse(self, sentence: str) -> HttpResponse:
        form = SignIn("", "").held(sentence)
        return door(self.request, form, onward_of(self.request), status=422)


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def door(request: HttpRequest, form: SignIn, onward: str, status: int = 200) -> HttpResponse:
    """The page of the door."""
    context = {"form": form, "next": onward, "outside": settings.OUTSIDE_SIGN_IN}
    return render(request, "accounts/sign_in.html", context, status=status)


def onward_of(request: HttpRequest) -> str:
    """Where the person was heading, if that is here."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return resolve_url(settings.LOGIN_REDIRECT_URL)
