"""The steps of training, on posts written here."""

import itertools
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="training needs the bench extra")

from training.tone.calibrate import macro_f1, swap_share
from training.tone.corpus import (
    Corpus,
    MissingData,
    data_folder,
    groups_of_near_duplicates,
    strip_marks,
    without_marks,
)
from training.tone.design import read_facts, vocabulary_of
from training.tone.figures import area_under_curve, calibration_error
from training.tone.fit import fit_model
from training.tone.names import find_names

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


def make_corpus() -> Corpus:
    """480 invented posts in which the first words tell the tone, and `Lừa đảo` an advisory."""
    rows = [
        (f"{start} {place} {month}", tone, start == "Lừa đảo")
        for tone, starts in enumerate((GAIN, PLAIN, HARM))
        for start, place, month in itertools.product(starts, PLACES, MONTHS)
    ]
    order = np.random.default_rng(3).permutation(len(rows))
    chosen = [rows[place] for place in order]
    return Corpus(
        ids=[str(place) for place in range(len(rows))],
        titles=[row[0] for row in chosen],
        leads=["Tin của đơn vị."] * len(rows),
        tones=np.array([row[1] for row in chosen]),
        advisory=np.array([row[2] for row in chosen]),
        records=[{} for _ in rows],
    )


def test_a_model_learns_the_words_that_tell_the_tone() -> None:
    corpus = make_corpus()
    none = np.zeros(0, np.uint64)
    model = fit_model(corpus, [none, none], seed=1)
    titles = ["Cháy lớn đêm qua", "Trao quà đêm qua", "Thông báo đêm qua", "Chay lon dem qua o truong"]
    assert model.read(titles, [""] * 4).tones() == ["negative", "positive", "neutral", "negative"]
    assert model.read(["Lừa đảo qua mạng", "Cháy qua đêm"], ["", ""]).advisory.tolist() == [True, False]


def test_training_twice_gives_the_same_weights() -> None:
    corpus = make_corpus()
    none = np.zeros(0, np.uint64)
    assert fit_model(corpus, [none, none], seed=1).version == fit_model(corpus, [none, none], seed=1).version


def test_what_is_usually_capitalised_is_a_name() -> None:
    titles = ["Đoàn của ông Bình thăm chợ", "Gặp Bình ở chợ quê", "Nghe Bình kể về chợ quê"]
    reading = read_facts(titles, [""] * 3)
    names = set(find_names(vocabulary_of(reading, np.zeros(0, np.uint64)), [(titles, [""] * 3)]).tolist())
    words = read_facts(["Bình"], [""]).grams.names.tolist()
    common = read_facts(["chợ", "quê", "ở"], ["", "", ""]).grams.names.tolist()
    assert set(words) <= names
    assert not names & set(common)


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
    assert without_marks(make_corpus()).titles[0].isascii()


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
