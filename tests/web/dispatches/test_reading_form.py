"""What is typed into the confirm form, and the confirmation it amounts to."""

from dataclasses import replace
from datetime import date

import pytest

from haichieu.dispatches.rules import proposed_duties
from haichieu.units.rules import Node, Tree
from haichieu.web.dispatches.forms.reading import fingerprint, first_input, parse_confirmation
from haichieu.web.shell.unit_choice import UnitChoice

DAY = date(2026, 11, 20)
TREE = Tree.of(
    [
        Node(1, "LDLD", "Liên đoàn tỉnh", "Liên đoàn", "federation", None),
        Node(2, "CDCS-1", "Công đoàn May Phù Sa", "May Phù Sa", "union", 1),
        Node(3, "CDCS-2", "Công đoàn Gỗ Bách Lâm", "Gỗ Bách Lâm", "union", 1),
    ],
    DAY,
)
UNITS = UnitChoice.below(TREE, 1)
VALUES = {
    "kind": "công văn",
    "number": "412",
    "symbol": None,
    "date": "2026-09",
    "subject": "tăng cường truyền thông",
    "addressees": ["Các công đoàn cơ sở", "Công đoàn ngành"],
    "recipients": [],
    "signer": {"authority": "TM.", "title": "CHỦ TỊCH", "name": "Trịnh Ngọc Lan"},
    "states": {"symbol": "unreadable", "number": "value"},
    "limits": [
        {
            "text": "dưới 15%",
            "what": "tin tiêu cực",
            "share": {"numerator": 15, "denominator": 100, "strict": True},
        },
        {"text": "ít nhất 02 tin", "what": "", "share": None},
    ],
    "obligations": [
        {
            "span": [10, 40],
            "text": "Báo cáo kết quả trước ngày 10/12/2026.",
            "kind": "task",
            "deadline": {"text": "trước ngày 10/12/2026", "type": "date", "value": "2026-12-10"},
        },
        {"span": [50, 80], "text": "Duy trì chuyên mục.", "kind": "standing", "deadline": None},
        {"span": [90, 99], "text": "Phản ánh người chê bai.", "kind": "standing", "boundary": 4},
    ],
}
DUTIES = [replace(duty, owner=1) for duty in proposed_duties(VALUES, known_on=DAY)]


def typed(**changes):
    return first_input(VALUES, DUTIES, UNITS) | changes


def parse(posted):
    return parse_confirmation(posted, VALUES, DUTIES, UNITS)


def test_the_form_opens_with_the_reading_and_never_a_guess():
    opened = typed()
    assert opened["field-date"] == "09/2026"
    assert opened["field-symbol"] == ""
    assert opened["state-symbol"] == "unreadable"
    assert opened["field-addressees"] == "Các công đoàn cơ sở\nCông đoàn ngành"
    assert opened["duty-10-0-due"] == "09/12/2026"
    assert opened["duty-10-0-owner"] == "1"
    assert opened["limit-0"] == "1"
    assert "limit-1" not in opened


def test_confirming_unchanged_keeps_every_value():
    confirmation = parse(typed()).confirmation
    assert {name: confirmation.fields[name] for name in ("number", "symbol", "date")} == {
        "number": "412",
        "symbol": None,
        "date": "2026-09",
    }
    assert confirmation.fields["signer"]["title"] == "CHỦ TỊCH"
    assert confirmation.fields["states"]["symbol"] == "unreadable"
    assert list(confirmation.duties) == DUTIES
    assert confirmation.limits == {0}


def test_a_typed_value_is_a_value_and_an_emptied_one_says_why():
    posted = typed(**{"field-symbol": " LĐLĐ ", "field-number": "", "state-number": "unreadable"})
    fields = parse(posted).confirmation.fields
    assert (fields["symbol"], fields["states"]["symbol"]) == ("LĐLĐ", "value")
    assert (fields["number"], fields["states"]["number"]) == (None, "unreadable")


def test_an_unticked_duty_is_not_taken():
    posted = typed()
    del posted["duty-50-0-take"]
    assert [duty.take for duty in parse(posted).confirmation.duties] == [True, False, False]


def test_a_boundary_paragraph_cannot_be_taken_by_posting_its_fields():
    posted = typed(**{"duty-90-0-take": "1", "duty-90-0-owner": "2", "duty-90-0-due": "01/12/2026"})
    refused = parse(posted).confirmation.duties[2]
    assert refused.take is False
    assert refused.due_on is None


def test_a_changed_day_says_that_a_person_set_it():
    duty = parse(typed(**{"duty-10-0-due": "5-12-2026", "duty-10-0-owner": "3"})).confirmation.duties[0]
    assert (duty.due_on, duty.owner) == (date(2026, 12, 5), 3)
    assert duty.deadline_reason == "Ngày do người xác nhận ghi."


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("field-subject", " ", "Trích yếu đang trống"),
        ("field-date", "mai", "Hãy ghi ngày ban hành"),
        ("duty-10-0-due", "31/02/2026", "không phải là ngày"),
        ("duty-10-0-due", "", "Hãy ghi hạn"),
        ("duty-10-0-text", "", "Hãy ghi nội dung"),
        ("duty-10-0-owner", "99", "Hãy chọn một đơn vị"),
        ("duty-50-0-review", "", "ngày xem lại"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(name, value, part):
    parsed = parse(typed(**{name: value}))
    assert parsed.confirmation is None
    assert list(parsed.errors) == [name]
    assert part in parsed.errors[name]


def test_what_was_previewed_has_a_mark_that_any_change_breaks():
    first, again = parse(typed()).confirmation, parse(typed()).confirmation
    other = parse(typed(**{"duty-10-0-due": "5-12-2026"})).confirmation
    assert fingerprint(first) == fingerprint(again) != fingerprint(other)


def test_a_long_list_of_units_is_typed_by_name():
    many = Tree.of([Node(n, f"M{n}", f"Công đoàn {n}", "", "union", None) for n in range(1, 100)], DAY)
    choice = UnitChoice.among(many, range(1, 100))
    assert choice.is_long
    assert choice.find("công đoàn 7") == 7
    assert choice.show(7) == "Công đoàn 7"


def test_units_of_one_name_are_told_apart_by_code():
    twins = Tree.of(
        [Node(1, "A", "Công đoàn Hoa Sen", "", "x", None), Node(2, "B", "Công đoàn Hoa Sen", "", "x", None)],
        DAY,
    )
    assert [option.name for option in UnitChoice.among(twins, {1, 2}).options] == [
        "Công đoàn Hoa Sen (A)",
        "Công đoàn Hoa Sen (B)",
    ]
