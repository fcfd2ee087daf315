"""Pages of letters of our own: from the upper letter to the hand-down, each refusal at its own form."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.dispatches.actions import withdraw_assignment
from haichieu.dispatches.models import Cascade, Dispatch, OwnLetter
from haichieu.dispatches.relay import Content
from haichieu.units.models import Person
from tests.conftest import Cast
from tests.dispatches.own_letters import composed, issued, make_letterhead, make_upper_letter
from tests.factories import NOW, make_person, make_unit
from tests.web.cascade.given_work import fields, given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day", "actions_on_the_day")]


@pytest.fixture
def actions_on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for view in ("letters", "steps", "registers"):
        monkeypatch.setattr(f"haichieu.web.letters.views.{view}.now", lambda: NOW)


@pytest.fixture
def upper(cast: Cast) -> Dispatch:
    make_letterhead(cast.federation)
    return make_upper_letter(cast.federation)


@pytest.fixture
def lan(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.lan)
    return browser


def new_values(upper: Dispatch, **changes: object) -> dict[str, object]:
    task, standing = upper.obligations.order_by("pk")
    return {
        "kind": "CV",
        "take": [task.pk, standing.pk],
        f"due-{task.pk}": "05/12/2026",
        "kinds": ["union"],
        "phrase-union": "Các công đoàn cơ sở trực thuộc",
        **changes,
    }


def step(browser: Client, letter: OwnLetter, name: str, **values: str) -> int:
    letter.refresh_from_db()
    path = reverse("own-letter-step", args=(letter.pk,))
    return browser.post(path, {"step": name, "version": letter.version, **values}).status_code


def test_from_the_upper_letter_to_the_units_below(minh: Client, lan: Client, upper: Dispatch) -> None:
    assert reverse("own-letter-new") in minh.get(reverse("dispatch", args=(upper.pk,))).content.decode()
    path = f"{reverse('own-letter-new')}?letter={upper.pk}"
    assert "Rà soát các trang" in minh.get(path).content.decode()
    answer = minh.post(path, new_values(upper))
    letter = OwnLetter.objects.get()
    assert answer["Location"] == reverse("own-letter", args=(letter.pk,))
    assert step(minh, letter, "submit") == 302
    assert step(minh, letter, "pass") == 403
    assert step(lan, letter, "pass") == 302
    assert step(minh, letter, "sign") == 403
    assert step(lan, letter, "sign") == 302
    letter.refresh_from_db()
    assert letter.state == "issued"
    own = reverse("own-letter", args=(letter.pk,))
    choosing = reverse("cascade", args=(letter.issued_as_id,))
    page = minh.get(own).content.decode()
    assert choosing in page and "2 việc chưa giao xuống đơn vị nào" in page and "2 đơn vị" not in page
    assert not Cascade.objects.exists()
    shown = minh.get(choosing).content.decode()
    assert "Nơi nhận đã chọn khi soạn văn bản." in shown and "<strong>2 việc</strong>" in shown
    assert minh.post(choosing, {**fields(shown), "send": "1"}).status_code == 302
    assert sorted(Cascade.objects.values_list("total", flat=True)) == [2, 2]
    page = minh.get(own).content.decode()
    assert (
        "Giao các việc xuống đơn vị" not in page
        and "Đã giao xuống 2/2 việc." in page
        and "2 việc, 2 đơn vị" in page
    )


def test_work_that_units_hold_by_the_upper_letter_is_not_given_twice_unseen(
    minh: Client, cast: Cast, upper: Dispatch
) -> None:
    task, standing = upper.obligations.order_by("pk")
    given(by=cast.minh, giver=cast.federation, units=[cast.hoa_union, cast.son_union], duty=task)
    given(by=cast.minh, giver=cast.federation, units=[cast.hoa_union], duty=standing)
    own = issued(cast, composed(cast, upper)).issued_as
    assert own is not None
    first, second = own.obligations.order_by("pk")
    choosing = reverse("cascade", args=(own.pk,))
    shown = minh.get(choosing).content.decode()
    assert "2 đơn vị đang chọn đã được giao việc này theo Công văn số 301/TLĐ-TG" in shown
    assert "1 trong 2 đơn vị đang chọn đã được giao việc này theo" in shown
    posted = fields(shown)
    assert f"duty-{first.pk}-take" not in posted and f"duty-{second.pk}-take" in posted
    anyway = minh.post(choosing, {**posted, f"duty-{first.pk}-take": "1"}).content.decode()
    assert f"duty-{first.pk}-take" in fields(anyway) and "<strong>2 việc</strong>" in anyway
    assignment = task.assignments.get(unit=cast.hoa_union)
    withdraw_assignment(by=cast.minh, assignment=assignment, reason="Nhầm", at=NOW)
    assert f"duty-{first.pk}-take" in fields(minh.get(choosing).content.decode())


def test_a_later_day_is_refused_beside_its_field(minh: Client, upper: Dispatch) -> None:
    task = upper.obligations.order_by("pk").first()
    assert task is not None
    values = new_values(upper, **{f"due-{task.pk}": "10/12/2026"})
    answer = minh.post(f"{reverse('own-letter-new')}?letter={upper.pk}", values)
    page = answer.content.decode()
    assert answer.status_code == 422 and "muộn hơn hạn của cấp trên" in page and 'value="10/12/2026"' in page
    assert not OwnLetter.objects.exists()


def test_the_page_says_who_signs(minh: Client, lan: Client, cast: Cast, upper: Dispatch) -> None:
    """Before somebody checks what they then may not sign, and after."""
    minh.post(f"{reverse('own-letter-new')}?letter={upper.pk}", new_values(upper))
    letter = OwnLetter.objects.get()
    step(minh, letter, "submit")
    path = reverse("own-letter", args=(letter.pk,))
    assert "người khác ký" not in lan.get(path).content.decode()
    make_person(full_name="Lê Thị An", unit=cast.federation, role="leader")
    assert "Nếu bạn kiểm tra thì người khác ký: Lê Thị An." in lan.get(path).content.decode()
    step(lan, letter, "pass")
    page = lan.get(path).content.decode()
    assert "hãy để người khác ký: Lê Thị An." in page and 'value="sign"' not in page
    Person.objects.filter(full_name="Lê Thị An").update(is_active=False)
    page = lan.get(path).content.decode()
    assert "chỉ có một người được ký" in page and 'value="sign"' in page


def test_a_new_day_is_asked_for_where_the_upper_one_has_passed(minh: Client, upper: Dispatch) -> None:
    task = upper.obligations.order_by("pk").first()
    assert task is not None
    task.due_on = date(2026, 9, 24)
    task.save()
    path = f"{reverse('own-letter-new')}?letter={upper.pk}"
    said = "Hạn của cấp trên đã qua ngày 24/09/2026; hãy đặt hạn mới cho đơn vị."
    assert said in minh.get(path).content.decode()
    for day in ("", "01/11/2026"):
        answer = minh.post(path, new_values(upper, **{f"due-{task.pk}": day}))
        assert answer.status_code == 422 and said in answer.content.decode()
    assert minh.post(path, new_values(upper)).status_code == 302
    content = Content.of(OwnLetter.objects.get().content)
    assert content.points[0].due_on == date(2026, 12, 5) and "05/12/2026" in content.points[0].text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kinds": []}, "ít nhất một nơi nhận"),
        ({"names": "Công đoàn không có"}, "Không thấy đơn vị"),
        ({"take": []}, "ít nhất một việc"),
        ({"kind": "XX"}, "chọn loại văn bản"),
    ],
)
def test_what_is_missing_is_said(
    minh: Client, upper: Dispatch, changes: dict[str, object], sentence: str
) -> None:
    answer = minh.post(f"{reverse('own-letter-new')}?letter={upper.pk}", new_values(upper, **changes))
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_single_units_are_typed_by_name_or_code(minh: Client, cast: Cast, upper: Dispatch) -> None:
    values = new_values(upper, kinds=[], names="cong doan co so may phu sa\nCDCS-2")
    minh.post(f"{reverse('own-letter-new')}?letter={upper.pk}", values)
    content = Content.of(OwnLetter.objects.get().content)
    assert content.units == (cast.hoa_union.pk, cast.son_union.pk)
    assert content.addressees[0] == "Công đoàn cơ sở May Phù Sa"


def test_two_sorts_of_units_called_alike_are_one_line(minh: Client, cast: Cast, upper: Dispatch) -> None:
    make_unit(parent=cast.federation, kind="team")
    alike = "Các đơn vị trực thuộc"
    values = new_values(upper, kinds=["union", "team"], **{"phrase-union": alike, "phrase-team": alike})
    minh.post(f"{reverse('own-letter-new')}?letter={upper.pk}", values)
    letter = OwnLetter.objects.get()
    content = Content.of(letter.content)
    assert (content.addressees, sorted(content.unit_kinds)) == ((alike,), ["team", "union"])
    page = minh.get(reverse("own-letter", args=(letter.pk,))).content.decode()
    assert page.count(f'value="{alike}"') == 2


def test_a_letter_of_our_own_accord(minh: Client, upper: Dispatch) -> None:
    path = reverse("own-letter-new")
    assert minh.get(path).status_code == 200
    assert minh.post(path, {"kind": "TB", "kinds": ["union"]}).status_code == 422
    minh.post(path, {"kind": "TB", "kinds": ["union"], "subject": "Lịch trực Tết"})
    letter = OwnLetter.objects.get()
    assert (letter.kind, letter.subject, letter.relays) == ("TB", "Lịch trực Tết", None)
    edit(minh, letter, "points", **{"point-0": "Phân công trực", "due-0": "01/12/2026"})
    letter.refresh_from_db()
    assert [point.text for point in Content.of(letter.content).points] == ["Phân công trực."]


def edit(browser: Client, letter: OwnLetter, section: str, **values: object) -> int:
    path = reverse("own-letter-edit", args=(letter.pk,))
    return browser.post(path, {"section": section, "version": letter.version, **values}).status_code


@pytest.mark.parametrize(
    ("section", "values", "field", "expected"),
    [
        ("opening", {"citations": "Căn cứ A\nCăn cứ B", "opening": "Yêu cầu:"}, "citations", ("Căn cứ A", "Căn cứ B")),
        ("closing", {"closing": "Đề nghị thực hiện."}, "closing", "Đề nghị thực hiện."),
        ("recipients", {"recipients": "Như trên\nLưu: VT"}, "recipients", ("Như trên", "Lưu: VT")),
        ("signer", {"signer_title": "PHÓ CHỦ TỊCH", "signer_name": "Lê An"}, "signer_name", "Lê An"),
        ("to", {"kinds": [], "names": "CDCS-1"}, "addressees", ("Công đoàn cơ sở May Phù Sa",)),
    ],
)  # fmt: skip
def test_each_section_is_saved_alone(
    minh: Client,
    cast: Cast,
    upper: Dispatch,
    section: str,
    values: dict[str, object],
    field: str,
    expected: object,
) -> None:
    letter = composed(cast, upper)
    before = Content.of(letter.content)
    assert edit(minh, letter, section, **values) == 302
    letter.refresh_from_db()
    after = Content.of(letter.content)
    assert getattr(after, field) == expected
    assert after.points == before.points


def test_who_saves_second_keeps_what_was_typed(
    minh: Client, lan: Client, cast: Cast, upper: Dispatch
) -> None:
    letter = composed(cast, upper)
    seen = letter.version
    assert edit(lan, letter, "closing", closing="Lời của Lan.") == 302
    path = reverse("own-letter-edit", args=(letter.pk,))
    answer = minh.post(path, {"section": "closing", "version": seen, "closing": "Lời của Minh."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "vừa được người khác sửa" in page and "Lời của Minh." in page
    letter.refresh_from_db()
    assert Content.of(letter.content).closing == "Lời của Lan."


def test_files_and_preview_of_an_issued_letter(minh: Client, cast: Cast, upper: Dispatch) -> None:
    letter = issued(cast, composed(cast, upper))
    for name, mark in (("own-letter-docx", b"PK"), ("own-letter-pdf", b"%PDF")):
        answer = minh.get(reverse(name, args=(letter.pk,)))
        assert b"".join(answer.streaming_content).startswith(mark)
    shown = minh.get(reverse("own-letter-preview", args=(letter.pk,)))
    assert "Số: 01/LĐLĐ" in shown.content.decode()
    assert (
        "unsafe-inline" not in shown["Content-Security-Policy"].split("script-src")[-1]
        or "script-src" not in shown["Content-Security-Policy"]
    )
    assert "Văn bản đi" in minh.get(reverse("own-letter-list") + "?state=issued").content.decode()


def test_a_draft_has_no_files_yet(minh: Client, cast: Cast, upper: Dispatch) -> None:
    letter = composed(cast, upper)
    assert minh.get(reverse("own-letter-pdf", args=(letter.pk,))).status_code == 404
    assert minh.get(reverse("own-letter-preview", args=(letter.pk,))).status_code == 200
    assert step(minh, letter, "nonsense") == 404


def test_an_office_without_a_letterhead_is_told(minh: Client, cast: Cast) -> None:
    upper = make_upper_letter(cast.federation)
    answer = minh.post(f"{reverse('own-letter-new')}?letter={upper.pk}", new_values(upper))
    assert answer.status_code == 422 and "chưa khai báo thể thức" in answer.content.decode()
