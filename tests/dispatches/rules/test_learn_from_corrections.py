"""What one correction teaches about the next letter, and what it must never teach."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from haichieu.dispatches.rules import (
    Correction,
    Lexicon,
    Record,
    UnitNames,
    corrections_of,
    mend,
    owner_correction,
    unmended,
)

FEDERATION = "Liên đoàn Lao động tỉnh Đông Triều"
TEXT = "LIÊN ĐOÀN LAO ĐÔNG TỈNH ĐÓNG TRIÊU\nSố: 512/LDLD\nĐông Triều, ngày 5/11/2026\n"
MACHINE = {
    "issuer": "LIÊN ĐOÀN LAO ĐÔNG TỈNH ĐÓNG TRIÊU",
    "symbol": "LDLD",
    "place": "Đông Triều",
    "signer": {"title": "PHÓ CHỦ TỊH", "name": "Trịnh Ngọc Lan"},
    "addressees": ["Các công đoàn cơ sơ trực thuộc"],
}
PERSON = {
    "issuer": FEDERATION,
    "symbol": "LĐLĐ",
    "place": "Đông Triều",
    "signer": {"title": "PHÓ CHỦ TỊCH", "name": "Trịnh Ngọc Lan"},
    "addressees": ["Các công đoàn cơ sở trực thuộc"],
}


def lexicon(*corrections, records=None):
    return Lexicon.from_corrections(corrections or corrections_of(MACHINE, PERSON, TEXT), records)


def test_after_one_correction_the_next_letter_of_the_same_body_is_read_right():
    mended = mend({**MACHINE, "number": "530"}, TEXT, lexicon())
    for field in ("issuer", "symbol", "addressees", "signer"):
        assert mended.values[field] == PERSON[field]
    assert mended.values["number"] == "530"
    assert {each.field for each in mended.mendings} == {"issuer", "symbol", "signer.title", "addressees"}


def test_another_garbling_of_a_known_name_is_read_right_too():
    garbled = {**MACHINE, "issuer": "LIEN DOAN LAO DỘNGG TINH DONG TRIEU", "symbol": None}
    assert mend(garbled, TEXT, lexicon(Correction("issuer", "x", FEDERATION))).values["issuer"] == FEDERATION


def test_what_was_mended_names_its_lesson_and_can_be_taken_back():
    mended = mend(MACHINE, TEXT, lexicon())
    assert mended.values["learned"][0]["before"] == MACHINE["issuer"]
    taken_back = unmended(mended.values)
    assert {name: taken_back[name] for name in MACHINE} == MACHINE


def test_a_mended_value_is_as_sure_as_its_lesson_fared():
    first = lexicon()
    key = next(lesson.key for lesson in first.lessons if lesson.kind == "issuer")
    fresh = mend(MACHINE, TEXT, first).values["confidence"]["issuer"]
    tried = mend(MACHINE, TEXT, lexicon(records={key: Record(helped=9)})).values["confidence"]["issuer"]
    assert fresh == 0.5 < 0.9 <= tried


@pytest.mark.parametrize(
    ("record", "used"),
    [
        (Record(undone=1), True),
        (Record(undone=2), False),
        (Record(switched=False), False),
        (Record(undone=5, switched=True), True),
    ],
)
def test_a_lesson_undone_twice_or_switched_off_is_not_used(record, used):
    key = next(lesson.key for lesson in lexicon().lessons if lesson.kind == "issuer")
    mended = mend(MACHINE, TEXT, lexicon(records={key: record}))
    assert (mended.values["issuer"] == FEDERATION) is used


@pytest.mark.parametrize(
    ("read", "known"),
    [
        ("Công đoàn xã An Lợi", "Công đoàn xã An Lộc"),
        ("Liên đoàn Lao động tỉnh Bắc Hà", FEDERATION),
        ("Ủy ban nhân dân", "Ủy ban nhân dân xã An Lộc"),
    ],
)
def test_another_body_is_never_taken_for_a_known_one(read, known):
    letter = {"issuer": read, "symbol": "CĐX", "place": "An Lợi"}
    taught = Correction("issuer", "CÔNG ĐOAN XA AN LOOC", known, symbol="CĐX", place="An Lộc")
    assert mend(letter, read, lexicon(taught)).values["issuer"] == read


def test_a_cut_name_is_completed_only_where_the_letter_bears_it_out():
    taught = Correction(
        "issuer", "Ủy ban nhân dân", "Ủy ban nhân dân xã An Lộc", symbol="UBND", place="An Lộc"
    )
    letter = {"issuer": "ỦY BAN NHÂN DÂN", "symbol": "UBND", "place": "Tân Hưng"}
    assert not mend(letter, "ỦY BAN NHÂN DÂN\nTân Hưng", lexicon(taught)).mendings
    assert mend(letter, "… Ủy ban nhân dân xã An Lộc yêu cầu …", lexicon(taught)).mendings
    assert mend({**letter, "place": "An Lộc"}, "", lexicon(taught)).mendings


def test_an_unreadable_issuer_is_told_by_symbol_and_seat():
    taught = Correction("issuer", "", FEDERATION, symbol="LĐLĐ", place="Đông Triều")
    letter = {"issuer": None, "symbol": "KH-LĐLĐ", "place": "Đông Triều"}
    assert mend(letter, "", lexicon(taught)).values["issuer"] == FEDERATION
    assert mend({**letter, "place": "Bắc Hà"}, "", lexicon(taught)).values["issuer"] is None


def test_a_title_is_mended_but_never_promoted():
    taught = Correction("signer.title", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", issuer=FEDERATION)
    letter = {"issuer": FEDERATION, "signer": {"title": "CHỦ TỊCH"}}
    assert not mend(letter, "", lexicon(taught)).mendings


@pytest.mark.parametrize(
    "person",
    [
        {"addressees": ["Ông Trần Văn Mơ, thôn 3"]},
        {"addressees": ["Trần Văn Mơi"]},
        {"signer": {"title": "Trần Văn Mơi"}},
        {"signer": {"name": "Trần Văn Mơi"}},
    ],
)
def test_names_of_private_people_never_enter(person):
    machine = {
        "addressees": ["Ông Trần Văn Mo, thôn 3", "Trần Văn Moi"],
        "signer": {"title": "T", "name": "N"},
    }
    found = corrections_of(machine, {**machine, **person}, "Kính gửi: Ông Trần Văn Mo, thôn 3")
    assert not Lexicon.from_corrections(found).lessons
    assert not any("Trần Văn" in each.person + each.machine + each.context for each in found)


def test_the_words_around_a_correction_are_masked():
    found = corrections_of(
        {"place": "Phú Lôc"}, {"place": "Phú Lộc"}, "Gửi bà Trần Thị Mơ, thôn 3. Phú Lôc, ngày 5/6/2026"
    )
    assert found[0].context == "Gửi bà T.T.M., thôn 3. Phú Lôc, ngày 5/6/2026"


def test_an_actor_is_matched_to_the_unit_of_that_name():
    units = [(1, "Công đoàn cơ sở May Phù Sa", "May Phù Sa"), (2, "Công đoàn cơ sở May Phù Sa Đông", "")]
    names = UnitNames.of(units)
    assert names.meant(["Công đoàn cơ sở May Phù Sa Đông"]) == 2
    assert names.meant(["Ban Chấp hành CĐCS May Phù Sa"]) == 1
    assert names.meant(["các công đoàn cơ sở"]) is None


@pytest.mark.parametrize(
    "actor",
    [
        "Mỗi công đoàn cơ sở",
        "Các đơn vị",
        "Toàn thể đoàn viên",
        "Tất cả các thôn",
        "Công đoàn cơ sở",
        "CĐCS trực thuộc",
        "Thủ trưởng các cơ quan, đơn vị",
        "Từng tổ công đoàn",
        "100% chi đoàn",
        "05 công đoàn cơ sở",
        "Cơ quan, đơn vị, địa phương",
        "Ban Chấp hành công đoàn cơ sở",
        "đơn vị trong cụm thi đua",
    ],
)
def test_who_acts_for_many_at_once_is_never_learned(actor):
    assert owner_correction([actor], "PS", {}) is None
    assert owner_correction(["Ban Tuyên giáo", actor], "PS", {}) is None
    kept = Correction("owner", actor, "PS")
    assert not Lexicon.from_corrections([kept]).lessons


@pytest.mark.parametrize(
    "actor",
    [
        "Ban Tuyên giáo",
        "CĐCS May Phù Sa",
        "Công đoàn các khu công nghiệp tỉnh",
        "Văn phòng điều phối nông thôn mới",
        "Trường Tiểu học Hoa Sen",
        "Phòng Văn hóa - Xã hội",
        "Chủ tịch công đoàn cơ sở May Phù Sa",
    ],
)
def test_who_acts_for_one_body_is_learned(actor):
    taught = owner_correction([actor], "PS", {})
    assert taught is not None
    assert Lexicon.from_corrections([taught]).owner([actor]).value == "PS"


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=40))
@example(read="0", right="\\A", other="0")
def test_whatever_was_corrected_mending_can_be_taken_back(read, right, other):
    machine = {"issuer": read, "symbol": other, "place": other, "addressees": [read, other]}
    person = {"issuer": right, "symbol": right, "place": other, "addressees": [right, other]}
    taught = Lexicon.from_corrections(corrections_of(machine, person, read))
    mended = mend(machine, read, taught)
    back = unmended(mended.values)
    assert all((back[name] or "") == machine[name] for name in ("issuer", "symbol", "place"))
