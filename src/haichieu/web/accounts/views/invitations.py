"""Links that open an account: an invitation, and the very first one of an office."""

from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from haichieu.base.clock import now
from haichieu.units.actions import accept_invitation, check_first_link, found_office, open_invitation
from haichieu.units.errors import DeadLink, UnitsError
from haichieu.units.models import Person
from haichieu.web.accounts.forms import NewPassword
from haichieu.web.shell.posted import Posted

#: The button for people who want a passkey instead of a password.
PASSKEY = "passkey"


@method_decorator([never_cache, login_not_required, sensitive_post_parameters()], name="dispatch")
class Invitation(View):
    """Open the own account by a personal link: with a password, or with a passkey instead."""

    def dispatch(self, request: HttpRequest, secret: str) -> HttpResponse:
        """A dead link says so."""
        try:
            self.person = open_invitation(secret=secret, at=now()).person
            return super().dispatch(request, secret)
        except DeadLink as dead:
            return render(request, "accounts/link_spent.html", {"sentence": str(dead)}, status=404)

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Ask for a password; following the link alone spends nothing, as mail scanners follow links too."""
        return self._page(NewPassword("", ""))

    def post(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Take the password, or go on to the passkey."""
        form = NewPassword.read(request.POST)
        by_passkey = request.POST.get("way") == PASSKEY
        if form.error and not by_passkey:
            return self._page(form, 422)
        try:
            person = accept_invitation(
                secret=secret, password=None if by_passkey else form.password, at=now()
            )
        except DeadLink:
            raise
        except UnitsError as error:
            return self._page(form.refused(str(error)), 422)
        return _let_in(request, person, by_passkey=by_passkey)

    def _page(self, form: NewPassword, status: int = 200) -> HttpResponse:
        context = {"form": form, "person": self.person}
        return render(self.request, "accounts/invitation.html", context, status=status)


@method_decorator([never_cache, login_not_required, sensitive_post_parameters()], name="dispatch")
class FirstRun(View):
    """Found the office by the link that its terminal printed: the organisation and the first administrator."""

    def dispatch(self, request: HttpRequest, secret: str) -> HttpResponse:
        """A dead link says so."""
        try:
            check_first_link(secret=secret, at=now())
            return super().dispatch(request, secret)
        except DeadLink as dead:
            return render(request, "accounts/link_spent.html", {"sentence": str(dead)}, status=404)

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Ask for the organisation and for who administers it."""
        return self._page(Posted({}))

    def post(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Found the office and let the administrator in."""
        form, by_passkey = Posted(request.POST), request.POST.get("way") == PASSKEY
        typed = NewPassword.read(request.POST)
        organisation = form.text("organisation", missing="Hãy ghi tên tổ chức.", longest=300)
        full_name = form.text("full_name", missing="Hãy ghi họ tên của bạn.", longest=120)
        if typed.error and not by_passkey:
            form.errors["password"] = typed.error
        if not form.is_fine:
            return self._page(form, 422)
        try:
            person = found_office(
                secret=secret,
                organisation=organisation,
                short_name=form.text("short_name", longest=120),
                full_name=full_name,
                username=form.text("username", longest=60),
                password=None if by_passkey else typed.password,
                at=now(),
            )
        except DeadLink:
            raise
        except UnitsError as error:
            form.errors["password"] = str(error)
            return self._page(form, 422)
        return _let_in(request, person, by_passkey=by_passkey)

    def _page(self, form: Posted, status: int = 200) -> HttpResponse:
        form.values = {**form.values, "password": "", "again": ""}
        return render(self.request, "accounts/first_run.html", {"form": form}, status=status)


def _let_in(request: HttpRequest, person: Person, *, by_passkey: bool) -> HttpResponse:
    """Sign in who proved the link; a second step that was set before still has to be taken."""
    answer = perform_login(request, person)
    if by_passkey and request.user.is_authenticated:
        return redirect("mfa_add_webauthn")
    return answer
