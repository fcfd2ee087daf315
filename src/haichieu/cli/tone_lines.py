"""What `haichieu tone` writes and counts for one batch of posts, whatever file or machine the batch comes from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import orjson

from haichieu.channels.rules import ListingError, PostRow
from haichieu.posts.rules import ToneScores

#: Posts read and written at once: memory does not grow with the file.
BATCH = 2048


@dataclass(slots=True)
class Tally:
    """What was read so far."""

    tones: Counter[str] = field(default_factory=Counter)
    advisories: int = 0
    #: Negative posts that are no advisories: the count that a limit is held against.
    negative_counted: int = 0

    def add(self, scores: ToneScores) -> None:
        """Count one batch."""
        tones = scores.tones()
        self.tones.update(tones)
        self.advisories += int(scores.advisory.sum())
        self.negative_counted += sum(
            tone == "negative" and not flag
            for tone, flag in zip(tones, scores.advisory.tolist(), strict=True)
        )

    @property
    def posts(self) -> int:
        """How many posts were read."""
        return self.tones.total()


def batches(reader: Iterable[PostRow]) -> Iterator[list[PostRow]]:
    """Rows in batches of `BATCH`; what stands before a break in the file comes before the break is raised."""
    batch: list[PostRow] = []
    try:
        for row in reader:
            batch.append(row)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except ListingError:
        # What stands before the break is kept.
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def score_lines(rows: Sequence[PostRow], scores: ToneScores) -> bytes:
    """The readings of a batch as JSON lines."""
    columns = zip(
        rows,
        scores.tones(),
        scores.positive.round(6).tolist(),
        scores.neutral.round(6).tolist(),
        scores.negative.round(6).tolist(),
        scores.advisory.tolist(),
        strict=True,
    )
    return b"".join(
        [
            orjson.dumps(
                {
                    "id": row.id,
                    "tone": tone,
                    "p_positive": round(positive, 6),
                    "p_neutral": round(neutral, 6),
                    "p_negative": round(negative, 6),
                    "advisory": flag,
                },
                option=orjson.OPT_APPEND_NEWLINE,
            )
            for row, tone, positive, neutral, negative, flag in columns
        ]
    )
