"""The own account: roles, absence, ways to sign in, sessions."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.units.actions import end_sessions, set_password
from haichieu.units.errors import UnitsError
from haichieu.web.accounts.blocks import own_account
from haichieu.web.accounts.forms import NewPassword
from haichieu.web.shell.access import open_units, person_of


@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """The own account: roles over time, who stands in, ways to sign in, open sessions."""
    context = {"own": own_account(request), "sees_people": bool(open_units(request, "see_people"))}
    return render(request, "accounts/account.html", context)


@method_decorator(
    [never_cache, sensitive_post_parameters(), reauthentication_required(app="haichieu")], name="dispatch"
)
class ChangePassword(View):
    """Set another password; every other session ends."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for it, twice."""
        return self._page(NewPassword("", ""))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it, or say what is wrong with it."""
        form = NewPassword.read(request.POST)
        if form.error:
            return self._page(form, 422)
        person = person_of(request)
        try:
            set_password(person=person, password=form.password, at=now())
        except UnitsError as error:
            return self._page(form.refused(str(error)), 422)
        update_session_auth_hash(request, person)
        end_sessions(by=person, person=person, keep=request.session.session_key or "", at=now())
        messages.success(request, "Đã đổi mật khẩu; các phiên khác đã kết thúc.")
        return redirect("account")

    def _page(self, form: NewPassword, status: int = 200) -> HttpResponse:
        return render(self.request, "accounts/password.html", {"form": form}, status=status)


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the own sessions."""
    person = person_of(request)
    if end_sessions(by=person, person=person, only=pk, at=now()):
        messages.success(request, "Đã kết thúc phiên đăng nhập đó.")
    return redirect("account")


@require_POST
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    """End every own session but this one."""
    person = person_of(request)
    ended = end_sessions(by=person, person=person, keep=request.session.session_key or "", at=now())
    messages.success(request, f"Đã kết thúc {ended} phiên khác." if ended else "Không có phiên nào khác.")
    return redirect("account")
