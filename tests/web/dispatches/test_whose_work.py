"""Before confirming, Minh sees whose work each paragraph is; nothing of others is ticked, nothing is sent unasked."""

import html
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.dispatches.models import Cascade, Dispatch, Obligation
from haichieu.dispatches.queries import deadline_moves, duties_as_read
from tests.conftest import Cast
from tests.factories import TODAY, make_dispatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
FOR = {
    "Báo cáo kết quả trong 05 ngày làm việc": [],
    "Tổ chức gặp mặt đoàn viên": ["Các công đoàn cơ sở"],
    "Treo băng rôn ở cổng": ["Công đoàn cơ sở May Phù Sa"],
    "Phân luồng giao thông": ["Công an tỉnh"],
}


@pytest.fixture
def letter(cast: Cast) -> Dispatch:
    text = "\n".join(f"{words}." for words in FOR)
    letter = make_dispatch(unit=cast.federation, text=text)
    reading = letter.readings.get()
    deadline = {"text": "trong 05 ngày làm việc", "type": "relative", "value": "5 working days after receipt"}
    reading.values["obligations"] = [
        {
            "span": [text.index(words), text.index(words) + len(words)],
            "text": words,
            "kind": "task" if not actors else "standing",
            "deadline": None if actors else deadline,
            "actors": actors,
        }
        for words, actors in FOR.items()
    ]
    reading.save()
    return letter


def posted(shown: str) -> dict[str, str]:
    """What a browser would send from the reading's form."""
    form = shown[shown.index('id="ban-doc"') :]
    form = form[: form.index("</form>")]
    values = {}
    for tag in re.findall(r"<input[^>]*>", form):
        at = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if at.get("type") not in ("checkbox", "radio") or re.search(r"\bchecked\b", tag):
            values[at.get("name", "")] = html.unescape(at.get("value", ""))
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        values[name] = html.unescape(chosen[1]) if chosen else ""
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        values[name] = html.unescape(inside)
    return values


def test_work_of_others_is_shown_with_the_reason_and_not_ticked(minh: Client, letter: Dispatch) -> None:
    shown = minh.get(reverse("dispatch", args=(letter.pk,))).content.decode()
    taken = [name for name in posted(shown) if name.endswith("-take")]
    assert len(taken) == 3
    assert "Văn bản giao việc này cho “Công an tỉnh”, không phải đơn vị này" in shown
    assert "1 đoạn giao cho nơi khác" in shown


def test_work_of_many_units_is_theirs_and_the_office_hands_it_down(
    minh: Client, cast: Cast, letter: Dispatch
) -> None:
    shown = minh.get(reverse("dispatch", args=(letter.pk,))).content.decode()
    assert shown.count("Đơn vị giao xuống và theo dõi") == 1
    assert "Văn bản giao việc này cho “Các công đoàn cơ sở”: 2 đơn vị cấp dưới. Chưa gửi cho ai" in shown
    owners = [value for name, value in posted(shown).items() if name.endswith("-owner")]
    assert owners[:3] == [str(unit.pk) for unit in (cast.federation, cast.federation, cast.hoa_union)]


def test_confirming_leads_to_the_units_and_sends_nothing(minh: Client, cast: Cast, letter: Dispatch) -> None:
    values = posted(minh.get(reverse("dispatch", args=(letter.pk,))).content.decode())
    answer = minh.post(reverse("dispatch-confirm", args=(letter.pk,)), {**values, "then": "cascade"})
    assert answer["Location"] == reverse("cascade", args=(letter.pk,))
    assert not Cascade.objects.exists()
    owners = list(Obligation.objects.order_by("start").values_list("owner", flat=True))
    assert owners == [cast.federation.pk, cast.federation.pk, cast.hoa_union.pk]
    shown = minh.get(answer["Location"]).content.decode()
    assert "chưa gửi cho ai" in shown and "Phần 3: giao cho ai" in shown


def test_the_day_is_counted_by_the_calendar_of_the_office(letter: Dispatch) -> None:
    values = letter.readings.get().values
    duty = duties_as_read(letter, values, on=date(2026, 4, 28), received=date(2026, 4, 28))[0]
    assert duty.due_on == date(2026, 5, 7) and "trừ 30/04–03/05" in duty.deadline_reason


def test_an_older_duty_gets_what_its_day_was_counted_from(minh: Client, cast: Cast, letter: Dispatch) -> None:
    path = reverse("dispatch-confirm", args=(letter.pk,))
    minh.post(path, posted(minh.get(reverse("dispatch", args=(letter.pk,))).content.decode()))
    duty = Obligation.objects.get(deadline_text="trong 05 ngày làm việc")
    kept = duty.schedule
    Obligation.objects.filter(pk=duty.pk).update(schedule=None)
    values = posted(minh.get(reverse("dispatch", args=(letter.pk,))).content.decode())
    values["field-subject"] = "Trích yếu ghi lại"
    again = minh.post(path, values).content.decode()
    minh.post(path, posted(again))
    duty.refresh_from_db()
    assert duty.schedule == kept and kept
    assert deadline_moves([cast.federation.pk], on=TODAY) == []
