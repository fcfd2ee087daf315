"""How far two or more readers agree beyond chance."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.stats import BadAudit, cohen_kappa, krippendorff_alpha

LABELS = "abc"
pairs = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1, max_size=40)
units = st.lists(
    st.lists(st.one_of(st.none(), st.sampled_from(LABELS)), min_size=0, max_size=5), min_size=0, max_size=30
)


def kappa(both: list[tuple[str, str]]) -> float:
    return cohen_kappa([a for a, _ in both], [b for _, b in both])


def read_by_rows(*readers: str) -> list[list[str | None]]:
    """Items from one line for each reader, a dot where he gave no label."""
    return [[None if label == "." else label for label in unit] for unit in zip(*readers, strict=True)]


def plain_alpha(items: list[list[str | None]]) -> float:
    """A slow second reckoning: all ordered pairs, one by one, from the definition."""
    given_labels = [[label for label in item if label is not None] for item in items]
    paired = [item for item in given_labels if len(item) > 1]
    everything = [label for item in paired for label in item]
    seen = sum(
        (item[i] != item[j]) / (len(item) - 1)
        for item in paired
        for i in range(len(item))
        for j in range(len(item))
        if i != j
    ) / len(everything)
    chance = sum(a != b for a in everything for b in everything) / len(everything) / (len(everything) - 1)
    return 1 - seen / chance


def test_published_examples_come_out_as_printed() -> None:
    # Krippendorff (2011): sections A (two readers, two labels) and C (four readers, labels missing).
    assert krippendorff_alpha(read_by_rows("0100000010", "1110010000")) == pytest.approx(0.095, abs=5e-4)
    four = read_by_rows("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert krippendorff_alpha(four) == pytest.approx(0.743, abs=5e-4)


def test_two_readers_who_agree_on_most_posts() -> None:
    first = ["negative"] * 12 + ["neutral"] * 60 + ["positive"] * 28
    second = ["negative"] * 10 + ["neutral"] * 62 + ["positive"] * 28
    # p_o = .98, p_e = .12·.10 + .60·.62 + .28·.28 = .4624
    assert cohen_kappa(first, second) == pytest.approx((0.98 - 0.4624) / (1 - 0.4624))


@given(pairs)
def test_full_agreement_is_one_and_no_agreement_is_never_more(both: list[tuple[str, str]]) -> None:
    same = [(a, a) for a, _ in both]
    several = len({a for a, _ in both}) > 1
    for value in (kappa(same), krippendorff_alpha(same)):
        assert value == 1 if several else math.isnan(value)
    assert math.isnan(kappa(both)) or -1 <= kappa(both) <= 1
    assert (kappa(both) == 1) == (several and same == both)


@given(pairs, st.permutations(LABELS), st.randoms(use_true_random=False))
def test_names_of_labels_order_of_posts_and_order_of_readers_do_not_matter(
    both: list[tuple[str, str]], names: list[str], rng: random.Random
) -> None:
    renamed = dict(zip(LABELS, names, strict=True))
    other = [(renamed[b], renamed[a]) for a, b in both]
    rng.shuffle(other)
    assert kappa(other) == pytest.approx(kappa(both), nan_ok=True)
    assert krippendorff_alpha(other) == pytest.approx(krippendorff_alpha(both), nan_ok=True)


@given(units)
def test_alpha_is_what_the_definition_says(items: list[list[str | None]]) -> None:
    kinds = {label for item in items if sum(x is not None for x in item) > 1 for label in item} - {None}
    value = krippendorff_alpha(items)
    if len(kinds) < 2:
        assert math.isnan(value)
    else:
        assert value == pytest.approx(plain_alpha(items))
        assert value <= 1


@given(units, st.sampled_from(LABELS))
def test_posts_that_only_one_person_read_do_not_count(items: list[list[str | None]], label: str) -> None:
    lonely: list[list[str | None]] = [*items, [label, None], [None], []]
    assert krippendorff_alpha(lonely) == pytest.approx(krippendorff_alpha(items), nan_ok=True)


@given(pairs)
def test_for_two_readers_alpha_is_scotts_pi_with_its_correction_for_few_posts(
    both: list[tuple[str, str]],
) -> None:
    values = [label for pair in both for label in pair]
    if len(set(values)) < 2:
        return
    n = len(values)
    chance = sum((values.count(label) / n) ** 2 for label in LABELS)
    pi = (sum(a == b for a, b in both) / len(both) - chance) / (1 - chance)
    assert krippendorff_alpha(both) == pytest.approx(1 - (1 - pi) * (n - 1) / n)


@given(pairs)
def test_kappa_is_the_agreement_beyond_that_of_shuffled_readers(both: list[tuple[str, str]]) -> None:
    """Chance by pairing every label of one reader with every label of the other."""
    chance = sum(a == b for a, _ in both for _, b in both) / len(both) ** 2
    equal = sum(a == b for a, b in both) / len(both)
    if chance == 1:
        assert math.isnan(kappa(both))
    else:
        assert kappa(both) == pytest.approx((equal - chance) / (1 - chance))


def test_readers_at_random_agree_about_as_often_as_chance() -> None:
    rng = random.Random(4)
    both = [(rng.choice(LABELS), rng.choice(LABELS)) for _ in range(20_000)]
    assert abs(kappa(both)) < 0.02
    assert abs(krippendorff_alpha(both)) < 0.02


def test_nothing_read_is_not_a_number() -> None:
    assert math.isnan(cohen_kappa([], []))
    assert math.isnan(krippendorff_alpha([]))


def test_two_readers_of_different_posts_are_refused() -> None:
    with pytest.raises(BadAudit, match="cùng những bài"):
        cohen_kappa(["a"], ["a", "b"])
