"""Run the audit of `haichieu.stats` on a frozen list of posts: draws by id, labels by people."""

from collections.abc import Sequence
from functools import cached_property

from haichieu.posts.rules.errors import BadLabels
from haichieu.posts.rules.frame import Frame, FrameItem
from haichieu.posts.rules.labels import Label, differ
from haichieu.stats import METHOD, ShareAudit

#: What counts where two readers differ: each of them half, or a third person's reading.
SETTLINGS = ("mean", "third")


class PostAudit:
    """One run of labelling on one frame.

    Args:
        frame: the frozen list; seed: drawn after it was frozen.
        labels: labels of an interrupted run, in the order of their draws.
        readers: how many people read each post, 1 or 2; labels of two come from `labels.join_readings`.
        settling: where two differ, “mean” counts each of them half, “third” asks a third person.
        method: name of the method, of a run that began by an earlier one (`haichieu.stats.RECIPES`).

    Raises:
        BadLabels: a label is not of the post that was drawn at its place, or not by as many people as agreed.

    The caller asks for `next_item` (or, to let several people read at once, `upcoming`), shows the post to a person
    without its score and without other people's labels, and calls `record` in the order of the draws.
    """

    def __init__(
        self,
        frame: Frame,
        seed: str | int,
        labels: Sequence[Label] = (),
        *,
        readers: int = 1,
        settling: str = "mean",
        method: str = METHOD,
    ) -> None:
        if readers not in (1, 2) or settling not in SETTLINGS:
            raise BadLabels(
                "Mỗi bài do một hoặc hai người đọc; khi khác nhau thì lấy nửa mỗi người hoặc hỏi người thứ ba."
            )
        self.frame, self.seed = frame, seed
        self.readers, self.settling, self.method = readers, settling, method
        self.labels: list[Label] = []
        fractional = readers == 2 and settling == "mean"
        self.audit = ShareAudit(
            frame.scores, frame.limit, seed=seed, alpha=frame.alpha, fractional=fractional, method=method
        )
        for label in labels:
            self.record(label)

    @cached_property
    def planned(self) -> int | None:
        """How many labels the run was expected to take before the first of them; no label moves this figure."""
        start = ShareAudit(
            self.frame.scores,
            self.frame.limit,
            seed=self.seed,
            alpha=self.frame.alpha,
            fractional=self.audit.fractional,
            method=self.method,
        )
        forecast = start.forecast()
        return forecast.middle if forecast else None

    def next_item(self) -> FrameItem:
        """The post to read next; the same until its label is recorded."""
        return self.frame.items[self.audit.next_item()]

    def upcoming(self) -> tuple[FrameItem, ...]:
        """The posts that are due before labels steer the draws again, in their order; empty once all are read.

        Which they are does not depend on the labels still to come: several people may read them at once.
        """
        return tuple(self.frame.items[place] for place in self.audit.upcoming())

    def record(self, label: Label) -> None:
        """Enter the label of the post drawn last.

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
        self._check_readers(label)
        self.audit.record(self.frame.places[label.id], label.counted)
        self.labels.append(label)

    def may_take_back(self, furthest: int) -> bool:
        """Whether the last label may be taken back: nobody has read a post that was drawn by a later plan.

        Reading on by another plan after taking labels back would choose among paths of the audit.

        Args:
            furthest: the most labels that this run ever held, those taken back among them.

        >>> from haichieu.channels.rules import PostRow
        >>> from haichieu.stats import Limit
        >>> rows = [PostRow(f"b{n:02}", "Tin", "", "", "", "", False, {}) for n in range(40)]
        >>> frame = Frame.freeze(rows, [0.2] * 40, limit=Limit(15, 100), alpha=0.05, model="m")
        >>> run = PostAudit(frame, 1)
        >>> for _ in range(3):
        ...     run.record(Label(run.next_item().id, negative=False))
        >>> run.may_take_back(furthest=3), run.may_take_back(furthest=4)
        (True, False)
        """
        read, due = len(self.labels), len(self.upcoming())
        is_new = bool(self.audit.plans) and self.audit.plans[-1].since == read
        return read > 0 and furthest <= (read if is_new else read + due)

    def without_last(self) -> "PostAudit":
        """The run as it stood before its last label; the same post is then drawn again."""
        return PostAudit(
            self.frame,
            self.seed,
            self.labels[:-1],
            readers=self.readers,
            settling=self.settling,
            method=self.audit.method,
        )

    def _check_readers(self, label: Label) -> None:
        if (self.readers == 2) != bool(label.given):
            asked = "hai người đọc" if self.readers == 2 else "một người đọc"
            raise BadLabels(f"Lượt này cần nhãn của {asked} cho mỗi bài (bài {label.id}).")
        if not label.given:
            return
        asks_third = self.settling == "third" and differ(*label.given[:2])
        if asks_third and len(label.given) == 2:
            raise BadLabels(f"Hai người đọc bài {label.id} khác nhau: cần nhãn của người thứ ba.")
        if not asks_third and len(label.given) == 3:
            raise BadLabels(f"Bài {label.id} có nhãn thứ ba mà lượt này không hỏi đến.")
