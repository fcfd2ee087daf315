"""Labels and chances are kept by id, joined to posts that lie elsewhere, and never teach what they are scored on."""

from collections import Counter
from pathlib import Path

import numpy as np
import orjson

from tests.shared_data import needs_data
from training.tone.corpus import Corpus, data_folder, read_corpus
from training.tone.kept_labels import KEPT_LABELS, agreement, kept_records, read_kept
from training.tone.own_posts import read_own
from training.tone.pool import Pool, id_of, number_of, pool_path, read_pool
from training.tone.split import Split, draw_split, near_duplicates_of, read_split, write_split

POOL = Pool(
    ["P000007", "P000003", "P000009"],
    ["Trao quà cho bà con", "Lịch tiếp công dân", "Cảnh báo cuộc gọi giả danh"],
    ["Sáng nay.", "", "Không cung cấp mã xác thực."],
    ["Báo A", "Báo B", "Báo A"],
)


def write_labels(path: Path, *labels: tuple[str, str, bool, int]) -> Path:
    lines = [
        orjson.dumps(
            {"id": post, "tone": tone, "advisory": flag, "codebook": 2, "pass": reading, "why": "random"}
        )
        for post, tone, flag, reading in labels
    ]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def test_a_kept_label_finds_its_post_by_id(tmp_path: Path) -> None:
    path = write_labels(
        tmp_path / "labels.jsonl",
        ("P000009", "negative", True, 1),
        ("P000007", "positive", False, 1),
        ("P000404", "neutral", False, 1),
        ("P000007", "neutral", False, 2),
    )
    corpus = read_kept(path, POOL)
    assert corpus.ids == ["P000009", "P000007"]
    assert corpus.titles == ["Cảnh báo cuộc gọi giả danh", "Trao quà cho bà con"]
    assert corpus.leads == ["Không cung cấp mã xác thực.", "Sáng nay."]
    assert corpus.tones.tolist() == [2, 0]
    assert corpus.advisory.tolist() == [True, False]
    assert corpus.records[0] == {"source": "Báo A", "codebook": 2, "why": "random"}


def test_two_readings_are_compared_beyond_chance(tmp_path: Path) -> None:
    path = write_labels(
        tmp_path / "labels.jsonl",
        *((id_of(place), "negative" if place < 2 else "neutral", place == 0, 1) for place in range(4)),
        *((id_of(place), "negative" if place < 1 else "neutral", place == 0, 2) for place in range(4)),
    )
    seen = agreement(path)
    # Both say negative of half and of a quarter: 1/2 · 1/4 + 1/2 · 3/4 = 1/2 would agree by chance.
    assert (seen.posts, seen.tones, seen.tones_kappa) == (4, 0.75, 0.5)
    assert (seen.flags, seen.flags_kappa) == (1.0, 1.0)


def test_the_kept_labels_hold_no_text_and_every_post_once() -> None:
    records = kept_records()
    assert {tuple(record) for record in records} == {("id", "tone", "advisory", "codebook", "pass", "why")}
    assert {record["tone"] for record in records} == {"positive", "neutral", "negative"}
    assert Counter(record["pass"] for record in records) == {1: 48000, 2: 700}
    assert len({(record["id"], record["pass"]) for record in records}) == len(records)


def test_the_agreement_that_the_readme_states_is_the_one_measured() -> None:
    seen = agreement()
    paper = KEPT_LABELS.with_name("README.md").read_text("utf-8")
    assert f"same tone to {seen.tones:.3f}" in paper.replace("\n", " ")
    assert f"kappa {seen.tones_kappa:.3f}" in paper
    assert f"flag to {seen.flags:.3f}, kappa {seen.flags_kappa:.3f}" in paper.replace("\n", " ")


def test_a_number_and_its_id_are_one() -> None:
    assert number_of(id_of(31)) == 31


def test_the_posts_written_for_the_model_are_whole_and_told_apart() -> None:
    posts = read_own(KEPT_LABELS.parent)
    assert len(posts.ids) == len(set(posts.ids)) == len(set(posts.titles)) > 1000
    assert min(np.bincount(posts.tones)) > 300 < posts.advisory.sum()
    assert all(title.strip() == title != "" for title in posts.titles)


def test_a_near_duplicate_of_a_held_back_title_is_found_whatever_its_letters() -> None:
    held = ["Bão số 5 đổ bộ vào miền Trung trong đêm nay", "Họp xã"]
    titles = [
        "CẬP NHẬT: BÃO SỐ 5 ĐỔ BỘ VÀO MIỀN TRUNG",
        "họp xã",
        "Miền Trung trồng lại rừng sau bão",
        "",
    ]
    assert near_duplicates_of(titles, held).tolist() == [True, True, False, False]
    assert not near_duplicates_of(titles, []).any()


def test_a_split_keeps_near_duplicates_together_and_comes_back(tmp_path: Path) -> None:
    pairs = [f"Công trình số {place} ở khu phố {place} đã xong" for place in range(40)]
    titles = [*pairs, *(f"{title} hôm qua" for title in pairs)]
    corpus = Corpus(
        ids=[str(place) for place in range(80)],
        titles=titles,
        leads=[""] * 80,
        tones=np.zeros(80, np.int64),
        advisory=np.zeros(80, np.bool_),
        records=[{}] * 80,
    )
    split = draw_split(corpus, seed=5)
    flags = split.flags(corpus.ids)
    assert (flags[:40] == flags[40:]).all()
    write_split(split, tmp_path / "split.json")
    assert read_split(tmp_path / "split.json") == split
    assert Split(1, frozenset({"b"})).flags(["a", "b"]).tolist() == [False, True]


@needs_data
def test_the_kept_split_is_the_one_that_the_seed_draws() -> None:
    corpus = read_corpus(data_folder() / "tone" / "train.jsonl")
    split = read_split()
    assert draw_split(corpus, split.seed) == split
    assert 0.19 < len(split.held_back) / len(corpus.ids) < 0.22


@needs_data
def test_every_kept_label_has_its_post_in_the_data() -> None:
    corpus = read_kept(KEPT_LABELS, read_pool(pool_path(data_folder())))
    assert len(corpus.ids) == 48000
    assert all(corpus.titles)
