"""``haichieu province``: a simulated province in an empty office, to measure and to practise on."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import click
from django.core.management import call_command
from django.db import connection, transaction

from haichieu.base.actions import record
from haichieu.base.clock import now
from haichieu.cli.office.bulk_rows import go_on_after, insert_rows, refresh_statistics
from haichieu.cli.office.province_letters import Duty, make_letters
from haichieu.cli.office.province_lives import TEMPERS, lives, tempers
from haichieu.cli.office.province_units import Units, make_people, make_units
from haichieu.cli.speaking import one_sentence, say_json
from haichieu.dispatches import rules
from haichieu.dispatches.actions import rebuild_tallies
from haichieu.dispatches.models import Assignment, AssignmentFact, Cascade
from haichieu.dispatches.rules import LedgerFact, Standing, Verb
from haichieu.units.errors import UnitsError
from haichieu.units.models import Person
from haichieu.units.queries import is_office_empty

#: facts of an average ledger, and the share of cascades that go to the units right below the top
_FACTS, _TO_NEXT = 5.2, 0.4
#: different ledgers of each temper for one obligation; units beyond that repeat them
_DIFFERENT = 40
_ASSIGNMENT = (
    "id", "obligation_id", "unit_id", "cascade_id", "giver_id", "passed_from_id", "part", "state", "due_on",
    "sent_at", "seen_at", "accepted_at", "submitted_at", "done_at", "last_fact_at", "version",
)  # fmt: skip
_FACT = (
    "id", "assignment_id", "verb", "via", "note", "due_on", "evidence_kind", "evidence_ref", "evidence_file",
    "snapshot", "undoes_id", "by", "at",
)  # fmt: skip
_NOTES = {
    Verb.RETURNED: "Không thuộc phạm vi của đơn vị.",
    Verb.SENT_BACK: "Bổ sung số liệu cụ thể.",
    Verb.EXTENDED: "Đơn vị đề nghị thêm thời gian.",
    Verb.SUBMITTED: "Đã thực hiện xong.",
    Verb.WITHDRAWN: "Giao nhầm đơn vị.",
    Verb.TAKEN_BACK: "Bấm nhầm.",
}


@click.command("province")
@click.option(
    "--units", type=click.IntRange(8, 200_000), default=12_000, show_default=True, help="Số đơn vị."
)
@click.option("--letters", type=click.IntRange(1, 5_000), default=300, show_default=True, help="Số văn bản.")
@click.option(
    "--facts",
    type=click.IntRange(1, 50_000_000),
    default=3_000_000,
    show_default=True,
    help="Số dòng sổ theo dõi.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Số gieo: cùng số thì cùng một tỉnh.")
@click.option(
    "--into", type=click.Path(path_type=Path), help="Dựng trong một thư mục dữ liệu mới (HAICHIEU_VAR)."
)
@one_sentence
def command(units: int, letters: int, facts: int, seed: int, into: Path | None) -> None:
    """Dựng một tỉnh mô phỏng trong cơ sở dữ liệu trống; tên đơn vị đều là tên đặt ra."""
    if into is not None:
        sys.exit(_elsewhere(into, units, letters, facts, seed))
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if not is_office_empty():
        raise UnitsError(
            "Cơ sở dữ liệu đã có đơn vị hoặc cán bộ; tỉnh mô phỏng chỉ dựng trong cơ sở dữ liệu trống."
        )
    say_json(build(units=units, letters=letters, facts=facts, seed=seed, at=now().replace(microsecond=0)))


def _elsewhere(into: Path, units: int, letters: int, facts: int, seed: int) -> int:
    if into.exists() and any(into.iterdir()):
        raise UnitsError(f"Thư mục {into} không trống; hãy chọn một thư mục mới.")
    words = ["province", "--units", units, "--letters", letters, "--facts", facts, "--seed", seed]
    settings = {**os.environ, "HAICHIEU_VAR": str(into), "DATABASE_URL": ""}
    return subprocess.run([sys.executable, "-m", "haichieu.cli", *map(str, words)], env=settings).returncode


def build(*, units: int, letters: int, facts: int, seed: int, at: datetime) -> dict[str, int]:
    """Make everything; returns how many of each there are."""
    rng = Random(seed)
    with transaction.atomic():
        tree = make_units(rng, units)
        people = make_people(tree, at)
        leader = people[0]
        duties = make_letters(rng, owner=tree.levels[0][0], by=leader, letters=letters, at=at)
        record(by=None, verb="build_province", kind="province", ref=str(seed), after={"units": units}, at=at)
    made = _cascade_all(rng, tree, duties, leader, facts, at)
    go_on_after(Assignment, AssignmentFact)
    rebuild_tallies(at=at)
    refresh_statistics()
    return {"units": units, "letters": letters, "obligations": len(duties), "people": len(people), **made}


def _cascade_all(
    rng: Random, tree: Units, duties: Sequence[Duty], by: Person, facts: int, at: datetime
) -> dict[str, int]:
    writer = _Writer(1, 1, by)
    to_all = _share_to_all(tree, len(duties), facts)
    temper = dict(zip(tree.lower, tempers(rng, len(tree.lower)), strict=True))
    whole = set(rng.sample(range(len(duties)), max(1, round(to_all * len(duties)))))
    hidden = not sys.stderr.isatty()
    with click.progressbar(duties, label="Dựng sổ theo dõi", file=sys.stderr, hidden=hidden) as bar:
        for place, duty in enumerate(bar):
            given = tree.lower if place in whole else _some_units(rng, tree)
            with transaction.atomic():
                writer.cascade(rng, duty, given, temper, tree.levels[0][0], at)
    return {"assignments": writer.assignment - 1, "facts": writer.fact - 1}


def _share_to_all(tree: Units, duties: int, facts: int) -> float:
    """Which share of obligations goes to all units, so that about so many facts come of it."""
    every, areas = len(tree.lower), len(tree.levels[1])
    few = _TO_NEXT * areas + (1 - _TO_NEXT) * (every / areas - 1)
    return min(1.0, max(0.0, (facts / _FACTS / duties - few) / (every - few)))


def _some_units(rng: Random, tree: Units) -> list[int]:
    if rng.random() < _TO_NEXT:
        return list(tree.levels[1])
    return tree.below(rng.choice(tree.levels[1]))


@dataclass(slots=True)
class _Writer:
    """Row ids to come, and who is said to have done it all."""

    assignment: int
    fact: int
    by: Person

    def cascade(
        self,
        rng: Random,
        duty: Duty,
        units: Sequence[int],
        temper: dict[int, str],
        giver: int,
        until: datetime,
    ) -> None:
        """Hand one obligation to these units and let them live until ``until``."""
        copies = (
            set(units[:: max(1, len(units) // 3)][:2]) if len(units) > 20 and rng.random() < 0.2 else set()
        )
        parts = {"lead": [pk for pk in units if pk not in copies], "cooperating": [], "copy": sorted(copies)}
        sent = duty.at + timedelta(minutes=rng.randint(10, 600))
        sent = min(sent, until - timedelta(minutes=1)).replace(second=0, microsecond=0)
        row = Cascade.objects.create(
            obligation=duty.row, giver_id=giver, units=parts, due_on=duty.row.due_on, total=len(units),
            finished_at=sent, by=str(self.by.pk), at=sent,
        )  # fmt: skip
        pools = {
            (name, is_copy): [
                (_facts_text(facts), _columns(rules.standing(facts)))
                for facts in lives(
                    rng, sent=sent, due_on=None if is_copy else duty.row.due_on, until=until, temper=name,
                    is_copy=is_copy, different=min(_DIFFERENT, len(units)),
                )
            ]
            for name in TEMPERS
            for is_copy in ((False, True) if copies else (False,))
        }  # fmt: skip
        chosen = [(pk, rng.choice(pools[temper[pk], pk in copies])) for pk in units]
        insert_rows(Assignment, _ASSIGNMENT, self._assignments(chosen, row, copies))
        insert_rows(AssignmentFact, _FACT, self._facts(chosen))
        self.assignment += len(chosen)

    def _assignments(self, chosen: Sequence, row: Cascade, copies: set[int]) -> Iterator[tuple]:
        for number, (unit, (_, columns)) in enumerate(chosen, self.assignment):
            part = "copy" if unit in copies else "lead"
            yield (number, row.obligation_id, unit, row.pk, row.giver_id, None, part, *columns)

    def _facts(self, chosen: Sequence) -> Iterator[tuple]:
        by = str(self.by.pk)
        for number, (_, (lines, _)) in enumerate(chosen, self.assignment):
            first = self.fact - 1
            for verb, via, note, due_on, undoes, at in lines:
                undone = None if undoes is None else first + undoes
                yield (self.fact, number, verb, via, note, due_on, "", "", "", "{}", undone, by, at)
                self.fact += 1


def _moment(at: datetime | None) -> str | None:
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" + _zone()


def _zone() -> str:
    return "+00" if connection.vendor == "postgresql" else ""


def _facts_text(facts: Sequence[LedgerFact]) -> list[tuple]:
    return [
        (
            str(fact.verb),
            "link" if fact.verb == Verb.ACCEPTED and fact.at.minute % 4 == 0 else "office",
            _NOTES.get(Verb(fact.verb), ""),
            fact.due_on.isoformat() if fact.due_on else None,
            fact.undoes,
            _moment(fact.at),
        )
        for fact in facts
    ]


def _columns(now_: Standing) -> tuple:
    moments = (
        now_.sent_at,
        now_.seen_at,
        now_.accepted_at,
        now_.submitted_at,
        now_.done_at,
        now_.last_fact_at,
    )
    due_on = now_.due_on.isoformat() if now_.due_on else None
    return (str(now_.state), due_on, *map(_moment, moments), now_.version)
