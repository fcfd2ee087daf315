"""Run the audit of `haichieu.stats` on a frozen list of posts: draws by id, labels by people."""

from collections.abc import Sequence

from haichieu.posts.rules.errors import BadLabels
from haichieu.posts.rules.frame import Frame, FrameItem
from haichieu.posts.rules.labels import Label
from haichieu.stats import ShareAudit


class PostAudit:
    """One run of labelling on one frame.

    Args:
        frame: the frozen list; seed: drawn after it was frozen.
        labels: labels of an interrupted run, in the order of their draws.

    Raises:
        BadLabels: a label is not of the post that was drawn at its place.

    The caller asks for `next_item`, shows the post to a person without its score, and calls `record`.
    """

    def __init__(self, frame: Frame, seed: str | int, labels: Sequence[Label] = ()) -> None:
        self.frame, self.seed = frame, seed
        self.labels: list[Label] = []
        self.audit = ShareAudit(frame.scores, frame.limit, seed=seed, alpha=frame.alpha)
        for label in labels:
            self.record(label)

    def next_item(self) -> FrameItem:
        """The post to read next; the same until its label is recorded."""
        return self.frame.items[self.audit.next_item()]

    def record(self, label: Label) -> None:
        """Enter a person's label of the post drawn last.

        Raises:
            BadLabels: the label is of another post, or every post has been read.
        """
        if self.audit.finished:
            raise BadLabels(f"Nhãn của bài {label.id} thừa: mọi bài của danh sách đã được đọc.")
        drawn = self.next_item()
        if label.id != drawn.id:
            turn = len(self.labels) + 1
            raise BadLabels(
                f"Lượt rút thứ {turn} là bài {drawn.id}, nhưng nhãn ở lượt này là của bài {label.id}."
            )
        self.audit.record(self.frame.places[label.id], label.counted)
        self.labels.append(label)

    def without_last(self) -> "PostAudit":
        """The run as it stood before its last label; the same post is then drawn again."""
        return PostAudit(self.frame, self.seed, self.labels[:-1])
