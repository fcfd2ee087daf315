"""The tree as of a day, one unit's story, and changes that are told before they are made."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haichieu.base.models import LogEntry
from haichieu.text.sheets import read_sheet
from haichieu.units.actions import describe_kind, found_unit, invite, rename_unit
from haichieu.units.models import Unit, UnitChange
from haichieu.units.queries import tree, unit_kinds
from tests.conftest import Cast
from tests.factories import NOW, make_person, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

DAY = date(2026, 7, 1)


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(make_person(unit=cast.federation, role="administrator"))
    return client


def shown(browser: Client, **asked: str) -> str:
    return browser.get(reverse("unit-list"), asked).content.decode()


def test_the_list_opens_on_the_units_below_one_s_own(minh: Client, cast: Cast) -> None:
    page = shown(minh)
    assert "2 đơn vị trực thuộc" in page and "May Phù Sa" in page and "Cây đơn vị của hôm nay" in page


def test_a_search_needs_no_marks_and_goes_deep(minh: Client, cast: Cast) -> None:
    make_unit(name="Tổ công đoàn Kho", parent=cast.hoa_union)
    page = shown(minh, q="to kho")
    assert "Tổ công đoàn Kho" in page and "Thanh Lộc" not in page


def test_each_day_shows_its_own_names(minh: Client, cast: Cast) -> None:
    rename_unit(by=None, unit=cast.hoa_union, name="Công đoàn May Mới", on=DAY, at=NOW)
    assert "Công đoàn May Mới" in shown(minh, ngay="01/07/2026")
    assert "Công đoàn May Mới" not in shown(minh, ngay="30/06/2026")


def test_an_officer_sees_the_own_unit_and_no_stranger(client: Client, cast: Cast) -> None:
    client.force_login(cast.hoa)
    page = shown(client)
    assert "May Phù Sa" in page and "Thanh Lộc" not in page
    assert client.get(reverse("unit", args=(cast.son_union.pk,))).status_code == 404
    own = client.get(reverse("unit", args=(cast.hoa_union.pk,))).content.decode()
    assert "Thay đổi đơn vị" not in own


def test_the_questions_do_not_grow_with_the_units(minh: Client, cast: Cast) -> None:
    def questions() -> int:
        shown(minh)
        with CaptureQueriesContext(connection) as asked:
            shown(minh)
        return len(asked)

    few = questions()
    for _ in range(20):
        make_unit(parent=cast.federation)
    assert questions() <= few


def test_a_unit_tells_its_story(admin: Client, cast: Cast) -> None:
    rename_unit(by=None, unit=cast.hoa_union, name="Công đoàn May Mới", on=DAY, decision="QĐ 12", at=NOW)
    page = admin.get(reverse("unit", args=(cast.hoa_union.pk,))).content.decode()
    assert "đổi tên thành “Công đoàn May Mới”" in page and "QĐ 12" in page
    assert "Vũ Thị Thanh Hoa" in page and "Hoàn tác thay đổi này" in page


def test_a_change_is_told_before_it_is_made(admin: Client, cast: Cast) -> None:
    url = reverse("unit-change", args=(cast.hoa_union.pk, "doi-ten"))
    assert admin.get(url).status_code == 200
    typed = {"name": "Công đoàn May Mới", "on": "01/07/2026", "decision": "QĐ 12"}
    page = admin.post(url, typed).content.decode()
    assert "Từ 01/07/2026: “Công đoàn cơ sở May Phù Sa” đổi tên thành “Công đoàn May Mới”." in page
    assert not UnitChange.objects.exists()
    assert admin.post(url, {**typed, "confirmed": "1"}).status_code == 302
    assert tree(on=DAY).nodes[cast.hoa_union.pk].name == "Công đoàn May Mới"


@pytest.mark.parametrize(
    ("verb", "typed", "says"),
    [
        ("thanh-lap", {"code": "TO", "name": "Tổ Kho", "kind": "group"}, "thành lập “Tổ Kho”"),
        ("chuyen", {"parent": "CDCS-2"}, "về “Công đoàn cơ sở Thủy sản Thanh Lộc”"),
        (
            "sap-nhap",
            {"units": "CDCS-2", "into_kind": "new", "code": "M", "name": "Mới", "kind": "x"},
            "sáp nhập thành",
        ),
        ("sap-nhap", {"units": "", "into_kind": "old", "into": "CDCS-2"}, "sáp nhập thành"),
        ("chia-tach", {"goes_on": "1", "code1": "P", "name1": "Phần", "kind1": "x"}, "chia tách thành"),
        ("giai-the", {}, "30/06/2026 là ngày cuối"),
    ],
)
def test_every_change_has_its_form(
    admin: Client, cast: Cast, verb: str, typed: dict[str, str], says: str
) -> None:
    url = reverse("unit-change", args=(cast.hoa_union.pk, verb))
    assert admin.get(url).status_code == 200
    assert says in admin.post(url, {"on": "01/07/2026", **typed}).content.decode()
    assert admin.post(url, {"on": "01/07/2026", **typed, "confirmed": "1"}).status_code == 302
    assert UnitChange.objects.count() == 1


def test_what_is_refused_is_said_and_kept(admin: Client, cast: Cast) -> None:
    url = reverse("unit-change", args=(cast.federation.pk, "giai-the"))
    answer = admin.post(url, {"on": "01/07/2026", "decision": "QĐ 99", "confirmed": "1"})
    assert answer.status_code == 422 and "Hãy chuyển các đơn vị đó trước" in answer.content.decode()
    assert "QĐ 99" in answer.content.decode() and not UnitChange.objects.exists()


def test_only_an_administrator_changes_the_tree(client: Client, cast: Cast) -> None:
    for person, status in ((cast.lan, 403), (cast.minh, 403), (cast.hoa, 403), (cast.son, 404)):
        client.force_login(person)
        url = reverse("unit-change", args=(cast.hoa_union.pk, "doi-ten"))
        assert client.get(url).status_code == status
        assert client.post(url, {"on": "01/07/2026", "name": "X", "confirmed": "1"}).status_code == status
    assert client.get(reverse("unit-import")).status_code == 403
    assert not UnitChange.objects.exists()


def test_a_mistake_is_taken_back_with_a_reason(admin: Client, cast: Cast) -> None:
    change = rename_unit(by=None, unit=cast.hoa_union, name="Nhầm", on=DAY, at=NOW)
    url = reverse("unit-undo", args=(cast.hoa_union.pk, change.pk))
    admin.post(url, {"reason": ""})
    assert UnitChange.objects.exists()
    admin.post(url, {"reason": "gõ nhầm đơn vị"})
    assert not UnitChange.objects.exists() and "Nhầm" not in shown(admin)
    founded = found_unit(by=None, code="X", name="X", kind="x", parent=cast.federation, on=DAY, at=NOW)
    unit = Unit.objects.get(code="X")
    assert admin.post(reverse("unit-undo", args=(unit.pk, founded.pk)), {"reason": "nhầm"}).url == reverse(
        "unit-list"
    )


def test_a_sort_is_typed_by_its_name(admin: Client, cast: Cast) -> None:
    describe_kind(by=None, code="grassroots", name="Công đoàn cơ sở", level=4, at=NOW)
    admin.post(reverse("unit-facts", args=(cast.hoa_union.pk,)), {"kind": "công đoàn cơ sở"})
    assert Unit.objects.get(pk=cast.hoa_union.pk).kind == "grassroots"
    page = admin.get(reverse("unit", args=(cast.hoa_union.pk,))).content.decode()
    assert 'value="Công đoàn cơ sở"' in page and "dưới Liên đoàn Lao động tỉnh Đông Triều" in page


def test_kind_and_code_of_exchange_are_written(admin: Client, cast: Cast) -> None:
    url = reverse("unit-facts", args=(cast.hoa_union.pk,))
    admin.post(url, {"kind": "grassroots", "agency_code": "h41.12"})
    unit = Unit.objects.get(pk=cast.hoa_union.pk)
    assert (unit.kind, unit.agency_code) == ("grassroots", "H41.12")
    page = admin.post(url, {"kind": "grassroots", "agency_code": "41"}, follow=True).content.decode()
    assert "không phải mã định danh" in page


def test_a_list_is_previewed_then_taken(admin: Client, cast: Cast) -> None:
    listing = "Mã;Tên đơn vị;Loại;Cấp trên;Từ ngày\nMOI;Công đoàn mới;union;LDLD;01/07/2026\n"
    file = SimpleUploadedFile("don-vi.csv", listing.encode())
    page = admin.post(reverse("unit-import"), {"file": file})
    assert "1 mới" in page.content.decode() and not Unit.objects.filter(code="MOI").exists()
    done = admin.post(reverse("unit-import"), {"table": page.context["table"], "confirmed": "1"}, follow=True)
    assert "1 dòng mới hoặc thay đổi" in done.content.decode() and "Công đoàn mới" in shown(admin)


def test_bad_lists_are_one_sentence(admin: Client, cast: Cast) -> None:
    for content, says in ((b"PK\x03\x04hong", "XLSX"), (b"a,b\n1,2\n", "thiếu cột"), (b"", "thiếu cột")):
        answer = admin.post(reverse("unit-import"), {"file": SimpleUploadedFile("a.xlsx", content or b" ")})
        assert answer.status_code == 422 and says in answer.content.decode()
    assert admin.post(reverse("unit-import"), {}).status_code == 422


def test_a_downloaded_list_holds_the_units_open_to_the_person(client: Client, cast: Cast) -> None:
    client.force_login(cast.hoa)
    rows = read_sheet(client.get(reverse("unit-export"), {"dang": "xlsx"}).content)
    assert [row[0] for row in rows] == ["Mã", "CDCS-1"]
    assert "CDCS-2" not in client.get(reverse("unit-export")).content.decode()


def test_a_downloaded_list_calculates_nothing_and_is_read_back_as_it_was(admin: Client, cast: Cast) -> None:
    make_unit(code="CT", name='=HYPERLINK("http://x.example")', parent=cast.federation)
    listing = admin.get(reverse("unit-export")).content
    cells = [cell for row in csv.reader(io.StringIO(listing.decode())) for cell in row]
    assert '\'=HYPERLINK("http://x.example")' in cells and not any(cell.startswith("=") for cell in cells)
    page = admin.post(reverse("unit-import"), {"file": SimpleUploadedFile("don-vi.csv", listing)})
    assert page.status_code == 200 and page.context["groups"] == []


def test_an_ended_unit_leads_to_its_successor(minh: Client, cast: Cast) -> None:
    old = make_unit(name="Cũ", parent=cast.federation)
    rename_unit(by=None, unit=old, name="Cũ hơn", on=DAY, at=NOW)
    page = minh.get(reverse("unit", args=(old.pk,)), {"ngay": "01/01/2019"}).content.decode()
    assert "không tồn tại vào ngày 01/01/2019" in page


def test_units_where_nobody_receives_are_listed_and_somebody_is_invited(admin: Client, cast: Cast) -> None:
    lonely = make_unit(name="Tổ Kho", parent=cast.hoa_union)
    make_person(unit=make_unit(name="Tổ Xem", parent=cast.hoa_union), role="reader")
    page = shown(admin, nguoi="chua")
    assert "Tổ Kho" in page and "Tổ Xem" in page and "2 đơn vị" in page and "May Phù Sa</a>" not in page
    form = reverse("person-add") + f"?unit={lonely.pk}&amp;vai-tro=officer"
    assert form in page
    offered = admin.get(form.replace("&amp;", "&")).content.decode()
    assert (
        f'<option value="{lonely.pk}" selected' in offered and '<option value="officer" selected' in offered
    )
    make_person(unit=lonely)
    assert "Tổ Kho" not in shown(admin, nguoi="chua") and "Tổ Kho" in shown(admin, q="kho")


def test_somebody_invited_receives_only_once_they_came_in(admin: Client, cast: Cast) -> None:
    lonely = make_unit(name="Tổ Kho", parent=cast.hoa_union)
    person = make_person(unit=lonely)
    invite(by=None, person=person, at=NOW)
    page = shown(admin, nguoi="chua")
    assert "Tổ Kho" in page and "Đã mời, chưa vào" in page and "Mời người nhận" not in page
    assert "Đã mời, chưa vào" not in shown(admin, q="kho")
    Client().force_login(person)
    assert "Tổ Kho" not in shown(admin, nguoi="chua")
    # somebody who worked here before and forgot the password goes on receiving
    invite(by=None, person=person, at=NOW)
    assert "Tổ Kho" not in shown(admin, nguoi="chua")


def test_who_may_not_invite_is_offered_no_form(minh: Client, cast: Cast) -> None:
    make_unit(name="Tổ Kho", parent=cast.hoa_union)
    page = shown(minh, nguoi="chua")
    assert "Tổ Kho" in page and reverse("person-add") not in page


def test_sorts_of_units_are_named_added_and_put_in_order(admin: Client, cast: Cast) -> None:
    url = reverse("unit-kinds")
    page = admin.get(url).content.decode()
    assert "chưa đặt tên" in page and "2 đơn vị" in page
    assert admin.post(url, {"old": "union", "name": "Công đoàn cơ sở", "level": "3"}).status_code == 302
    assert admin.post(url, {"code": "tren", "name": "Cấp trên cơ sở", "level": "2"}).status_code == 302
    page = admin.get(url).content.decode()
    assert page.index("Cấp trên cơ sở") < page.index("Công đoàn cơ sở")
    assert admin.post(url, {"old": "union", "name": "CĐCS", "level": "1"}).status_code == 302
    assert list(unit_kinds().items()) == [("union", "CĐCS"), ("tren", "Cấp trên cơ sở")]
    entry = LogEntry.objects.filter(verb="describe_unit_kind").latest("pk")
    assert entry.ref == "union"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"code": "tren", "name": "Khác", "level": "2"}, "Đã có loại mang mã"),
        ({"code": "moi", "name": "cap TREN co so", "level": "2"}, "đang là tên của loại có mã “tren”"),
        ({"old": "union", "name": "", "level": "2"}, "Hãy ghi tên loại đơn vị."),
        ({"old": "union", "name": "CĐCS", "level": "0"}, "Cấp là một số từ 1"),
    ],
)
def test_a_sort_is_not_named_twice(admin: Client, cast: Cast, typed: dict[str, str], says: str) -> None:
    describe_kind(by=None, code="tren", name="Cấp trên cơ sở", level=2, at=NOW)
    answer = admin.post(reverse("unit-kinds"), typed)
    assert answer.status_code == 422 and says in answer.content.decode()


def test_who_administers_one_unit_renames_no_sort_of_all(client: Client, cast: Cast) -> None:
    client.force_login(make_person(unit=cast.hoa_union, role="administrator"))
    answer = client.post(reverse("unit-kinds"), {"old": "union", "name": "CĐCS", "level": "3"})
    assert answer.status_code == 403 and "người quản trị cấp trên" in answer.content.decode()
    assert not unit_kinds()
