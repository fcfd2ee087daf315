"""Posts as offices write them, invented and labelled for this model: newspapers hold few of their kind.

They teach and are never scored: whoever wrote a post also labelled it.
"""

from pathlib import Path

import numpy as np
import orjson

from haichieu.posts.rules.tone.readings import TONES
from training.tone.corpus import Corpus

OWN_POSTS = "own_posts.jsonl"


def read_own(kept: Path) -> Corpus:
    """The posts that were written; none where the file is absent."""
    path = kept / OWN_POSTS
    lines = path.read_bytes().splitlines() if path.is_file() else []
    records = [orjson.loads(line) for line in lines]
    return Corpus(
        ids=[record["id"] for record in records],
        titles=[record["title"] for record in records],
        leads=[record["lead"] for record in records],
        tones=np.array([TONES.index(record["tone"]) for record in records], np.int64),
        advisory=np.array([record["advisory"] for record in records], np.bool_),
        records=[{"why": "own"} for _ in records],
    )
