"""Scores that steer an audit: given with the list, or read by the tone model."""

from collections.abc import Sequence

from haichieu.channels.rules import PostRow
from haichieu.posts.rules.errors import BadFrame
from haichieu.posts.rules.tone import load_model

GIVEN = "given"


def score_rows(rows: Sequence[PostRow]) -> tuple[list[float], str]:
    """Belief that each post is negative and no advisory.

    Args:
        rows: the posts; a `p_negative` column is used as it stands, and must then be there for every post.

    Returns:
        One score in [0, 1] for each post, and the version of the model (“given” for given scores).

    Raises:
        BadFrame: scores for some posts only, or scores that are no numbers.

    >>> score_rows([PostRow("1", "Lịch họp", "", "", "", "", False, {"p_negative": "0,25"})])
    ([0.25], 'given')
    """
    given = [row.extra.get("p_negative") not in (None, "") for row in rows]
    if all(given):
        return [_number(row) for row in rows], GIVEN
    if any(given):
        missing = rows[given.index(False)].id
        raise BadFrame(
            f"Bài {missing} thiếu p_negative: hãy cho điểm mọi bài, hoặc bỏ cột này để máy tự chấm."
        )
    model = load_model()
    read = model.read([row.title for row in rows], [row.lead for row in rows])
    return read.counted().astype(float).tolist(), model.version


def _number(row: PostRow) -> float:
    value = row.extra["p_negative"]
    try:
        return float(value.strip().replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError):
        raise BadFrame(f"Điểm p_negative của bài {row.id} không phải là số.") from None
