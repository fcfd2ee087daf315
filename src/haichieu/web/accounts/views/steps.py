"""The keys of one's own account: a code app, passkeys, recovery codes."""

import ipaddress

from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from haichieu.base.clock import now
from haichieu.units.actions import log_second_step
from haichieu.web.accounts.views.second_step import first_fault
from haichieu.web.shell.access import person_of


class _Step:
    """What the pages of keys share: the account to go back to, a line in the log, 422 for what is refused."""

    success_url = reverse_lazy("account")
    #: verb of the action log
    logged = ""

    def form_valid(self, form: Form) -> HttpResponse:
        """Do it and log it, by the kind of key only."""
        answer = super().form_valid(form)
        log_second_step(person=person_of(self.request), verb=self.logged, at=now())
        return answer

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the form with what is wrong."""
        context = {**self.get_context_data(form=form), "sentence": first_fault(form)}
        return self.render_to_response(context, status=422)


@method_decorator(never_cache, name="dispatch")
class TurnOnCodes(_Step, ActivateTOTPView):
    """Tie a code app to the own account: scan, then type the code that it shows."""

    template_name = "accounts/codes_on.html"
    form_class = ActivateTOTPForm
    logged = "turn_on_codes"

    def get_success_url(self) -> str:
        """To the recovery codes when these are new."""
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else "account")


@method_decorator(never_cache, name="dispatch")
class TurnOffCodes(_Step, DeactivateTOTPView):
    """Untie the code app from the own account."""

    template_name = "accounts/codes_off.html"
    form_class = DeactivateTOTPForm
    logged = "turn_off_codes"


@method_decorator(never_cache, name="dispatch")
class AddPasskey(_Step, AddWebAuthnView):
    """Add a passkey, which signs in by itself: the device asks for a finger, a face or a PIN."""

    template_name = "accounts/passkey_add.html"
    form_class = AddWebAuthnForm
    logged = "add_passkey"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """What the device is to sign; and whether this address can have passkeys at all."""
        context = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": begin_registration(person_of(self.request), True)}
        context["is_numeric"] = is_numeric_host(self.request)
        return context

    def get_form_kwargs(self) -> dict[str, object]:
        """Always a key that needs no password beside it."""
        kwargs = super().get_form_kwargs()
        if "data" in kwargs:
            kwargs["data"] = {**kwargs["data"].dict(), "passwordless": "on"}
        return kwargs

    def get_success_url(self) -> str:
        """To the recovery codes when these are new."""
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else "account")


@method_decorator(never_cache, name="dispatch")
class RenamePasskey(_Step, EditWebAuthnView):
    """Give a passkey a name by which it is known again."""

    template_name = "accounts/passkey_rename.html"
    form_class = EditWebAuthnForm
    logged = "rename_passkey"


@method_decorator(never_cache, name="dispatch")
class RemovePasskey(_Step, RemoveWebAuthnView):
    """Remove a passkey of a lost or old device."""

    template_name = "accounts/passkey_remove.html"
    logged = "remove_passkey"


@method_decorator(never_cache, name="dispatch")
class RecoveryCodes(ViewRecoveryCodesView):
    """The recovery codes, shown once."""

    template_name = "accounts/recovery_codes.html"


@method_decorator(never_cache, name="dispatch")
class NewRecoveryCodes(_Step, GenerateRecoveryCodesView):
    """Make new recovery codes; the old ones end."""

    template_name = "accounts/recovery_codes_new.html"
    form_class = GenerateRecoveryCodesForm
    success_url = reverse_lazy("mfa_view_recovery_codes")
    logged = "new_recovery_codes"


def is_numeric_host(request: HttpRequest) -> bool:
    """Whether the page was opened by a number (127.0.0.1): browsers make no passkeys for numbers."""
    try:
        ipaddress.ip_address(request.get_host().rpartition(":")[0].strip("[]") or request.get_host())
    except ValueError:
        return False
    return True
