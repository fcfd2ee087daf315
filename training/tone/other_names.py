"""Posts with other names in them: who is named must not change a tone."""

import re
from dataclasses import replace

import numpy as np

from haichieu.posts.rules.tone import ToneModel
from haichieu.text.letters import UPPER
from training.tone.corpus import Corpus

#: Outlets, parties, religions and names that stand without a form of address, each for another of its kind.
_EXCHANGED = (
    ("VnExpress", "Dân trí"), ("Tuổi Trẻ", "Lao Động"), ("Thanh Niên", "Tiền Phong"), ("VTV", "VOV"),
    ("Reuters", "AFP"), ("CNN", "BBC"), ("Đảng Dân chủ", "Đảng Cộng hòa"), ("Phật giáo", "Công giáo"),
    ("Tin lành", "Hồi giáo"), ("Trump", "Biden"), ("Messi", "Ronaldo"), ("Putin", "Macron"),
)  # fmt: skip
_OTHERS = {one: other for pair in _EXCHANGED for one, other in (pair, pair[::-1])}
_PERSON = re.compile(
    r"(?P<form>\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Tt]hầy|[Cc]ầu thủ|[Cc]a sĩ|[Dd]iễn viên) )"
    rf"(?P<name>[{UPPER}]\w+(?: [{UPPER}]\w+){{1,3}})"
)
_OTHER = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in _OTHERS))


def with_other_names(texts: list[str]) -> list[str]:
    """The texts with each person behind a form of address called as the next one is, and other outlets and so on.

    >>> with_other_names(["Ông Lê Văn Tám gặp phóng viên Reuters", "bà Trần Thị Mơ"])
    ['Ông Trần Thị Mơ gặp phóng viên AFP', 'bà Lê Văn Tám']
    """
    named = dict.fromkeys(found["name"] for text in texts for found in _PERSON.finditer(text))
    following = dict(zip(named, [*list(named)[1:], *list(named)[:1]], strict=True))
    told = [_PERSON.sub(lambda found: found["form"] + following[found["name"]], text) for text in texts]
    return [_OTHER.sub(lambda found: _OTHERS[found.group()], text) for text in told]


def changed_by_names(model: ToneModel, corpus: Corpus) -> dict[str, int]:
    """How many posts name somebody, and how many of these are read with another tone when the names change."""
    other = replace(corpus, titles=with_other_names(corpus.titles), leads=with_other_names(corpus.leads))
    named = np.array(
        [
            (title, lead) != same
            for title, lead, same in zip(
                corpus.titles, corpus.leads, zip(other.titles, other.leads, strict=True), strict=True
            )
        ]
    )
    before, after = (np.array(model.read(posts.titles, posts.leads).tones()) for posts in (corpus, other))
    return {"posts": int(named.sum()), "changed": int((before != after)[named].sum())}
