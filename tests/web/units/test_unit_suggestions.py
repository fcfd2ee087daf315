"""A unit is typed into a long choice, and the office suggests names."""

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.web.shell.unit_choice import LONGEST_LIST, SUGGESTED
from tests.conftest import Cast
from tests.factories import make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def suggested(browser: Client, typed: str, **asked: str) -> str:
    answer = browser.get(reverse("unit-suggest"), {"field": "unit", "unit": typed, **asked})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def many(cast: Cast) -> None:
    for number in range(LONGEST_LIST + 20):
        make_unit(name=f"Công đoàn Xưởng {number:03}", parent=cast.federation)


def test_names_are_found_without_marks(minh: Client, many: None) -> None:
    assert suggested(minh, "cong doan xuong 007") == '<option value="Công đoàn Xưởng 007"></option>\n'
    assert suggested(minh, "xưởng").count("<option") == SUGGESTED


def test_nobody_is_told_of_units_that_are_not_theirs(client: Client, cast: Cast, many: None) -> None:
    client.force_login(cast.hoa)
    assert "Xưởng" not in suggested(client, "xưởng")
    assert "Xưởng" not in suggested(client, "xưởng", top=str(cast.federation.pk))


def test_only_units_on_which_the_page_may_be_used(minh: Client, many: None) -> None:
    assert "<option" not in suggested(minh, "xưởng", verb="declare_channel")
    assert "<option" not in suggested(minh, "xưởng", verb="no such right")
    assert "<option" not in suggested(minh, "xưởng", top="999999")


def test_a_page_with_a_long_choice_does_not_carry_its_units(minh: Client, many: None) -> None:
    page = minh.get(reverse("obligation-list")).content.decode()
    assert reverse("unit-suggest") in page
    assert "Xưởng" not in page
    narrowed = minh.get(reverse("obligation-list"), {"unit": "cong doan xuong 003"}).content.decode()
    assert "Công đoàn Xưởng 003" in narrowed
