"""How far the reading again of a unit's posts is, from the facts of its job and of the posts themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from haichieu.base.queries import open_jobs
from haichieu.channels.queries import channels
from haichieu.posts.queries.calibrations import calibrations_in_force, reading_version
from haichieu.posts.queries.posts import items_to_read
from haichieu.units.queries import tree

#: The job that reads again after a correction was made or taken back.
REREAD_JOB = "posts.reread_after_recalibration"


@dataclass(frozen=True, slots=True)
class Rereading:
    """The reading again of one unit's posts and of those below it.

    Attributes:
        unit_id: the unit.
        state: “waiting”, “running” or “set_aside”.
        done, total: posts that have the wanted version already, of all that the machine reads.
    """

    unit_id: int
    state: str
    done: int
    total: int


def rereadings(*, units: Collection[int], base: str, on: date) -> list[Rereading]:
    """What is being read again for these units, or waits for it, with the model ``base``.

    A job that was set aside is told as long as it left posts unread.
    """
    states: dict[int, str] = {}
    for job in open_jobs(REREAD_JOB):
        unit = int(str(job.ids["unit"]))
        if unit in units and states.get(unit) != "running":
            states[unit] = job.state
    found = [_rereading(unit, state, base, on) for unit, state in sorted(states.items())]
    return [one for one in found if one.state != "set_aside" or one.done < one.total]


def _rereading(unit: int, state: str, base: str, on: date) -> Rereading:
    below = tree(on=on).below(unit)
    held = calibrations_in_force(base=base, units=below, on=on)
    wanted: dict[str, list[int]] = {}
    for channel in channels(units=below):
        version = reading_version(base, held.get(channel.unit_id))
        wanted.setdefault(version, []).append(channel.pk)
    left = sum(items_to_read(channels=pks, version=version).count() for version, pks in wanted.items())
    total = items_to_read(channels=[pk for pks in wanted.values() for pk in pks], version=None).count()
    return Rereading(unit, state, total - left, total)
