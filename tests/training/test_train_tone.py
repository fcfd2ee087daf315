"""The steps of training, on posts written here."""

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="training needs the bench extra")

from haichieu.posts.rules.tone import ToneModel
from haichieu.posts.rules.tone.grams import read_posts
from training.tone import network
from training.tone.calibrate import macro_f1, swap_share
from training.tone.corpus import (
    MissingData,
    data_folder,
    groups_of_near_duplicates,
    strip_marks,
)
from training.tone.design import read_facts, sequences_of, vocabulary_of
from training.tone.figures import area_under_curve, calibration_error
from training.tone.fit import build_model, fit_model, fit_weights, no_calibration, read_material
from training.tone.lessons import Lessons
from training.tone.network import Targets, fit_network, network_sums
from training.tone.teacher import soften

HARM = ["Cháy", "Sập", "Tai nạn", "Ngộ độc", "Lừa đảo"]
GAIN = ["Khen thưởng", "Trao quà", "Khánh thành", "Cứu sống", "Tuyên dương"]
PLAIN = ["Lịch họp", "Thông báo", "Hướng dẫn", "Kế hoạch", "Hội nghị"]
PLACES = [
    "ở xã bên",
    "tại nhà máy",
    "trong khu phố",
    "sáng nay",
    "cuối tuần",
    "ở trường",
    "tại cảng",
    "ven sông",
]
MONTHS = ["tháng một", "tháng hai", "quý ba", "năm mới"]


def make_lessons(*, labelled: float = 1.0) -> Lessons:
    """480 invented posts: the first words tell the tone, and `Lừa đảo` an advisory; a teacher knows them all."""
    rows = [
        (f"{start} {place} {month}", tone, start == "Lừa đảo")
        for tone, starts in enumerate((GAIN, PLAIN, HARM))
        for start, place, month in itertools.product(starts, PLACES, MONTHS)
    ]
    order = np.random.default_rng(3).permutation(len(rows))
    chosen = [rows[place] for place in order]
    tones, advisory = np.array([row[1] for row in chosen]), np.array([row[2] for row in chosen])
    soft = np.full((len(rows), 4), 0.05, np.float32)
    soft[np.arange(len(rows)), tones] = 0.9
    soft[:, 3] = np.where(advisory, 0.9, 0.1)
    known = np.arange(len(rows)) < labelled * len(rows)
    return Lessons(
        ids=[f"R{place:05d}" for place in range(len(rows))],
        titles=[row[0] for row in chosen],
        leads=["Tin của đơn vị."] * len(rows),
        tones=np.where(known, tones, -1),
        advisory=advisory & known,
        why=np.where(known, "given", ""),
        soft=soft,
    )


def fit(lessons: Lessons, seed: int = 1) -> ToneModel:
    """A model of all the posts; near-duplicates of the calibration's posts are not looked for: they are all alike."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lessons, "near", lambda self, titles: np.zeros(len(self.ids), np.bool_))
        return fit_model(read_material(lessons), seed=seed)[1]


@pytest.mark.parametrize("labelled", [1.0, 0.5])
def test_a_model_learns_the_words_that_tell_the_tone(labelled: float) -> None:
    model = fit(make_lessons(labelled=labelled))
    titles = ["Cháy ven sông sáng nay", "Trao quà ven sông", "Thông báo cuối tuần", "Chay o truong thang hai"]
    assert model.read(titles, [""] * 4).tones() == ["negative", "positive", "neutral", "negative"]
    assert model.read(["Lừa đảo ở trường", "Cháy ở trường"], ["", ""]).advisory.tolist() == [True, False]


def test_the_teacher_knows_what_it_was_taught_and_says_it_of_every_post() -> None:
    lessons = soften(make_lessons(labelled=0.5), seed=1)
    asked = make_lessons()
    assert np.mean(lessons.soft[:, :3].argmax(axis=1) == asked.tones) > 0.95
    assert np.allclose(lessons.soft[:, :3].sum(axis=1), 1, atol=1e-5)
    assert np.mean((lessons.soft[:, 3] > 0.5) == asked.advisory) > 0.95


def test_the_teacher_says_nothing_of_a_post_whose_label_it_has_seen() -> None:
    lessons = make_lessons()
    wrong = np.flatnonzero(lessons.tones == 0)[0]
    tones = lessons.tones.copy()
    tones[wrong] = 2
    said = soften(replace(lessons, tones=tones), seed=1).soft
    assert said[wrong, :3].argmax() == 0


def test_training_twice_gives_the_same_weights() -> None:
    assert fit(make_lessons()).version == fit(make_lessons()).version


def test_what_is_usually_capitalised_is_a_name() -> None:
    titles = ["Đoàn của ông Bình thăm chợ", "Gặp Bình ở chợ quê", "Nghe Bình kể về chợ quê"] * 2
    names = set(vocabulary_of(read_facts(titles, [""] * 6)).tolist())
    assert not set(read_facts(["Bình"], [""]).singles.tolist()) & names
    assert set(read_facts(["chợ"], [""]).singles.tolist()) <= names


def test_the_network_learns_what_depends_on_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "EPOCHS", 40)
    monkeypatch.setattr(network, "BATCH", 32)
    titles = ["được rồi mất", "mất rồi được"] * 160
    facts = read_facts(titles, [""] * 320)
    vocabulary = vocabulary_of(facts)
    sequences = sequences_of(facts, vocabulary)
    chances = np.tile(np.array([[1, 0, 0, 0], [0, 0, 1, 0]], np.float32), (160, 1))
    ones = np.ones(320, np.float32)
    layers = fit_network(sequences, sequences, Targets(chances, ones, ones), rows=len(vocabulary) + 1, seed=0)
    sums = network_sums(layers, sequences.pick(np.array([0, 1])))
    assert np.argmax(sums[:, :3], axis=1).tolist() == [0, 2]


def test_the_shipped_form_of_the_network_says_what_was_learned() -> None:
    lessons = make_lessons()
    material = read_material(lessons)
    fitted = fit_weights(material, seed=0)
    _, model = build_model(material, fitted, *no_calibration())
    whole = model.network
    assert 254 * np.abs(whole.filters).sum(axis=0).max() < 1 << 24
    said = model.sums(read_posts(lessons.titles, lessons.leads))[1]
    learned = network_sums(fitted.layers, material.marked.sequences) - fitted.layers.last_bias
    assert said[:, 0] == pytest.approx(learned[:, 0] - learned[:, 1], abs=0.02)
    assert said[:, 1] == pytest.approx(learned[:, 2] - learned[:, 1], abs=0.02)
    assert said[:, 2] == pytest.approx(learned[:, 3], abs=0.02)


def test_near_duplicates_share_a_group() -> None:
    groups = groups_of_near_duplicates(
        [
            "Bão số 5 đổ bộ vào miền Trung trong đêm nay",
            "Cập nhật: bão số 5 đổ bộ vào miền Trung đêm nay",
            "Lịch tiếp công dân của xã trong tuần tới",
        ]
    )
    assert groups[0] == groups[1] != groups[2]


def test_diacritics_come_off_but_letters_stay() -> None:
    assert strip_marks("Đường ướt, giữ tay lái") == "Duong uot, giu tay lai"
    assert strip_marks(make_lessons().titles[0]).isascii()


def test_figures_of_merit_on_small_cases() -> None:
    flags = np.array([False, True, False, True])
    assert area_under_curve(np.array([0.1, 0.9, 0.2, 0.8]), flags) == 1.0
    assert area_under_curve(np.array([0.5, 0.5, 0.5, 0.5]), flags) == 0.5
    assert calibration_error(np.array([0.0, 1.0, 0.0, 1.0]), flags, bins=2) == 0.0
    gold = np.array([0, 1, 2, 2])
    assert macro_f1(gold, gold) == 1.0
    assert swap_share(gold, np.array([2, 1, 2, 2])) == 0.25


def test_absent_data_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAICHIEU_DATA", str(tmp_path))
    with pytest.raises(MissingData, match="Không thấy dữ liệu huấn luyện"):
        data_folder()
