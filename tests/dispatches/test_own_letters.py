"""A letter of our own: composed from an upper one, changed, checked by somebody else, signed, numbered, issued."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import (
    compose_letter,
    drop_letter,
    pass_letter,
    reserve_number,
    revise_letter,
    send_letter_back,
    sign_letter,
    submit_letter,
)
from haichieu.dispatches.actions.issuing import render_letter
from haichieu.dispatches.errors import BadLetter, BoundaryTouched, LetterChanged
from haichieu.dispatches.models import Dispatch, OwnLetter, RegisterEntry
from haichieu.dispatches.queries import addressed_units, current_reading
from haichieu.dispatches.rules import proposed_duties
from haichieu.dispatches.rules.relay import Addressed, Content, Point
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.dispatches.own_letters import (
    TO_ALL,
    composed,
    issued,
    make_letterhead,
    make_upper_letter,
    ready_to_sign,
)
from tests.factories import NOW, TODAY, make_dispatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def upper(cast: Cast) -> Dispatch:
    make_letterhead(cast.federation)
    return make_upper_letter(cast.federation)


@pytest.fixture
def draft(cast: Cast, upper: Dispatch) -> OwnLetter:
    return composed(cast, upper)


def test_a_draft_cites_the_upper_letter_and_carries_own_days(draft: OwnLetter) -> None:
    content = Content.of(draft.content)
    assert content.citations == (
        "Thực hiện Công văn số 301/TLĐ-TG ngày 07/11/2026 của Tổng Liên đoàn Lao động Việt Nam "
        "về việc giữ cân đối nội dung trên các kênh của công đoàn",
    )
    assert content.points[0].text == (
        "Rà soát các trang, nhóm do đơn vị lập ra; gửi danh sách về Liên đoàn Lao động tỉnh Đông Triều "
        "chậm nhất ngày 05/12/2026."
    )
    assert [point.due_on for point in content.points] == [date(2026, 12, 5), None]
    assert content.opening.startswith(
        "Ban Thường vụ Liên đoàn Lao động tỉnh Đông Triều yêu cầu các công đoàn cơ sở"
    )
    assert content.recipients == ("Như trên", "Lưu: VT")


def test_a_later_day_than_the_upper_one_is_refused(cast: Cast, upper: Dispatch) -> None:
    with pytest.raises(BadLetter, match=r"muộn hơn hạn của cấp trên \(09/12/2026\)"):
        composed(cast, upper, own=date(2026, 12, 10))
    assert not OwnLetter.objects.exists()


def test_nothing_of_another_letter_or_for_units_elsewhere_is_passed_on(cast: Cast, upper: Dispatch) -> None:
    other = make_upper_letter(cast.hoa_union)
    strange = other.obligations.first()
    assert strange is not None
    common = {"by": cast.minh, "kind": "", "at": NOW}
    with pytest.raises(BadLetter, match="không còn hiệu lực"):
        compose_letter(unit=cast.federation, dispatch=upper, to=TO_ALL, chosen={strange.pk: None}, **common)
    with pytest.raises(BadLetter, match="chính đơn vị nhận"):
        compose_letter(unit=cast.federation, dispatch=other, to=TO_ALL, **common)
    with pytest.raises(BadLetter, match="cấp dưới"):
        compose_letter(unit=cast.federation, to=Addressed(("X",), units=(cast.federation.pk,)), **common)
    waiting = make_dispatch(unit=cast.federation)
    with pytest.raises(BadLetter, match="xác nhận văn bản cấp trên"):
        compose_letter(unit=cast.federation, dispatch=waiting, to=TO_ALL, **common)


def test_what_touches_a_boundary_cannot_be_written_into_a_letter(cast: Cast, draft: OwnLetter) -> None:
    content = Content.of(draft.content)
    order = "Phát hiện, lập danh sách và báo cáo các tài khoản cá nhân của đoàn viên đăng tải nội dung sai cho cơ quan."
    for changed in (replace(content, points=(Point(order),)), replace(content, closing=order)):
        with pytest.raises(BoundaryTouched):
            revise(cast, draft, changed)


def revise(cast: Cast, letter: OwnLetter, content: Content) -> OwnLetter:
    return revise_letter(
        by=cast.minh,
        letter=letter,
        subject=letter.subject,
        content=content,
        expected_version=letter.version,
        at=NOW,
    )


def test_two_people_editing_the_second_is_told(cast: Cast, draft: OwnLetter) -> None:
    content = Content.of(draft.content)
    revise(cast, draft, replace(content, closing="Đề nghị các đơn vị thực hiện."))
    with pytest.raises(LetterChanged):
        revise(cast, draft, replace(content, closing="Lời của người thứ hai."))
    draft.refresh_from_db()
    assert Content.of(draft.content).closing == "Đề nghị các đơn vị thực hiện."


def test_own_days_stay_in_time_when_points_are_changed(cast: Cast, draft: OwnLetter) -> None:
    content = Content.of(draft.content)
    first, *rest = content.points
    for due, sentence in ((date(2026, 12, 10), "muộn hơn"), (None, "có hạn của cấp trên")):
        with pytest.raises(BadLetter, match=sentence):
            revise(cast, draft, replace(content, points=(replace(first, due_on=due), *rest)))


def test_who_drafted_does_not_check_and_an_officer_does_not_sign(cast: Cast, draft: OwnLetter) -> None:
    sent = submit_letter(by=cast.minh, letter=draft, expected_version=1, at=NOW)
    with pytest.raises(NotAllowed, match="không tự kiểm tra"):
        pass_letter(by=cast.minh, letter=sent, expected_version=sent.version, at=NOW)
    checked = pass_letter(by=cast.lan, letter=sent, expected_version=sent.version, at=NOW)
    with pytest.raises(NotAllowed):
        sign_letter(by=cast.minh, letter=checked, expected_version=checked.version, at=NOW)
    for stranger in (cast.hoa, cast.son):
        with pytest.raises(NotAllowed):
            submit_letter(by=stranger, letter=draft, expected_version=1, at=NOW)


def test_a_letter_goes_back_with_a_reason_and_can_be_dropped(cast: Cast, draft: OwnLetter) -> None:
    sent = submit_letter(by=cast.minh, letter=draft, expected_version=1, at=NOW)
    with pytest.raises(BadLetter, match="lý do"):
        send_letter_back(by=cast.lan, letter=sent, expected_version=sent.version, reason=" ", at=NOW)
    back = send_letter_back(
        by=cast.lan, letter=sent, expected_version=sent.version, reason="Thiếu hạn", at=NOW
    )
    dropped = drop_letter(
        by=cast.minh, letter=back, expected_version=back.version, reason="Không gửi nữa", at=NOW
    )
    assert dropped.state == "dropped"
    assert [fact.verb for fact in draft.facts.order_by("pk")] == [
        "composed",
        "submitted",
        "sent_back",
        "dropped",
    ]
    assert LogEntry.objects.filter(kind="own_letter", ref=str(draft.pk)).count() == 4


def test_what_is_missing_is_said_before_anybody_checks(cast: Cast, draft: OwnLetter) -> None:
    empty = revise(cast, draft, replace(Content.of(draft.content), points=(), signer_name=""))
    with pytest.raises(BadLetter, match=r"Chưa có việc nào.*người ký"):
        submit_letter(by=cast.minh, letter=empty, expected_version=empty.version, at=NOW)


def test_signing_numbers_issues_and_makes_a_confirmed_letter_of_ours(cast: Cast, draft: OwnLetter) -> None:
    letter = issued(cast, draft)
    assert (letter.state, letter.number, letter.symbol, letter.date) == ("issued", "01", "LĐLĐ", TODAY)
    for file, mark in ((letter.pdf, b"%PDF"), (letter.docx, b"PK")):
        with file.open("rb") as stored:
            assert stored.read().startswith(mark)
    entry = RegisterEntry.objects.get(own_letter=letter)
    assert (entry.book, entry.series, entry.period, entry.number) == ("outgoing", "CV", "2026", 1)
    assert (entry.signer, entry.sent_to) == ("Trịnh Ngọc Lan", "Các công đoàn cơ sở trực thuộc")
    own = letter.issued_as
    assert own is not None and (own.unit_id, own.number, own.confirmed_at) == (cast.federation.pk, "01", NOW)
    duties = list(own.obligations.order_by("pk"))
    assert [duty.due_on for duty in duties] == [date(2026, 12, 5), None]
    assert [duty.kind for duty in duties] == ["task", "standing"]
    assert all(own.text[duty.start : duty.end].strip() for duty in duties)
    assert [fact.verb for fact in letter.facts.order_by("pk")] == [
        "composed", "submitted", "checked", "signed", "issued",
    ]  # fmt: skip
    assert addressed_units(letter, on=TODAY) == {cast.hoa_union.pk, cast.son_union.pk}


def test_the_reading_of_our_own_letter_names_its_obligations_by_their_keys(
    cast: Cast, draft: OwnLetter
) -> None:
    own = issued(cast, draft).issued_as
    assert own is not None
    reading = current_reading(own)
    assert reading is not None and reading.by_person
    keys = {duty.key for duty in proposed_duties(reading.values, known_on=TODAY)}
    assert {duty.source_key for duty in own.obligations.all()} <= keys


def test_a_letter_is_signed_once_and_only_after_the_check(cast: Cast, draft: OwnLetter) -> None:
    with pytest.raises(LetterChanged, match="chưa ký được"):
        sign_letter(by=cast.lan, letter=draft, expected_version=1, at=NOW)
    ready = ready_to_sign(cast, draft)
    sign_letter(by=cast.lan, letter=ready, expected_version=ready.version, at=NOW)
    with pytest.raises(LetterChanged):
        sign_letter(by=cast.lan, letter=ready, expected_version=ready.version, at=NOW)
    assert RegisterEntry.objects.count() == 1


def test_a_failure_while_issuing_leaves_no_gap_and_no_file(
    cast: Cast, draft: OwnLetter, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    ready = ready_to_sign(cast, draft)

    def broken(*_: object, **__: object) -> None:
        raise OSError("disk")

    with monkeypatch.context() as patched:
        patched.setattr("haichieu.dispatches.actions.issuing.tie_letter", broken)
        with pytest.raises(OSError, match="disk"):
            sign_letter(by=cast.lan, letter=ready, expected_version=ready.version, at=NOW)
    assert not RegisterEntry.objects.exists()
    letter = sign_letter(by=cast.lan, letter=ready, expected_version=ready.version, at=NOW)
    assert letter.number == "01"


def test_a_number_taken_while_files_were_written_is_not_given_twice(
    cast: Cast, draft: OwnLetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody reserves the number between the writing of the files and the register's lock."""
    ready = ready_to_sign(cast, draft)
    render = slipping_in(cast)
    monkeypatch.setattr("haichieu.dispatches.actions.issuing.render_letter", render)
    letter = sign_letter(by=cast.lan, letter=ready, expected_version=ready.version, at=NOW)
    numbers = list(RegisterEntry.objects.order_by("number").values_list("number", flat=True))
    assert (letter.number, numbers) == ("02", [1, 2])


def slipping_in(cast: Cast) -> Callable[..., object]:
    """The writing of files, the first time with a reservation in the middle."""
    done: list[int] = []

    def render(document: object) -> object:
        if not done:
            done.append(1)
            reserve_number(
                by=cast.minh, unit=cast.federation, kind="", subject="Thư mời", reason="Ký tay", at=NOW
            )
        return render_letter(document)

    return render
