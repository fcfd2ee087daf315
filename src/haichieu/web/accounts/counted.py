"""Every way in is counted: passwords, codes, keys and outside services alike."""

from django.http import HttpRequest, HttpResponse

from haichieu.base.clock import now
from haichieu.units.actions import SignInTry, begin_sign_in, end_sign_in, take_back_try
from haichieu.units.errors import TooManyFailures
from haichieu.web.shell.access import person_of
from haichieu.web.shell.address import client_address


def begin(request: HttpRequest, username: str | None) -> SignInTry:
    """Count a try; raises ``TooManyFailures`` while somebody has to wait."""
    return begin_sign_in(username=username, address=client_address(request), at=now())


def failed(tried: SignInTry) -> None:
    """The try was wrong."""
    end_sign_in(tried=tried, ok=False, at=now())


def settled(request: HttpRequest, tried: SignInTry) -> None:
    """The try was right: either somebody is signed in now, or the next step follows."""
    if request.user.is_authenticated:
        end_sign_in(tried=tried, ok=True, person=person_of(request), at=now())
    else:
        take_back_try(tried=tried, at=now())


def passed(tried: SignInTry) -> None:
    """Who is signed in already proved again who they are."""
    take_back_try(tried=tried, at=now())


def hold(answer: HttpResponse, held: TooManyFailures) -> HttpResponse:
    """The answer to somebody who has to wait."""
    answer.status_code = 429
    answer["Retry-After"] = str(int(held.wait.total_seconds()) + 1)
    return answer
