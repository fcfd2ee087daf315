"""An old commune is found under its old name and says what it is called today."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.units.actions import load_places
from haichieu.units.models import Place, PlaceSuccession
from haichieu.units.queries import find_places
from haichieu.units.rules import PlaceList, PlaceRow, SaidToGo, WentTo, agreeing_codes, agreement
from tests.conftest import Cast
from tests.factories import NOW

pytestmark = pytest.mark.django_db

OLD, EVE, DAY = date(2024, 12, 1), date(2025, 6, 30), date(2025, 7, 1)
PLACES = (
    PlaceRow("old:t", 1, "90", "Tỉnh Đông Triều Thử", "Tỉnh", "", OLD, EVE),
    PlaceRow("old:t_h", 2, "900", "Huyện Sơn Hà Thử", "Huyện", "old:t", OLD, EVE),
    PlaceRow("old:t_h_a", 3, "90001", "Xã Phù Sa", "Xã", "old:t_h", OLD, EVE),
    PlaceRow("old:t_h_b", 3, "90002", "Xã Bách Lâm", "Xã", "old:t_h", OLD, EVE),
    PlaceRow("new:t", 1, "91", "Tỉnh Mới Thử", "Tỉnh", "", DAY, None),
    PlaceRow("new:t_a", 3, "90001", "Xã Phù Lâm", "Xã", "new:t", DAY, None),
    PlaceRow("new:t_c", 3, "90003", "Xã Thanh Lộc", "Xã", "new:t", DAY, None),
)
WENT = (
    WentTo("old:t_h_a", "new:t_a", True),
    WentTo("old:t_h_b", "new:t_a", False),
    WentTo("old:t_h_b", "new:t_c", False),
)


@pytest.fixture
def loaded(db: None) -> None:
    listed = PlaceList(PLACES, WENT)
    old = ("Tỉnh Đông Triều Thử", "Huyện Sơn Hà Thử")
    said = [
        SaidToGo(*old, "xã Phù  Sa", "Tinh Moi Thu", "Phường Phù Lâm"),
        SaidToGo(*old, "Xã Bách Lâm", "Tỉnh Mới Thử", "Xã Phù Lâm"),
        SaidToGo(*old, "Thị trấn Bách Lâm", "Tỉnh Mới Thử", "Xã Thanh Lộc"),
    ]
    found = agreement(listed, said)
    assert (found.both, found.same, found.known) == (2, 1, frozenset(WENT))
    load_places(by=None, listed=listed, source="thử", agreeing=found.agreed, second="danh mục hai", at=NOW)


def test_an_old_name_leads_to_the_new_one(loaded: None) -> None:
    (found,) = find_places("phu sa")
    assert found.full_name == "Xã Phù Sa, Huyện Sơn Hà Thử, Tỉnh Đông Triều Thử"
    assert found.became == "nay là Xã Phù Lâm, Tỉnh Mới Thử"


def test_a_divided_commune_names_every_part(loaded: None) -> None:
    (found,) = find_places("bach lam son ha")
    assert found.became == "nay chia về Xã Phù Lâm, Tỉnh Mới Thử; Xã Thanh Lộc, Tỉnh Mới Thử"


def test_a_new_commune_says_what_it_was_made_of(loaded: None) -> None:
    (found,) = find_places("phù lâm")
    assert found.became == "" and found.made_of == (
        "Xã Phù Sa, Huyện Sơn Hà Thử, Tỉnh Đông Triều Thử",
        "Xã Bách Lâm, Huyện Sơn Hà Thử, Tỉnh Đông Triều Thử (một phần)",
    )


def test_what_a_second_list_says_too_is_marked(loaded: None) -> None:
    checked = PlaceSuccession.objects.order_by("pk").values_list("old__name", "new__name", "checked_by")
    assert list(checked) == [
        ("Xã Phù Sa", "Xã Phù Lâm", "danh mục hai"),
        ("Xã Bách Lâm", "Xã Phù Lâm", "danh mục hai"),
        ("Xã Bách Lâm", "Xã Thanh Lộc", ""),
    ]


def test_the_communes_of_today_are_compared_by_code_and_name() -> None:
    assert agreeing_codes(PLACES, [("90001", "Xã Phù Lâm"), ("90003", "Xã Khác")]) == {"new:t_a"}


def test_lists_are_replaced_not_doubled(loaded: None) -> None:
    load_places(by=None, listed=PlaceList(PLACES, WENT), source="thử", at=NOW)
    assert Place.objects.count() == len(PLACES) and PlaceSuccession.objects.count() == len(WENT)


def test_the_page_tells_it(loaded: None, client: Client, cast: Cast) -> None:
    client.force_login(cast.hoa)
    page = client.get(reverse("place-search"), {"q": "xa phu sa"}).content.decode()
    assert "nay là Xã Phù Lâm" in page and "Nguồn: thử" in page
    assert "Không thấy" in client.get(reverse("place-search"), {"q": "không có"}).content.decode()
