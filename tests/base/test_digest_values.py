"""Digests of the action log: the same facts give the same digest, any other facts another one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from haichieu.base.rules.digests import (
    GENESIS,
    BlockHash,
    EntryFacts,
    canonical,
    digest,
    entry_digest,
    head_text,
    parse_head,
    value_text,
)

words = st.text(min_size=1, max_size=12)
# From 1970 on: a moment near the year 1 has no place in other time zones.
moments = st.timedeltas(timedelta(0), timedelta(days=40_000)).map(
    lambda since: datetime.fromtimestamp(0, UTC) + since
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
entries = st.builds(
    EntryFacts,
    id=st.integers(1, 2**62),
    at=moments,
    by=st.none() | words,
    verb=words,
    kind=words,
    ref=words,
    value_digest=st.just("") | st.just("ab" * 32),
)


@given(entries, entries)
def test_two_entries_share_a_digest_only_when_they_are_the_same(one: EntryFacts, other: EntryFacts) -> None:
    assert (entry_digest("00", one) == entry_digest("00", other)) == (one == other)


@given(entries)
def test_every_field_of_an_entry_counts(entry: EntryFacts) -> None:
    at = entry.at or datetime(2026, 1, 1, tzinfo=UTC)
    changed = [
        replace(entry, id=entry.id + 1),
        replace(entry, at=at + timedelta(microseconds=1)),
        replace(entry, by=(entry.by or "") + "x"),
        replace(entry, verb=entry.verb + "x"),
        replace(entry, kind=entry.kind + "x"),
        replace(entry, ref=entry.ref + "x"),
        replace(entry, value_digest=entry.value_digest + "x"),
    ]
    digests = {entry_digest("00", facts) for facts in [entry, *changed]}
    assert len(digests) == 8
    assert entry_digest("01", entry) not in digests


@given(moments, st.integers(-12, 12))
def test_the_moment_counts_and_not_the_clock_it_was_read_from(at: datetime, hours: int) -> None:
    facts = EntryFacts(1, at, None, "v", "k", "r", "")
    elsewhere = replace(facts, at=at.astimezone(timezone(timedelta(hours=hours))))
    assert entry_digest("00", facts) == entry_digest("00", elsewhere)


@given(st.dictionaries(st.text(), json_values, max_size=5))
def test_the_order_of_keys_does_not_matter(values: dict[str, object]) -> None:
    backwards = dict(reversed(list(values.items())))
    assert canonical(values) == canonical(backwards)
    assert canonical(values).isascii()


def test_nothing_before_is_not_the_same_as_empty_before() -> None:
    assert value_text(None, {"a": 1}) != value_text({}, {"a": 1})
    assert value_text(None, None) == ""


@given(st.lists(st.tuples(st.integers(1, 99), st.sampled_from(["ab", "cd", "ef"])), min_size=2, max_size=6))
def test_the_order_of_entries_in_a_block_counts(lines: list[tuple[int, str]]) -> None:
    def hashed(order: list[tuple[int, str]]) -> str:
        block = BlockHash(1, GENESIS, datetime(2026, 1, 1, tzinfo=UTC))
        for entry_id, entry in order:
            block.add(entry_id, entry)
        return block.hexdigest()

    assert (hashed(lines) == hashed(lines[::-1])) == (lines == lines[::-1])
    assert hashed(lines) != hashed(lines[:-1])


@given(st.integers(1, 10**9), st.text("0123456789abcdef", min_size=64, max_size=64), st.integers(16, 64))
def test_a_printed_head_is_read_back_even_shortened(number: int, block_hash: str, length: int) -> None:
    assert parse_head(head_text(number, block_hash)[: len(str(number)) + 1 + length]) == (
        number,
        block_hash[:length],
    )


@given(st.text(max_size=40))
def test_any_text_is_a_head_or_politely_none(text: str) -> None:
    parsed = parse_head(text)
    assert parsed is None or parsed[0] >= 1


def test_a_digest_cannot_be_guessed_without_its_salt() -> None:
    assert digest("00", "yes") != digest("01", "yes")
