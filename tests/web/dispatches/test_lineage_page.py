"""The page “Nguồn gốc văn bản”, the list of what is missing, and the notice about copies."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haichieu.dispatches.actions.duplicates import offer_copies
from haichieu.dispatches.models import Dispatch, DuplicateOffer
from haichieu.units.models import Unit
from tests.conftest import Cast
from tests.dispatches.tied_letters import PROVINCE, tied_letter
from tests.factories import make_obligation

pytestmark = pytest.mark.django_db

UPPER = {
    "text": "Công văn số 301/LĐLĐ ngày 7/5/2026 của LĐLĐ tỉnh",
    "kind": "công văn",
    "number": "301",
    "symbol": "LĐLĐ",
    "date": "2026-05-07",
    "issuer": "LĐLĐ tỉnh",
    "role": "carries_out",
}
LAW = {
    **UPPER,
    "text": "Luật Công đoàn",
    "kind": "luật",
    "number": "50",
    "symbol": "2024/QH15",
    "role": "basis",
}


def letter(unit: Unit, *cited: dict[str, str], **values: str) -> Dispatch:
    made = tied_letter(unit, *cited, **values)
    offer_copies(made, {})
    return made


def shown(browser: Client, address: str, *arguments: int, **asked: str) -> str:
    answer = browser.get(reverse(address, args=arguments), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_chain_says_what_each_letter_does(minh: Client, cast: Cast) -> None:
    upper = letter(cast.federation, **PROVINCE)
    lower = letter(cast.federation, UPPER, LAW, number="134", date="2026-05-09")
    page = shown(minh, "dispatch-lineage", lower.pk)
    assert "Thực hiện" in page and "cùng ngày" in page
    assert reverse("dispatch", args=(upper.pk,)) in page
    assert "Luật, nghị định, thông tư được viện dẫn (1)" in page
    assert "Được thực hiện bởi" in shown(minh, "dispatch-lineage", upper.pk)


def test_a_document_not_held_is_named_and_can_be_added(minh: Client, cast: Cast) -> None:
    lower = letter(cast.federation, UPPER, number="134")
    page = shown(minh, "dispatch-lineage", lower.pk)
    assert "branch-missing" in page and "Thêm văn bản này" in page and "07/05/2026" in page
    assert "301/LĐLĐ" in shown(minh, "dispatch-missing")
    assert "301/LĐLĐ" not in shown(minh, "dispatch-missing", laws="1")
    assert all(
        "301/LĐLĐ" in shown(minh, "dispatch-missing", q=words) for words in ("0301/LDLD", "lien doan", "301")
    )
    assert "Không có văn bản nào khớp" in shown(minh, "dispatch-missing", q="chỉ thị")


def test_a_letter_of_a_closed_unit_is_not_shown(client: Client, cast: Cast) -> None:
    letter(cast.federation, **PROVINCE, subject="Việc riêng của liên đoàn")
    lower = letter(cast.hoa_union, UPPER, number="134", date="2026-05-09")
    client.force_login(cast.hoa)
    page = shown(client, "dispatch-lineage", lower.pk)
    assert "Chưa có trong hệ thống" in page
    assert "Việc riêng" not in page and "HÀ SƠN" not in page


def test_the_picture_is_a_whole_drawing_with_words_for_screen_readers(minh: Client, cast: Cast) -> None:
    letter(cast.federation, **{**PROVINCE, "issuer": "A & B <script>"})
    lower = letter(cast.federation, {**UPPER, "issuer": ""}, number="134", date="2026-05-09")
    answer = minh.get(reverse("dispatch-lineage-picture", args=(lower.pk,)))
    assert answer["Content-Type"] == "image/svg+xml"
    drawing = ElementTree.fromstring(answer.content)
    words = "".join(drawing.itertext())
    assert "A & B <script>" in words and "Công văn số 134/LĐLĐ thực hiện Công văn số 301/LĐLĐ" in words
    assert "<script>" not in shown(minh, "dispatch-lineage", lower.pk).replace('<script src="', "")


def test_questions_do_not_grow_with_the_letters_around(minh: Client, cast: Cast) -> None:
    upper = letter(cast.federation, **PROVINCE)

    def asked(more: int) -> int:
        for number in range(more):
            letter(cast.federation, UPPER, LAW, {**UPPER, "number": str(number)}, date="2026-06-01")
        with CaptureQueriesContext(connection) as questions:
            for address, arguments in (("dispatch-lineage", (upper.pk,)), ("dispatch-missing", ())):
                shown(minh, address, *arguments)
        return len(questions)

    asked(3)
    assert asked(25) <= asked(3)


def test_a_possible_copy_is_offered_on_the_list_and_on_the_page(minh: Client, cast: Cast) -> None:
    letters = [letter(cast.federation, **PROVINCE), letter(cast.federation, **{**PROVINCE, "symbol": "LDLD"})]
    assert shown(minh, "dispatch-list").count("Có thể là cùng một văn bản với") == 2
    page = shown(minh, "dispatch", letters[1].pk)
    assert "Gộp làm một" in page and "Là hai văn bản khác nhau" in page
    decide(minh, letters[1], "same")
    assert shown(minh, "dispatch-list").count("301/") == 1
    merged = shown(minh, "dispatch", letters[1].pk)
    assert "Đây là một bản chép của" in merged
    assert "Bản chép của Công văn số 301/" in merged and "> Chờ xác nhận<" not in merged
    assert "Các bản khác của văn bản này (1)" in shown(minh, "dispatch", letters[0].pk)
    decide(minh, letters[1], "open")
    decide(minh, letters[1], "different")
    assert "Có thể là cùng" not in shown(minh, "dispatch-list")


def decide(browser: Client, one: Dispatch, verdict: str) -> None:
    offer = DuplicateOffer.objects.get()
    answer = browser.post(reverse("dispatch-copies", args=(one.pk,)), {"offer": offer.pk, "verdict": verdict})
    assert answer.status_code == 302


def test_the_officer_chooses_which_copy_goes_on(minh: Client, cast: Cast) -> None:
    first, second = letter(cast.federation, **PROVINCE), letter(cast.federation, **PROVINCE)
    decide(minh, second, "same")
    assert "Lấy bản này làm bản chính" in shown(minh, "dispatch", second.pk)
    assert "Lấy làm bản chính" in shown(minh, "dispatch", first.pk)
    decide(minh, second, "main")
    first.refresh_from_db()
    assert first.copy_of_id == second.pk
    assert "bản chép của" in shown(minh, "dispatch", first.pk)


def test_an_offer_of_another_unit_cannot_be_decided(client: Client, cast: Cast) -> None:
    for _ in range(2):
        letter(cast.federation, **PROVINCE)
    own = letter(cast.hoa_union, number="5")
    client.force_login(cast.hoa)
    decide(client, own, "same")
    assert DuplicateOffer.objects.get().verdict == "open"


def test_a_record_in_another_units_register_is_linked(minh: Client, client: Client, cast: Cast) -> None:
    ours, theirs = letter(cast.federation, **PROVINCE), letter(cast.hoa_union, **PROVINCE)
    assert "cũng có trong sổ của" in shown(minh, "dispatch", ours.pk)
    client.force_login(cast.hoa)
    assert "cũng có trong sổ của" not in shown(client, "dispatch", theirs.pk)


def test_who_only_owes_something_sees_no_copies_in_the_register_above(client: Client, cast: Cast) -> None:
    shared = letter(cast.federation, **PROVINCE)
    letter(cast.federation, **{**PROVINCE, "symbol": "LDLD"})
    make_obligation(dispatch=shared, owner=cast.hoa_union)
    client.force_login(cast.hoa)
    assert "cùng một văn bản" not in shown(client, "dispatch", shared.pk)


def test_a_letter_that_was_replaced_says_so_first(minh: Client, cast: Cast) -> None:
    old = letter(cast.federation, **PROVINCE)
    letter(cast.federation, {**UPPER, "role": "replaces"}, number="400", date="2026-10-01")
    assert "được thay thế bởi" in shown(minh, "dispatch-lineage", old.pk).partition("up-title")[0]
