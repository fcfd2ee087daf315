"""Labelling in the terminal: one post at a time, three keys, the score out of sight."""

import sys
from collections.abc import Callable, Mapping

import click

from haichieu.cli.ledger import RunFile
from haichieu.posts.rules import FrameItem, Label, PostAudit, spoken_count

_TONES = {"1": "positive", "2": "neutral", "3": "negative"}
_SPOKEN = {"positive": "tích cực", "neutral": "trung tính", "negative": "tiêu cực"}
_HELP = (
    "Phím: 1 tích cực, 2 trung tính, 3 tiêu cực; k bật/tắt cảnh báo, khuyến cáo; "
    "u làm lại bài vừa đọc; ? không đọc được bài; q dừng và giữ phần đã làm; "
    "xx khép lại lượt khi chưa kết luận."
)

#: Title and lead of each post by id.
Texts = Mapping[str, tuple[str, str]]


def label_posts(run: PostAudit, texts: Texts, file: RunFile, most: int | None) -> PostAudit:
    """Ask a person for labels until the audit decides, the person stops, or `most` labels are read.

    Args:
        run: the audit, perhaps with labels of an earlier sitting.
        texts: what to show; file: where each label goes at once.

    Returns:
        The audit with its labels.
    """
    say_help()
    mine = 0
    while not is_over(run, most):
        say(f"\n{progress(run)}")
        show_item(run.next_item(), texts)
        answer = ask(run.next_item().id)
        if answer is None:
            break
        if answer == "close":
            file.close()
            break
        if answer == "undo":
            again = undo(run, file, mine)
            mine -= len(run.labels) - len(again.labels)
            run = again
            continue
        assert isinstance(answer, Label)
        run.record(answer)
        file.append({"label": answer.to_dict()})
        mine += 1
    return run


def say_help() -> None:
    """The keys."""
    say(_HELP)


def is_over(run: PostAudit, most: int | None) -> bool:
    """True when the run has decided, has nothing left to read, or has as many labels as were asked for."""
    done = len(run.labels)
    return run.audit.decision != "undecided" or run.audit.finished or (most is not None and done >= most)


def progress(run: PostAudit) -> str:
    """A calm sentence: how many were read, and how many were expected at the start; no label moves that figure."""
    read = len(run.labels)
    done = f"Đã đọc {spoken_count(read)} bài" if read else "Bắt đầu đọc"
    if run.planned is None:
        return f"{done}."
    return f"{done}; lúc bắt đầu, dự kiến đọc khoảng {spoken_count(run.planned)} bài là đủ kết luận."


def show_item(item: FrameItem, texts: Texts) -> None:
    """Print a post that was drawn, without its score."""
    title, lead = texts[item.id]
    say(click.style(title, bold=True))
    if lead:
        say(lead)


def ask(id_: str, read_key: Callable[[], str] | None = None) -> Label | str | None:
    """Read keys until they make a label; “undo” for u, “close” for xx, None for q or the end of the input."""
    read_key = read_key or key
    advisory = is_closing = False
    while True:
        pressed = read_key()
        if pressed in ("q", ""):
            return None
        if pressed == "x" and is_closing:
            return "close"
        is_closing = pressed == "x"
        if pressed == "u":
            return "undo"
        if pressed == "?":
            say("→ không đọc được")
            return Label(id_, negative=None)
        if pressed == "k":
            advisory = not advisory
            say("(là cảnh báo, khuyến cáo)" if advisory else "(không phải cảnh báo)")
        elif pressed in _TONES:
            tone = _TONES[pressed]
            say(f"→ {_SPOKEN[tone]}{', cảnh báo' if advisory else ''}")
            return Label(id_, negative=tone == "negative", advisory=advisory, tone=tone)
        elif is_closing:
            say("Bấm x lần nữa để khép lại lượt khi chưa kết luận; phím khác để đọc tiếp.")
        elif not pressed.isspace():
            say(_HELP)


def undo(run: PostAudit, file: RunFile, mine: int) -> PostAudit:
    """Take back the last label where it is this sitting's and nothing rests on it; its post is shown again.

    Args:
        mine: how many of the last labels were given in this sitting.
    """
    if not run.labels:
        say("Chưa có bài nào để làm lại.")
        return run
    if not mine:
        say("Bài trước không phải do lần ngồi đọc này đọc, nên không làm lại được.")
        return run
    if not run.may_take_back(file.furthest()):
        say("Nhãn trước đã được dùng để rút các bài đã đọc sau đó, nên không làm lại được nữa.")
        return run
    file.append({"undo": True})
    return run.without_last()


def key() -> str:
    """One key from the terminal, or one character of a piped input; "" at its end."""
    if sys.stdin.isatty():
        return click.getchar().casefold()
    return sys.stdin.read(1).casefold()


def say(text: str) -> None:
    """Talk to the person on stderr, so that stdout holds nothing but the result."""
    click.echo(text, err=True)
