"""Tries to sign in are counted before their password is looked at, whoever works on them."""

from datetime import timedelta

import pytest

from haichieu.units.actions import begin_sign_in, end_sign_in
from haichieu.units.errors import TooManyFailures
from haichieu.units.models import SignInFailure
from tests.conftest import Cast
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_tries_that_have_not_ended_count_already(cast: Cast) -> None:
    for _ in range(5):
        begin_sign_in(username="minh", address="", at=NOW)
    with pytest.raises(TooManyFailures, match="sau 1 phút"):
        begin_sign_in(username="minh", address="", at=NOW)


def test_successes_of_one_address_never_make_it_wait(cast: Cast) -> None:
    for _ in range(30):
        tried = begin_sign_in(username="minh", address="203.0.113.7", at=NOW)
        end_sign_in(tried=tried, ok=True, at=NOW)
    assert set(SignInFailure.objects.values_list("failures", flat=True)) == {0}


def test_an_hour_of_rest_forgets_and_a_day_deletes(cast: Cast) -> None:
    for _ in range(5):
        begin_sign_in(username="la", address="", at=NOW)
    for _ in range(5):
        begin_sign_in(username="la", address="", at=NOW + timedelta(hours=1))
    begin_sign_in(username="khac", address="", at=NOW + timedelta(days=2))
    assert SignInFailure.objects.count() == 1
