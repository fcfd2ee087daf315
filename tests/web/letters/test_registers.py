"""Pages of the registers: search, years, notes, prints and files."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pdfplumber
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from haichieu.dispatches.actions import register_earlier, reserve_number
from haichieu.dispatches.models import Dispatch, OwnLetter, RegisterEntry
from haichieu.text.files import read_bytes
from tests.conftest import Cast
from tests.dispatches.own_letters import make_letterhead
from tests.factories import NOW, make_dispatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def letters(cast: Cast) -> None:
    for subject in ("tổ chức Tháng Công nhân", "=1+1"):
        make_dispatch(unit=cast.federation, subject=subject, issuer="Tổng Liên đoàn", date="2026-11-02")
    register_earlier(at=NOW)


def content(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


def test_the_incoming_register_lists_and_searches(minh: Client, letters: None) -> None:
    path = reverse("register-incoming")
    page = content(minh, path)
    assert "tổ chức Tháng Công nhân" in page and "02/11/2026" in page and "Tổng Liên đoàn" in page
    assert "Tháng Công nhân" not in content(minh, f"{path}?q=khong-co")
    assert "Tháng Công nhân" in content(minh, f"{path}?q=thang+cong+nhan&year=2026")


def test_a_register_as_csv_and_workbook_holds_ten_columns_and_no_formula(minh: Client, letters: None) -> None:
    path = reverse("register-incoming")
    text = b"".join(minh.get(f"{path}?file=csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    assert len(rows) == 3 and {len(row) for row in rows} == {10}
    assert [row[1] for row in rows[1:]] == ["1", "2"]
    sheet = load_workbook(BytesIO(minh.get(f"{path}?file=xlsx").content)).active
    assert sheet is not None and sheet.max_row == 3 and sheet.page_setup.orientation == "landscape"
    assert not any(str(cell.value).startswith("=") for row in sheet.iter_rows() for cell in row)


def test_the_printed_register_lies_across_a4(minh: Client, letters: None) -> None:
    data = minh.get(f"{reverse('register-incoming')}?file=pdf").content
    with pdfplumber.open(BytesIO(data)) as pdf:
        assert (round(pdf.pages[0].width), round(pdf.pages[0].height)) == (842, 595)
    text = read_bytes(data, "so.pdf").text
    assert "SỔ VĂN BẢN ĐẾN" in text and "Tác giả" in text


def test_a_number_is_taken_for_a_paper_letter_and_noted(minh: Client, cast: Cast) -> None:
    make_letterhead(cast.federation)
    path = reverse("register-reserve")
    assert minh.post(path, {"kind": "CV", "subject": "Thư mời"}).status_code == 422
    assert minh.post(path, {"kind": "CV", "subject": "Thư mời", "reason": "Ký trên giấy"}).status_code == 302
    entry = RegisterEntry.objects.get()
    assert "01/LĐLĐ" in content(minh, reverse("register-outgoing"))
    minh.post(reverse("register-note", args=(entry.pk,)), {"note": "Gửi bưu điện"})
    assert "Gửi bưu điện" in content(minh, reverse("register-outgoing"))


def test_own_letters_in_the_incoming_register_are_previewed_and_moved(minh: Client, cast: Cast) -> None:
    make_letterhead(cast.federation)
    issuer = "LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÔNG TRIỀU"
    make_dispatch(unit=cast.federation, number="12", symbol="LĐLĐ", date="2026-03-02", issuer=issuer)
    register_earlier(at=NOW)
    path = reverse("register-earlier-own")
    assert path in content(minh, reverse("register-outgoing"))
    page = content(minh, path)
    assert "Sang sổ văn bản đi: số 12, dãy CV, 2026" in page and "Chuyển 1 văn bản" in page
    assert RegisterEntry.objects.get().book == "incoming"
    assert minh.post(path).status_code == 302
    assert RegisterEntry.objects.get().book == "outgoing"
    assert "không có văn bản nào của chính đơn vị" in content(minh, path)


def test_an_order_links_to_its_line_in_the_register_and_back(minh: Client, cast: Cast) -> None:
    values = {
        "heard_from": "Chủ tịch",
        "said_on": "19/11/2026",
        "text": "Thống kê thiệt hại",
        "due": "25/11/2026",
    }
    assert minh.post(reverse("order-add"), {**values, "unit": str(cast.federation.pk)}).status_code == 302
    entry = RegisterEntry.objects.get()
    order = reverse("dispatch", args=(entry.dispatch_id,))
    page = content(minh, reverse("register-oral"))
    assert order in page and "Thống kê thiệt hại" in page and "Chủ tịch" in page
    back = f"{reverse('register-oral')}?unit={cast.federation.pk}&amp;year=2026&amp;q=1"
    assert back in content(minh, order)
    assert "Thống kê thiệt hại" in content(minh, back.replace("&amp;", "&"))
    for kind in ("csv", "xlsx", "pdf"):
        assert minh.get(f"{reverse('register-oral')}?file={kind}").status_code == 200
    assert "Thống kê" not in content(minh, reverse("register-incoming"))


def test_how_numbers_run_is_said_with_its_paper(minh: Client, cast: Cast) -> None:
    make_letterhead(cast.federation)
    path = reverse("register-numbering")
    values = {"by_kind": "all", "valid_from": "20/11/2099"}
    assert minh.post(path, values).status_code == 422
    assert minh.post(path, {**values, "source": "QĐ 5/QĐ-LĐLĐ"}).status_code == 302


def test_registers_of_other_units_stay_closed(client: Client, cast: Cast, letters: None) -> None:
    client.force_login(cast.hoa)
    page = content(client, f"{reverse('register-incoming')}?unit={cast.federation.pk}")
    assert "Tháng Công nhân" not in page
    entry = RegisterEntry.objects.first()
    assert entry is not None
    assert client.post(reverse("register-note", args=(entry.pk,)), {"note": "x"}).status_code == 404


def many(cast: Cast, count: int) -> None:
    """Letters and lines, as quickly as the database takes them."""
    known = Dispatch.objects.count()
    made = Dispatch.objects.bulk_create(
        (
            Dispatch(
                unit=cast.federation,
                file_name=f"{n}.txt",
                sha256=f"{known + n:064d}",
                received_at=NOW,
                added_by="system:terminal",
                number=str(n),
                symbol="LĐLĐ",
                subject=f"việc {n}",
                search=f"{n} ldld viec {n}",
            )
            for n in range(count)
        ),
        batch_size=2_000,
    )
    RegisterEntry.objects.bulk_create(
        (
            RegisterEntry(
                unit=cast.federation, book="incoming", period="2026", number=known + n + 1, dispatch=letter,
                registered_on=date(2026, 1 + n % 12, 1), search=letter.search, by="system:terminal", at=NOW,
            )
            for n, letter in enumerate(made)
        ),
        batch_size=2_000,
    )  # fmt: skip


def test_a_long_register_asks_the_same_questions_as_a_short_one(minh: Client, cast: Cast) -> None:
    counts = []
    for count in (5, 60):
        many(cast, count)
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                minh.get(reverse("register-incoming"))
        counts.append(len(asked))
    assert counts[1] <= counts[0]


def test_no_line_of_a_list_reads_texts_or_drafts(minh: Client, cast: Cast) -> None:
    make_letterhead(cast.federation)
    many(cast, 3)
    reserve_number(by=cast.minh, unit=cast.federation, kind="", subject="A", reason="B", at=NOW)
    for address in ("register-incoming", "register-outgoing", "own-letter-list"):
        with CaptureQueriesContext(connection) as asked:
            minh.get(reverse(address))
        for query in asked:
            assert '"dispatches_dispatch"."text"' not in query["sql"]
            assert '"dispatches_ownletter"."content"' not in query["sql"]
    assert OwnLetter.objects.count() == 1
