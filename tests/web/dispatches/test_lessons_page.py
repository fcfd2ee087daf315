"""What the machine learned can be seen and switched off; the form offers it and says where a value comes from."""

import pytest
from django.urls import reverse

from haichieu.dispatches.actions import add_dispatch
from haichieu.dispatches.models import Correction, Reading
from haichieu.dispatches.queries import lexicon_of
from haichieu.web.dispatches.blocks.letter_text import letter_stretches
from tests.dispatches.letters import LETTER
from tests.factories import NOW, make_dispatch

pytestmark = pytest.mark.django_db

RIGHT = "Liên đoàn Lao động tỉnh Đông Triều"


@pytest.fixture
def teacher(cast):
    """A confirmed letter whose issuer a person put right."""
    letter = make_dispatch(unit=cast.federation, confirmed=True, number="412")
    Correction.objects.create(
        dispatch=letter,
        field="issuer",
        machine_value="LIÊN ĐOAN LAO ĐÔNGG",
        person_value=RIGHT,
        symbol="LĐLĐ",
        place="Đông Triều",
        reader="0",
        at=NOW,
    )
    return letter


def lesson(cast):
    return next(each for each in lexicon_of(cast.federation.pk).lessons if each.kind == "issuer")


def test_a_lesson_leads_to_the_letter_that_taught_it_and_can_be_switched_off(minh, cast, teacher):
    page = minh.get(reverse("dispatch-lessons"))
    assert RIGHT in page.content.decode()
    assert reverse("dispatch", args=(teacher.pk,)) in page.content.decode()
    switch = reverse("dispatch-lesson-switch", args=(cast.federation.pk,))
    answer = minh.post(switch, {"key": lesson(cast).key, "on": "0"}, follow=True)
    assert "người tắt" in answer.content.decode()
    assert not lesson(cast).record.is_on


def test_another_units_lessons_do_not_exist_for_a_stranger(client, cast, teacher):
    client.force_login(cast.son)
    assert client.get(reverse("dispatch-lessons"), {"unit": cast.federation.pk}).status_code == 404


def test_a_mended_field_says_which_letter_taught_it(minh, cast, teacher):
    letter = make_dispatch(unit=cast.federation, issuer=RIGHT)
    reading = Reading.objects.get(dispatch=letter)
    reading.values["learned"] = [
        {
            "field": "issuer",
            "before": "x",
            "after": RIGHT,
            "key": "k",
            "source": teacher.pk,
            "letter": "Công văn số 412/LĐLĐ",
        }
    ]
    reading.save()
    page = minh.get(reverse("dispatch", args=(letter.pk,))).content.decode()
    assert '<option value="x" label="máy đọc thấy">' in page, "one click takes the change back"
    assert "theo lần sửa trước" in page and "Công văn số 412/LĐLĐ" in page


def test_each_field_offers_what_the_letter_holds_and_what_people_wrote_before(minh, cast, teacher):
    text = LETTER.replace("Kính gửi", "Theo Công văn số 77/UBND ngày 02/10/2026.\n\nKính gửi")
    letter = add_dispatch(by=cast.minh, unit=cast.federation, file_name="a.txt", data=text.encode(), at=NOW)[
        0
    ]
    page = minh.get(reverse("dispatch", args=(letter.pk,))).content.decode()
    offered = {
        name: page.split(f'<datalist id="o-field-{name}">')[1].split("</datalist>")[0]
        for name in ("number", "date", "issuer")
    }
    assert 'value="77" label="trong văn bản"' in offered["number"]
    assert 'value="02/10/2026"' in offered["date"]
    assert f'value="{RIGHT}"' in offered["issuer"]


def test_work_is_proposed_to_the_unit_that_the_letter_names(minh, cast):
    text = LETTER.replace("1. Rà soát", "1. Công đoàn cơ sở May Phù Sa rà soát")
    letter = add_dispatch(by=cast.minh, unit=cast.federation, file_name="a.txt", data=text.encode(), at=NOW)[
        0
    ]
    page = minh.get(reverse("dispatch", args=(letter.pk,))).content.decode()
    assert f'<option value="{cast.hoa_union.pk}" selected>' in page
    assert "Chọn theo tên đơn vị ghi trong văn bản." in page


def test_pages_of_a_letter_are_marked_where_they_begin():
    text = "Số: 12/LĐLĐ\nmột\nhai ba"
    values = {"pages": [0, 16], "spans": {"number": [[4, 6]]}}
    pieces = [piece for stretch in letter_stretches(text, values, []) for piece in stretch.pieces]
    assert [piece.page or piece.text for piece in pieces] == [1, "Số: ", "12", "/LĐLĐ\nmột\n", 2, "hai ba"]


@pytest.mark.parametrize(
    ("data", "kind", "how"),
    [(b"%PDF-1.4 x", "application/pdf", "inline"), (b"<script>", "application/octet-stream", "attachment")],
)
def test_only_a_pdf_or_a_picture_is_shown_in_the_browser(minh, cast, data, kind, how):
    letter = add_dispatch(by=cast.minh, unit=cast.federation, file_name="a.pdf", data=data, at=NOW)[0]
    answer = minh.get(reverse("dispatch-original", args=(letter.pk,)))
    b"".join(answer.streaming_content)
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith(how)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert (
        "script-src" not in answer["Content-Security-Policy"]
        and "default-src 'none'" in answer["Content-Security-Policy"]
    )


def test_questions_of_the_page_do_not_grow_with_what_was_learned(
    minh, cast, teacher, django_assert_max_num_queries
):
    for number in range(40):
        letter = make_dispatch(unit=cast.federation, confirmed=True)
        Correction.objects.create(
            dispatch=letter,
            field="place",
            machine_value=f"Nơi {number}",
            person_value="Đông Triều",
            reader="0",
            at=NOW,
        )
    with django_assert_max_num_queries(21):
        minh.get(reverse("dispatch-lessons"))
