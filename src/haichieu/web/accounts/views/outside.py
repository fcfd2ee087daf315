"""Signing in through the outside service of the office."""

import requests
from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.openid_connect.views import callback
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from haichieu.base.clock import now
from haichieu.units.actions import unlink_identity
from haichieu.units.errors import TooManyFailures
from haichieu.web.accounts import counted
from haichieu.web.accounts.adapters import OUTSIDE
from haichieu.web.accounts.refusals import refused
from haichieu.web.accounts.views.sign_in import onward_of
from haichieu.web.shell.access import person_of

_UNREACHABLE = "Chưa liên lạc được với dịch vụ đăng nhập của cơ quan. Hãy thử lại sau, hoặc dùng mật khẩu."


@never_cache
@login_not_required
@require_POST
@reauthentication_required(enabled=lambda request: request.user.is_authenticated)
def outside_start(request: HttpRequest) -> HttpResponse:
    """Go to the outside service: to sign in, or to tie it to the account that is signed in."""
    connects = request.user.is_authenticated
    process = "connect" if connects else "login"
    onward = reverse("account") if connects else onward_of(request)
    try:
        provider = get_adapter(request).get_provider(request, OUTSIDE)
        answer = provider.redirect(request, process, next_url=onward)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except requests.RequestException:
        return refused(request, _UNREACHABLE, status=502)
    if answer.status_code != 302:
        return answer
    return render(request, "accounts/leaving.html", {"url": answer["Location"], "name": provider.name})


@never_cache
@login_not_required
def outside_return(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the outside service, and in when an administrator has added that person."""
    if request.user.is_authenticated:
        return _kept_lean(request, callback(request, provider_id))
    try:
        tried = counted.begin(request, None)
    except TooManyFailures as held:
        return counted.hold(refused(request, str(held)), held)
    answer = callback(request, provider_id)
    if answer.status_code == 302:
        counted.settled(request, tried)
    else:
        counted.failed(tried)
    return _kept_lean(request, answer)


def _kept_lean(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Keep who it is, not what else the service told about them."""
    SocialAccount.objects.exclude(extra_data={}).update(extra_data={})
    return answer


@require_POST
def outside_unlink(request: HttpRequest) -> HttpResponse:
    """Untie the outside service from the own account."""
    me = person_of(request)
    unlink_identity(by=me, person=me, at=now())
    messages.success(request, "Đã gỡ nối.")
    return redirect("account")
