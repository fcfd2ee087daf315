"""The reading page says which value, which line and which part of a duty a person should look at."""

import pytest
from django.urls import reverse

from tests.factories import make_dispatch

TEXT = "Kính gửi: Sở A; Sở B\n\n1. Báo cáo kết quả trước ngày 10/12/2026.\n"
DUTY = "1. Báo cáo kết quả trước ngày 10/12/2026"


@pytest.fixture
def letter(cast):
    letter = make_dispatch(unit=cast.federation, text=TEXT, number="412")
    reading = letter.readings.get()
    start = TEXT.index(DUTY)
    reading.values |= {
        "addressees": ["Sở A", "Sở B"],
        "confidence": {"number": 0.98, "addressees": 0.7, "obligations": 0.95},
        "confidences": {
            "addressees": [0.97, 0.7],
            "obligations": [0.95],
            "deadlines": [0.8],
            "report_to": [None],
            "actors": [0.62],
        },
        "obligations": [
            {
                "span": [start, start + len(DUTY)],
                "text": DUTY,
                "kind": "task",
                "actors": ["Sở A"],
                "deadline": {"text": "trước ngày 10/12/2026", "type": "date", "value": "2026-12-10"},
            }
        ],
    }
    reading.save()
    return letter


def test_the_page_names_the_line_and_the_parts_to_look_at(minh, letter):
    page = minh.get(reverse("dispatch", args=[letter.pk])).content.decode()
    assert "Nên xem lại dòng 2." in page
    assert "Nên xem lại: ai làm, hạn." in page


def test_what_a_person_has_confirmed_is_not_doubted(minh, letter):
    reading = letter.readings.get()
    reading.by_person = True
    reading.save()
    page = minh.get(reverse("dispatch", args=[letter.pk])).content.decode()
    assert "Nên xem lại" not in page
    assert "cần xem lại" not in page


def test_sure_fields_do_not_hide_duties_to_look_at(minh, letter):
    reading = letter.readings.get()
    reading.values["confidence"]["addressees"] = 0.97
    reading.save()
    page = minh.get(reverse("dispatch", args=[letter.pk])).content.decode()
    assert '<a href="#asked-title">1 việc cần xem</a>' in page
    assert "Máy đọc chắc mọi trường" not in page
    reading.values["confidences"] |= {"deadlines": [0.97], "actors": [0.97]}
    reading.save()
    page = minh.get(reverse("dispatch", args=[letter.pk])).content.decode()
    assert "Máy đọc chắc mọi trường" in page
