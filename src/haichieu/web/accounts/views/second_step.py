"""The second step of a sign-in, and proving again who one is before keys are changed."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from haichieu.units.errors import TooManyFailures
from haichieu.web.accounts import counted
from haichieu.web.shell.access import person_of


@method_decorator([never_cache, login_not_required], name="dispatch")
class SecondStep(AuthenticateView):
    """After the password: a code of the app, a recovery code, or a passkey."""

    template_name = "accounts/second_step.html"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Check the code or the signature; wrong ones count like wrong passwords."""
        try:
            tried = counted.begin(request, self.stage.login.user.username)
        except TooManyFailures as held:
            return counted.hold(self._again(str(held)), held)
        if not self.form.is_valid():
            counted.failed(tried)
            return self._again(first_fault(self.form))
        answer = self.form_valid(self.form)
        counted.settled(request, tried)
        return answer

    def _again(self, sentence: str) -> HttpResponse:
        return self.render_to_response({**self.get_context_data(), "sentence": sentence}, status=422)


class _ProveAgain:
    """What the three ways of proving oneself again share."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Count the try like one at the door."""
        form = self.get_form()
        try:
            tried = counted.begin(request, person_of(request).username)
        except TooManyFailures as held:
            return counted.hold(self._again(str(held)), held)
        if not form.is_valid():
            counted.failed(tried)
            return self._again(first_fault(form))
        counted.passed(tried)
        return self.form_valid(form)

    def get_default_success_url(self) -> str:
        """Back to the own account."""
        return reverse("account")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the other ways in our words."""
        words = {
            reverse("account_reauthenticate"): "Dùng mật khẩu",
            reverse("mfa_reauthenticate"): "Dùng mã xác thực",
            reverse("mfa_reauthenticate_webauthn"): "Dùng khóa truy cập",
        }
        context = super().get_context_data(**kwargs)
        others = context.pop("reauthentication_alternatives")
        context["others"] = [(other["url"], words[other["url"].partition("?")[0]]) for other in others]
        context["next"] = self.request.POST.get("next") or self.request.GET.get("next") or ""
        return context

    def _again(self, sentence: str) -> HttpResponse:
        return self.render_to_response({**self.get_context_data(), "sentence": sentence}, status=422)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class ProveByPassword(_ProveAgain, ReauthenticateView):
    """Type the password again before changing how one signs in."""

    template_name = "accounts/prove_password.html"


@method_decorator(never_cache, name="dispatch")
class ProveByCode(_ProveAgain, ReauthenticateByCodeView):
    """Type a code before changing how one signs in."""

    template_name = "accounts/prove_code.html"


@method_decorator(never_cache, name="dispatch")
class ProveByPasskey(_ProveAgain, ReauthenticateWebAuthnView):
    """Use a passkey before changing how one signs in."""

    template_name = "accounts/prove_passkey.html"


def first_fault(form: Form) -> str:
    """The first thing that is wrong, as a sentence."""
    return next((fault for faults in form.errors.values() for fault in faults), "")
