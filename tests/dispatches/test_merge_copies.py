"""One letter that came twice: offered as one, decided by a person, never owed twice, always to be taken back."""

import pytest

from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import (
    Confirmation,
    choose_main_copy,
    confirm_reading,
    keep_apart,
    merge_copies,
    take_decision_back,
)
from haichieu.dispatches.actions.duplicates import offer_copies
from haichieu.dispatches.actions.lineage import letter_key
from haichieu.dispatches.errors import (
    CopyOfAnother,
    CopyUndecided,
    DispatchesError,
    TwoWorkingCopies,
    WorkAtAnotherCopy,
)
from haichieu.dispatches.models import Dispatch, DuplicateOffer
from haichieu.dispatches.queries import copies_of, dispatches, letters_with_open_offers, records_elsewhere
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Unit
from tests.conftest import Cast
from tests.factories import NOW, make_dispatch, make_obligation

pytestmark = pytest.mark.django_db

BODY = (
    "Ban Thường vụ Liên đoàn Lao động tỉnh đề nghị các công đoàn cơ sở rà soát các trang, nhóm do đơn vị lập ra; "
    "gửi danh sách kênh kèm chức vụ người phụ trách về Văn phòng trước ngày 30 tháng 11 năm 2026."
)
SIGN = {"number": "512", "symbol": "LĐLĐ", "date": "2026-11-05", "issuer": "LĐLĐ tỉnh Đông Triều"}


def received(unit: Unit, text: str = BODY, *, confirmed: bool = False, **values: str) -> Dispatch:
    letter = make_dispatch(unit=unit, text=text, confirmed=confirmed, **{**SIGN, **values})
    letter.key = letter_key(letter.number, letter.symbol)
    letter.save()
    offer_copies(letter, {"confidence": {"number": 0.95}})
    return letter


@pytest.fixture
def pair(cast: Cast) -> tuple[Dispatch, Dispatch]:
    """A letter from the e-office, and a photo of it that lost its number."""
    return received(cast.federation), received(cast.federation, BODY.replace("ườ", "uo"), number="")


def offer(*letters: Dispatch) -> DuplicateOffer:
    return DuplicateOffer.objects.get(first=letters[0], second=letters[-1])


def test_a_photo_without_number_is_offered_as_the_letter_of_the_same_day(
    pair: tuple[Dispatch, Dispatch],
) -> None:
    assert offer(*pair).reasons == ["cùng ngày", "nội dung gần như nhau"]
    assert letters_with_open_offers(pair) == {pair[0].pk: pair[1], pair[1].pk: pair[0]}
    assert [each.copy_of for each in pair] == [None, None]


def test_a_photo_without_number_and_day_is_offered_by_its_text(cast: Cast) -> None:
    letters = received(cast.federation), received(cast.federation, number="", date="")
    assert offer(*letters).reasons == ["nội dung gần như nhau"]
    third = received(cast.federation, "Một văn bản khác hẳn về việc khác.", number="", date="")
    assert not letters_with_open_offers([third])


def test_the_same_number_and_day_is_offered_whatever_the_text(cast: Cast) -> None:
    received(cast.federation)
    received(cast.federation, "Trang này không đọc được.", symbol="LDLD", number="0512")
    assert DuplicateOffer.objects.get().reasons == ["cùng số, ký hiệu", "cùng ngày"]


@pytest.mark.parametrize(
    "values",
    [
        {"number": "513"},
        {"date": "2025-11-05"},
        {"issuer": "LĐLĐ thị xã Sơn Hà"},
        {"number": "", "date": "2026-11-06"},
    ],
)
def test_letters_that_differ_are_not_offered(cast: Cast, values: dict[str, str]) -> None:
    received(cast.federation)
    received(cast.federation, **values)
    assert not DuplicateOffer.objects.exists()


def test_merging_keeps_both_files_and_shows_one_letter(cast: Cast, pair: tuple[Dispatch, Dispatch]) -> None:
    main = merge_copies(by=cast.minh, offer=offer(*pair), at=NOW)
    assert main == pair[0]
    waiting = dispatches(units=[cast.federation.pk], state="waiting")
    assert list(waiting) == [main]
    assert [copy for copy, _ in copies_of(main).held] == [pair[1]]
    assert Dispatch.objects.exclude(file="").count() == 2
    assert LogEntry.objects.filter(verb="decide_copies", by=str(cast.minh.pk)).count() == 1


def test_the_confirmed_letter_goes_on_and_the_copy_cannot_be_confirmed(cast: Cast) -> None:
    worse, better = received(cast.federation, number=""), received(cast.federation, confirmed=True)
    with pytest.raises(CopyUndecided, match="Gộp làm một"):
        confirm(cast, worse)
    assert merge_copies(by=cast.minh, offer=offer(worse, better), at=NOW) == better
    with pytest.raises(CopyOfAnother):
        confirm(cast, Dispatch.objects.get(pk=worse.pk))


def test_two_letters_kept_apart_may_both_be_confirmed(cast: Cast) -> None:
    one, other = received(cast.federation, confirmed=True), received(cast.federation)
    keep_apart(by=cast.minh, offer=offer(one, other), at=NOW)
    confirm(cast, other)
    offer_copies(other, {})
    assert offer(one, other).verdict == "different"


def confirm(cast: Cast, letter: Dispatch) -> None:
    confirm_reading(
        by=cast.minh,
        dispatch=letter,
        confirmation=Confirmation(fields={"subject": "Rà soát kênh"}, duties=(), limits=frozenset()),
        expected_version=1,
        at=NOW,
    )


def test_letters_under_which_work_runs_are_not_merged(cast: Cast) -> None:
    one, other = received(cast.federation, confirmed=True), received(cast.federation, confirmed=True)
    for letter in (one, other):
        make_obligation(dispatch=letter)
    with pytest.raises(TwoWorkingCopies):
        merge_copies(by=cast.minh, offer=offer(one, other), at=NOW)
    assert offer(one, other).verdict == "open"


def test_a_decision_is_taken_back(cast: Cast, pair: tuple[Dispatch, Dispatch]) -> None:
    merge_copies(by=cast.minh, offer=offer(*pair), at=NOW)
    take_decision_back(by=cast.minh, offer=offer(*pair), at=NOW)
    assert not Dispatch.objects.exclude(copy_of=None).exists()
    assert letters_with_open_offers(pair)


def test_a_third_copy_joins_and_leaves_without_disturbing_the_others(
    cast: Cast, pair: tuple[Dispatch, Dispatch]
) -> None:
    merge_copies(by=cast.minh, offer=offer(*pair), at=NOW)
    third = received(cast.federation, BODY + " Kính gửi.")
    merge_copies(by=cast.minh, offer=offer(pair[0], third), at=NOW)
    assert set(pair[0].copies.all()) == {pair[1], third}
    take_decision_back(by=cast.minh, offer=offer(pair[0], third), at=NOW)
    assert set(pair[0].copies.all()) == {pair[1]}


def recognised(letter: Dispatch) -> Dispatch:
    """Its text was recognised in a photo."""
    reading = letter.readings.get()
    reading.values["method"] = "ocr"
    reading.save()
    return letter


def test_a_file_with_text_goes_on_before_an_earlier_photo(cast: Cast) -> None:
    photo, file = recognised(received(cast.federation)), received(cast.federation, issuer="")
    assert merge_copies(by=cast.minh, offer=offer(photo, file), at=NOW) == file


def test_of_two_photos_the_earlier_goes_on(cast: Cast) -> None:
    photos = [recognised(received(cast.federation)) for _ in range(2)]
    assert merge_copies(by=cast.minh, offer=offer(*photos), at=NOW) == photos[0]


def test_an_officer_chooses_the_copy_that_goes_on_and_later_copies_join_it(
    cast: Cast, pair: tuple[Dispatch, Dispatch]
) -> None:
    merge_copies(by=cast.minh, offer=offer(*pair), at=NOW)
    choose_main_copy(by=cast.minh, letter=pair[1], at=NOW)
    assert list(pair[1].copies.all()) == [pair[0]]
    third = received(cast.federation, BODY + " Kính gửi.")
    assert merge_copies(by=cast.minh, offer=offer(pair[1], third), at=NOW) == pair[1]
    assert LogEntry.objects.filter(verb="choose_main_copy").count() == 1


def test_work_does_not_move_to_another_copy(cast: Cast, pair: tuple[Dispatch, Dispatch]) -> None:
    make_obligation(dispatch=pair[0])
    merge_copies(by=cast.minh, offer=offer(*pair), at=NOW)
    with pytest.raises(WorkAtAnotherCopy):
        choose_main_copy(by=cast.minh, letter=pair[1], at=NOW)
    with pytest.raises(NotAllowed):
        choose_main_copy(by=cast.son, letter=pair[0], at=NOW)
    assert list(pair[0].copies.all()) == [pair[1]]


def test_a_letter_without_copies_cannot_be_chosen_and_a_split_forgets_the_choice(
    cast: Cast, pair: tuple[Dispatch, Dispatch]
) -> None:
    with pytest.raises(DispatchesError, match="không có bản chép"):
        choose_main_copy(by=cast.minh, letter=pair[1], at=NOW)
    merge_copies(by=cast.minh, offer=offer(*pair), at=NOW)
    choose_main_copy(by=cast.minh, letter=pair[1], at=NOW)
    take_decision_back(by=cast.minh, offer=offer(*pair), at=NOW)
    assert not Dispatch.objects.exclude(chosen_at=None).exists()


def test_the_same_decision_twice_is_told(cast: Cast, pair: tuple[Dispatch, Dispatch]) -> None:
    merge_copies(by=cast.minh, offer=offer(*pair), at=NOW)
    with pytest.raises(DispatchesError, match="từ trước"):
        merge_copies(by=cast.minh, offer=offer(*pair), at=NOW)


def test_a_stranger_decides_nothing(cast: Cast, pair: tuple[Dispatch, Dispatch]) -> None:
    with pytest.raises(NotAllowed):
        merge_copies(by=cast.son, offer=offer(*pair), at=NOW)


def test_two_units_keep_a_record_each_and_are_linked_where_both_may_be_seen(cast: Cast) -> None:
    ours, theirs = received(cast.federation), received(cast.hoa_union)
    assert not DuplicateOffer.objects.exists()
    assert records_elsewhere(ours, units=[cast.federation.pk, cast.hoa_union.pk]) == [theirs]
    assert records_elsewhere(theirs, units=[cast.hoa_union.pk]) == []
