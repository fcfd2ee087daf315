"""Where the parts are read: here one after another, or on a cluster. Both call the same function."""

from collections.abc import Iterator, Sequence

from haichieu.cli.datasets.fragments import Fragment
from haichieu.cli.datasets.late import load
from haichieu.cli.datasets.scoring import Done, Job, score_fragment

ENGINES = ("local", "ray")


def read_parts(
    engine: str, job: Job, fragments: Sequence[Fragment], address: str | None = None
) -> Iterator[Done]:
    """Read the parts; their records in the order in which they are done.

    Args:
        engine: `local` or `ray`.
        job: folder, results and model.
        fragments: the parts still to be read.
        address: of a Ray cluster that runs; without it one is started on this machine.

    Raises:
        DatasetError: a part cannot be read or written here, or the cluster cannot be reached.
    """
    if engine == "ray":
        yield from load("ray_engine").read_parts(job, fragments, address)
        return
    for fragment in fragments:
        yield score_fragment(job, fragment)
