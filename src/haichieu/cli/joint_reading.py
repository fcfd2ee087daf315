"""Two people read each post of a run at terminals of their own, blind to each other; a third may settle.

All of them write to the ledger of the run and read it again before every post, so it does not matter who is ahead:
everybody may read up to the end of the present batch of draws, which no label of that batch can change.
"""

import sys
import time
from collections.abc import Callable, Mapping, Sequence

from haichieu.cli.labelling import Texts, ask, is_over, progress, say, say_help, show_item
from haichieu.cli.ledger import RunFile
from haichieu.posts.rules import FrameItem, Label, PostAudit, differ, join_readings, spoken_count

#: The labels of each reader in the order of the draws; of the third one, of the posts that were to be settled.
Readings = Mapping[int, Sequence[Label]]


def joint_labels(readings: Readings, settling: str) -> list[Label]:
    """The labels that are complete, up to the first draw that waits for somebody.

    >>> one, other = Label("7", True), Label("7", False)
    >>> [len(joint_labels({1: [one], 2: [other], 3: third}, "third")) for third in ([], [one])]
    [0, 1]
    """
    joined: list[Label] = []
    thirds = iter(readings.get(3, ()))
    for one, other in zip(readings.get(1, ()), readings.get(2, ()), strict=False):
        given = [one, other]
        if settling == "third" and differ(one, other):
            third = next(thirds, None)
            if third is None:
                break
            given.append(third)
        joined.append(join_readings(given))
    return joined


def read_beside_others(
    run: PostAudit,
    texts: Texts,
    file: RunFile,
    reader: int,
    most: int | None,
    wait: Callable[[], bool] | None = None,
) -> PostAudit:
    """Ask the person at this terminal until the run is over, the person stops, or nothing is left but to wait.

    Args:
        run: the audit; texts: what to show; file: the ledger that all readers share.
        reader: 1, 2, or 3 for the one who settles.
        most: stop after this many labels of the run.
        wait: called when somebody else has to read first; False leaves.
    """
    wait = wait or _wait_a_second
    say_help()
    told = False
    while True:
        readings = file.readings()
        run = _catch_up(run, joint_labels(readings, run.settling))
        if is_over(run, most) or not file.is_open():
            return run
        item = due(run, readings, reader)
        if item is None:
            if not told:
                say(f"\n{_waiting(run, readings, reader)}")
            told = True
            if not wait():
                return run
            continue
        told = False
        say(f"\n{progress(run)}")
        show_item(item, texts)
        answer = ask(item.id)
        if answer is None:
            return run
        if answer == "close":
            file.close()
        elif isinstance(answer, Label):
            file.append({"label": answer.to_dict(), "slot": reader})
        else:
            _undo(run, file, reader)


def due(run: PostAudit, readings: Readings, reader: int) -> FrameItem | None:
    """The post that this reader reads next, None where somebody else has to read first."""
    mine = len(readings.get(reader, ()))
    batch = run.upcoming()
    if reader == 3:
        pairs = zip(readings.get(1, ()), readings.get(2, ()), strict=False)
        differing = [one.id for one, other in pairs if differ(one, other)]
        return run.frame.items[run.frame.places[differing[mine]]] if mine < len(differing) else None
    ahead = mine - len(run.labels)
    return batch[ahead] if ahead < len(batch) else None


def _catch_up(run: PostAudit, labels: Sequence[Label]) -> PostAudit:
    """The run after these labels, going on with the present one where it is their beginning."""
    if run.labels != list(labels[: len(run.labels)]):
        run = PostAudit(run.frame, run.seed, readers=run.readers, settling=run.settling, method=run.method)
    for label in labels[len(run.labels) :]:
        if run.audit.decision != "undecided":
            break
        run.record(label)
    return run


def _undo(run: PostAudit, file: RunFile, reader: int) -> None:
    """Take back this reader's last label while no other label depends on it."""
    readings = file.readings()
    steps = [label.id for label in run.labels]
    mine = readings.get(reader, ())
    if not mine:
        say("Chưa có bài nào để làm lại.")
    elif mine[-1].id in steps:
        say("Bài trước đã được ghép với nhãn của người kia, không làm lại được nữa.")
    else:
        file.append({"undo": True, "slot": reader})


def _waiting(run: PostAudit, readings: Readings, reader: int) -> str:
    done = spoken_count(len(readings.get(reader, ())))
    if reader == 3:
        return f"Đã phân xử {done} bài; hiện không có bài nào hai người đọc khác nhau."
    return (
        f"Bạn đã đọc {done} bài của các đợt đã rút; đợt sau được rút khi người kia đọc xong. "
        "Nhãn đã được lưu: có thể đợi ở đây, hoặc chạy lại lệnh này sau."
    )


def _wait_a_second() -> bool:
    if not sys.stdin.isatty():
        return False
    time.sleep(1)
    return True
