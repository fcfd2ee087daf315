"""An assignment stands as its facts say: in any order of verbs that the ledger allows, and illegal ones are refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.models import Assignment, AssignmentFact
from haichieu.dispatches.rules import (
    STATE_LABELS,
    VERB_LABELS,
    LedgerFact,
    Standing,
    State,
    Verb,
    days_late,
    is_late,
    lateness_words,
    refusal,
    standing,
    take_back_refusal,
)

SENT_AT = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
DUE = date(2026, 11, 20)
STEPS = [verb for verb in Verb if verb not in (Verb.SENT, Verb.TAKEN_BACK)]


def ledger_of(*verbs: str, due_on: date | None = DUE, hours: int = 1) -> list[LedgerFact]:
    return [
        LedgerFact(verb, SENT_AT + timedelta(hours=hours * place), place + 1, due_on)
        for place, verb in enumerate(("sent", *verbs))
    ]


def test_the_words_of_the_rules_are_those_of_the_tables() -> None:
    assert {state.value: STATE_LABELS[state] for state in State} == dict(Assignment.State.choices)
    assert {verb.value: VERB_LABELS[verb] for verb in Verb} == dict(AssignmentFact.Verb.choices)


@pytest.mark.parametrize(
    ("verbs", "state"),
    [
        ((), "sent"),
        (("seen",), "seen"),
        (("accepted", "seen"), "accepted"),
        (("accepted", "started", "evidence"), "in_progress"),
        (("returned",), "returned"),
        (("returned", "extended"), "sent"),
        (("seen", "returned", "sent_back"), "sent_back"),
        (("evidence", "submitted", "evidence"), "submitted"),
        (("submitted", "sent_back", "submitted", "approved"), "done"),
        (("accepted", "passed_on"), "in_progress"),
        (("reminded", "changed"), "sent"),
        (("withdrawn",), "withdrawn"),
    ],
)
def test_facts_come_to_a_state(verbs: tuple[str, ...], state: str) -> None:
    now = standing(ledger_of(*verbs))
    assert now.state == state and now.version == len(verbs) + 1


def test_work_begun_without_an_acceptance_counts_as_accepted() -> None:
    assert standing(ledger_of("submitted")).accepted_at == SENT_AT + timedelta(hours=1)
    assert standing(ledger_of("seen")).accepted_at is None


def test_what_was_taken_back_leaves_no_trace_in_the_state_but_stays_in_the_count() -> None:
    facts = ledger_of("accepted", "submitted")
    undone = [*facts, LedgerFact("taken_back", SENT_AT + timedelta(days=1), 4, undoes=3)]
    assert standing(undone).state == "accepted" and standing(undone).submitted_at is None
    assert standing(undone).version == 4 and standing(undone).last_fact_at == SENT_AT + timedelta(days=1)


def test_a_ledger_begins_with_a_sending() -> None:
    with pytest.raises(ValueError, match="begins with a sending"):
        standing(ledger_of()[1:])


@given(st.lists(st.tuples(st.sampled_from([*STEPS, "undo"]), st.booleans(), st.dates()), max_size=25))
def test_any_legal_order_of_verbs_keeps_the_ledger_whole(wishes: list[tuple[str, bool, date]]) -> None:
    facts = ledger_of()
    for verb, is_copy, day in wishes:
        pk, at = len(facts) + 1, SENT_AT + timedelta(hours=len(facts))
        before = standing(facts)
        if verb == "undo":
            target = facts[-1].pk
            if not take_back_refusal(facts, target):
                facts.append(LedgerFact(Verb.TAKEN_BACK, at, pk, undoes=target))
                undone, earlier = standing(facts), standing(facts[:-2])
                assert (undone.state, undone.due_on) == (earlier.state, earlier.due_on)
            continue
        if sentence := refusal(before, verb, is_copy=is_copy):
            assert sentence.endswith(".") and sentence[0].isupper()
            continue
        facts.append(LedgerFact(verb, at, pk, day if verb == Verb.EXTENDED else None))
        now = standing(facts)
        assert now.version == len(facts) and now.last_fact_at == at and now.sent_at == SENT_AT
        assert (now.done_at is not None) == (now.state == State.DONE) or now.state == State.WITHDRAWN
        assert now.state != State.SUBMITTED or now.submitted_at is not None
        assert before.state not in (State.DONE, State.WITHDRAWN) or verb == Verb.SEEN
        assert now.due_on == (day if verb == Verb.EXTENDED else before.due_on)


def test_a_copy_is_read_and_acknowledged_and_nothing_else() -> None:
    now = standing(ledger_of(due_on=None))
    allowed = {verb for verb in STEPS if not refusal(now, verb, is_copy=True)}
    assert allowed == {"seen", "accepted", "reminded", "changed", "taken_over", "withdrawn"}
    assert "để biết" in refusal(now, "submitted", is_copy=True)


def test_a_receipt_may_fulfil_what_asks_for_no_more() -> None:
    now = standing(ledger_of("accepted"))
    assert refusal(now, "approved") and not refusal(now, "approved", receipt_only=True)


@pytest.mark.parametrize(
    ("verbs", "place", "says"),
    [
        ((), 1, "Rút lại"),
        (("seen",), 2, "đã xảy ra"),
        (("accepted", "submitted"), 2, "Nộp kết quả"),
        (("accepted", "passed_on"), 3, "từng đơn vị cấp dưới"),
        (("accepted",), 9, "Không có bước này"),
    ],
)
def test_what_others_rest_on_is_not_taken_back(verbs: tuple[str, ...], place: int, says: str) -> None:
    assert says in take_back_refusal(ledger_of(*verbs), place)


def test_a_fact_is_taken_back_once_and_looks_and_reminders_do_not_hinder() -> None:
    facts = ledger_of("withdrawn", "seen", "reminded")
    assert take_back_refusal(facts, 2) == ""
    undone = [*facts, LedgerFact("taken_back", SENT_AT, 5, undoes=2)]
    assert "trước đó" in take_back_refusal(undone, 2)
    assert take_back_refusal(ledger_of("reminded", "accepted"), 2) == ""


def finished(day: int, hour: int = 3) -> Standing:
    moment = datetime(2026, 11, day, hour, tzinfo=UTC)
    return Standing(State.DONE, DUE, SENT_AT, submitted_at=moment, done_at=moment + timedelta(days=9))


def test_the_day_counts_until_its_end_in_vietnam_and_a_slow_decision_makes_nobody_late() -> None:
    assert not is_late(finished(20, 16), date(2026, 12, 31))
    assert is_late(finished(20, 17), date(2026, 11, 20))  # already the 21st in Hà Nội


def test_late_and_then_done_stays_late_for_ever() -> None:
    assert lateness_words(finished(23), date(2027, 5, 1)) == "xong trễ 3 ngày"
    assert lateness_words(finished(19), date(2027, 5, 1)) == "xong đúng hạn"


@pytest.mark.parametrize(
    ("verbs", "on", "words"),
    [
        ((), DUE, "hạn hôm nay"),
        ((), DUE + timedelta(days=2), "trễ 2 ngày"),
        (("accepted",), DUE - timedelta(days=5), "còn 5 ngày"),
        (("returned",), DUE + timedelta(days=2), "đã trả lại"),
        (("withdrawn",), DUE + timedelta(days=2), "đã rút"),
        (("submitted",), DUE + timedelta(days=2), "đã nộp, chờ duyệt"),
        (("submitted", "sent_back"), DUE + timedelta(days=2), "trễ 2 ngày"),
    ],
)
def test_how_the_day_stands_is_said_in_words(verbs: tuple[str, ...], on: date, words: str) -> None:
    assert lateness_words(standing(ledger_of(*verbs)), on) == words


def test_without_a_day_nothing_is_late() -> None:
    assert days_late(standing(ledger_of(due_on=None)), date(2030, 1, 1)) == 0
    assert lateness_words(standing(ledger_of(due_on=None)), DUE) == "không có hạn"
