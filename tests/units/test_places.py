"""An old commune is found under its old name and says what it is called today."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.units.actions import load_places
from haichieu.units.models import Place, PlaceSuccession
from haichieu.units.queries import find_places
from haichieu.units.rules import PlaceList, PlaceRow, WentTo, agreeing_codes
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
    agreeing = agreeing_codes(PLACES, [("90001", "Xã Phù Lâm"), ("90003", "Xã Khác")])
    load_places(by=None, listed=listed, source="thử", agreeing=agreeing, second="danh mục hai", at=NOW)


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
    checked = PlaceSuccession.objects.order_by("new__code").values_list("new__code", "checked_by").distinct()
    assert list(checked) == [("90001", "danh mục hai"), ("90003", "")]


def test_lists_are_replaced_not_doubled(loaded: None) -> None:
    load_places(by=None, listed=PlaceList(PLACES, WENT), source="thử", at=NOW)
    assert Place.objects.count() == len(PLACES) and PlaceSuccession.objects.count() == len(WENT)


def test_the_page_tells_it(loaded: None, client: Client, cast: Cast) -> None:
    client.force_login(cast.hoa)
    page = client.get(reverse("place-search"), {"q": "xa phu sa"}).content.decode()
    assert "nay là Xã Phù Lâm" in page and "Nguồn: thử" in page
    assert "Không thấy" in client.get(reverse("place-search"), {"q": "không có"}).content.decode()
