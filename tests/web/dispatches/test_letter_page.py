"""The reading page: a letter is read, confirmed, corrected; nothing typed is lost."""

import pytest
from django.urls import reverse

from haichieu.dispatches.models import Dispatch, MeasuredLimit, Obligation, Reading
from tests.factories import make_dispatch, make_obligation

TEXT = (
    "Số: 412/LĐLĐ\nKính gửi: Các công đoàn cơ sở\n\n"
    "1. Báo cáo kết quả trước ngày 10/12/2026.\n2. Duy trì chuyên mục.\n3. Lập danh sách người chê bai.\n"
)
ASKED = (
    "1. Báo cáo kết quả trước ngày 10/12/2026",
    "2. Duy trì chuyên mục",
    "3. Lập danh sách người chê bai",
)


def span(words):
    start = TEXT.index(words)
    return [start, start + len(words)]


def make_letter(unit):
    letter = make_dispatch(unit=unit, text=TEXT, number="412", subject="tăng cường truyền thông")
    reading = letter.readings.get()
    report, column, forbidden = (span(words) for words in ASKED)
    reading.values |= {
        "spans": {"number": [[4, 7]]},
        "confidence": {"number": 0.97, "subject": 0.6},
        "states": {"number": "value", "place": "unreadable"},
        "warnings": [],
        "limits": [
            {
                "text": "dưới 15%",
                "what": "tin tiêu cực",
                "share": {"numerator": 15, "denominator": 100, "strict": True, "counts": "negative"},
            }
        ],
        "obligations": [
            {
                "span": report,
                "text": ASKED[0],
                "kind": "task",
                "deadline": {"text": "trước ngày 10/12/2026", "type": "date", "value": "2026-12-10"},
            },
            {"span": column, "text": ASKED[1], "kind": "standing", "deadline": None},
            {"span": forbidden, "text": ASKED[2], "kind": "standing", "deadline": None, "boundary": 4},
        ],
        "boundaries": [
            {
                "start": forbidden[0],
                "end": forbidden[1],
                "boundary": 4,
                "sentence": "Hệ thống không lập danh sách cá nhân.",
            }
        ],
    }
    reading.save()
    return letter


@pytest.fixture
def letter(cast):
    return make_letter(cast.federation)


def page_of(letter):
    return reverse("dispatch", args=[letter.pk])


def form_of(client, letter):
    """The values that a browser would post from the page as it stands."""
    page = client.get(page_of(letter)).context["page"]
    return {**page.typed, "version": str(page.version)}


def confirm(client, letter, **changes):
    posted = form_of(client, letter) | changes
    return client.post(reverse("dispatch-confirm", args=[letter.pk]), posted)


def test_the_letter_stands_beside_its_fields(minh, letter):
    page = minh.get(page_of(letter)).content.decode()
    assert '<span class="place" id="t-number">' in page
    assert 'href="#t-number"' in page
    assert "cần xem lại" in page
    assert "không đọc được" in page
    assert "tính đến hết ngày 09/12/2026" in page


def test_confirming_makes_obligations_and_measures_the_limit(minh, letter, cast):
    answer = confirm(minh, letter)
    assert answer.status_code == 302
    tasks = list(Obligation.objects.order_by("start"))
    assert [task.text for task in tasks] == list(ASKED[:2])
    assert [str(task.due_on) for task in tasks] == ["2026-12-09", "None"]
    assert tasks[1].review_on is not None
    assert [task.owner_id for task in tasks] == [cast.federation.pk] * 2
    assert MeasuredLimit.objects.get().strict
    assert ASKED[0] in minh.get(answer.url).content.decode()


def test_a_boundary_paragraph_is_shown_without_controls_and_becomes_nothing(minh, letter):
    page = minh.get(page_of(letter)).content.decode()
    key = f"duty-{span(ASKED[2])[0]}-0"
    assert "Hệ thống không lập danh sách cá nhân." in page
    assert f"{key}-take" not in page
    confirm(minh, letter, **{f"{key}-take": "1", f"{key}-kind": "task", f"{key}-due": "01/12/2026"})
    assert not Obligation.objects.filter(text=ASKED[2]).exists()


def test_a_person_can_give_the_work_to_a_lower_unit(minh, letter, cast):
    key = f"duty-{span(ASKED[0])[0]}-0"
    confirm(minh, letter, **{f"{key}-owner": str(cast.hoa_union.pk), f"{key}-due": "1/12/2026"})
    task = Obligation.objects.get(text=ASKED[0])
    assert (task.owner_id, str(task.due_on)) == (cast.hoa_union.pk, "2026-12-01")


def test_what_was_typed_stays_when_something_is_wrong(minh, letter):
    answer = confirm(
        minh, letter, **{"field-subject": "", "field-issuer": "Liên đoàn Lao động tỉnh Đông Triều"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Trích yếu đang trống" in page
    assert "Liên đoàn Lao động tỉnh Đông Triều" in page
    assert not Obligation.objects.exists()


def test_a_refused_confirmation_opens_at_what_is_wrong(minh, letter):
    before = minh.get(page_of(letter)).content.decode()
    assert f'action="{reverse("dispatch-confirm", args=[letter.pk])}#loi"' in before
    assert 'id="loi"' not in before
    page = confirm(minh, letter, **{"field-subject": ""}).content.decode()
    assert page.count('role="alert" id="loi" tabindex="-1" autofocus>') == page.count('id="loi"') == 1


def test_two_people_confirming_at_once_do_not_overwrite_each_other(minh, letter):
    stale = form_of(minh, letter) | {"field-subject": "bản tôi đang sửa dở", "seen": "x"}
    confirm(minh, letter, **{"field-subject": "bản của người khác"})
    first = minh.post(reverse("dispatch-confirm", args=[letter.pk]), stale)
    seen = first.context["changes"].fingerprint
    answer = minh.post(reverse("dispatch-confirm", args=[letter.pk]), stale | {"seen": seen})
    assert answer.status_code == 422
    assert "vừa được người khác xác nhận" in answer.content.decode()
    assert "bản tôi đang sửa dở" in answer.content.decode()
    letter.refresh_from_db()
    assert letter.subject == "bản của người khác"


def test_a_correction_is_previewed_before_it_counts(minh, letter):
    confirm(minh, letter)
    key = f"duty-{span(ASKED[1])[0]}-0"
    posted = form_of(minh, letter) | {f"duty-{span(ASKED[0])[0]}-0-due": "05/12/2026"}
    del posted[f"{key}-take"]
    preview = minh.post(reverse("dispatch-preview", args=[letter.pk]), posted)
    changes = preview.context["changes"]
    assert [text.startswith(ASKED[1]) for text in changes.removed] == [True]
    assert changes.fields == ()
    assert [(d.label, d.before, d.after) for d in changes.changed[0].differences] == [
        ("Hạn", "09/12/2026", "05/12/2026")
    ]
    assert Reading.objects.count() == 2
    unseen = minh.post(reverse("dispatch-confirm", args=[letter.pk]), posted)
    assert unseen.status_code == 200
    assert Reading.objects.count() == 2
    minh.post(reverse("dispatch-confirm", args=[letter.pk]), posted | {"seen": changes.fingerprint})
    assert [str(row.due_on) for row in Obligation.objects.filter(removed_at=None)] == ["2026-12-05"]


def test_the_preview_says_which_fields_change_from_what_to_what(minh, letter):
    confirm(minh, letter, **{"field-recipients": "Như trên\nLưu: VT"})
    posted = form_of(minh, letter) | {
        "field-number": "413",
        "field-date": "",
        "state-date": "unreadable",
        "field-recipients": "Như trên\nBan Tuyên giáo\nLưu: VT",
        "signer-name": "Trịnh Ngọc Lan",
    }
    del posted["limit-0"]
    preview = minh.post(reverse("dispatch-preview", args=[letter.pk]), posted)
    changes = preview.context["changes"]
    assert [(d.label, d.before, d.after) for d in changes.fields] == [
        ("Số", "412", "413"),
        ("Ngày ban hành", "02/11/2026", "không đọc được"),
        ("Nơi nhận, thêm", "", "Ban Tuyên giáo"),
        ("Họ tên người ký", "để trống", "Trịnh Ngọc Lan"),
    ]
    assert (changes.measured, changes.unmeasured) == ((), ("dưới 15%",))
    assert "<del>412</del> → <ins>413</ins>" in preview.content.decode()


def test_a_duty_taken_back_by_hand_does_not_return_with_a_correction(minh, letter):
    confirm(minh, letter)
    task = Obligation.objects.get(text=ASKED[0])
    minh.post(reverse("obligation-remove", args=[task.pk]), {"reason": "Đã chuyển đơn vị khác."})
    posted = form_of(minh, letter)
    assert f"duty-{span(ASKED[0])[0]}-0-take" not in posted
    changes = minh.post(reverse("dispatch-preview", args=[letter.pk]), posted).context["changes"]
    assert changes.is_empty


def test_the_versions_are_listed_with_who_confirmed(minh, letter):
    confirm(minh, letter)
    page = minh.get(page_of(letter)).content.decode()
    assert "Phạm Quang Minh xác nhận" in page
    assert "máy đề xuất" in page


def test_htmx_gets_the_form_alone(minh, letter):
    confirm(minh, letter)
    url = reverse("dispatch-preview", args=[letter.pk])
    part = minh.post(url, form_of(minh, letter), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<form")
    assert "<html" not in part


def test_a_lower_unit_reads_the_letter_it_owes_something_under(client, letter, cast):
    client.force_login(cast.hoa)
    assert client.get(page_of(letter)).status_code == 404
    make_obligation(dispatch=letter, owner=cast.hoa_union, text="Việc của cơ sở")
    make_obligation(dispatch=letter, owner=cast.son_union, text="Việc của đơn vị bạn")
    page = client.get(page_of(letter)).content.decode()
    assert "Việc của cơ sở" in page
    assert "Việc của đơn vị bạn" not in page
    assert reverse("dispatch-confirm", args=[letter.pk]) not in page
    assert confirm(client, letter).status_code == 403


def test_a_letter_that_could_not_be_read_can_be_filled_in_by_hand(minh, letter):
    letter.readings.all().delete()
    Dispatch.objects.filter(pk=letter.pk).update(
        text="", set_aside="Tệp có mật khẩu; hãy gỡ mật khẩu rồi gửi lại."
    )
    page = minh.get(page_of(letter)).content.decode()
    assert "Tệp có mật khẩu" in page
    posted = {"version": "0", "field-subject": "ghi theo bản giấy", "field-number": "9"}
    assert minh.post(reverse("dispatch-confirm", args=[letter.pk]), posted).status_code == 302
    letter.refresh_from_db()
    assert (letter.number, letter.subject) == ("9", "ghi theo bản giấy")


def test_markup_in_a_letter_is_only_text(minh, cast):
    letter = make_dispatch(unit=cast.federation, text="<script>alert(1)</script>", subject="<b>đậm</b>")
    page = minh.get(page_of(letter)).content.decode()
    assert "<script>alert" not in page
    assert "<b>đậm" not in page


@pytest.mark.parametrize("tasks", [3, 30])
def test_questions_to_the_database_do_not_grow(minh, cast, tasks, django_assert_max_num_queries):
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    for _ in range(tasks):
        make_obligation(dispatch=letter)
    with django_assert_max_num_queries(41):
        minh.get(page_of(letter))
