"""What units of the simulated province do with what they are given: ledgers drawn by chance, fixed by a seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from haichieu.dispatches import rules
from haichieu.dispatches.rules import LedgerFact, Standing, Verb, refusal

#: how a unit behaves → how likely it ever opens a letter, and the days until it usually does
TEMPERS = {"keen": (1.0, 0.4), "usual": (0.98, 1.5), "slow": (0.93, 5.0), "silent": (0.45, 20.0)}
#: shares of units of each temper
SHARES = (0.30, 0.48, 0.17, 0.05)


@dataclass(slots=True)
class Life:
    """One ledger while it is being written; what would come after ``until`` has not happened yet."""

    rng: Random
    until: datetime
    is_copy: bool
    facts: list[LedgerFact] = field(default_factory=list)

    @property
    def now(self) -> Standing:
        """How the assignment stands."""
        return rules.standing(self.facts)

    def add(self, verb: str, days: float, *, due_on: date | None = None, undoes: int | None = None) -> bool:
        """Let something happen about so many days after the last thing; whether it has happened yet."""
        hours = self.rng.lognormvariate(0, 0.6) * days * 24
        at = self.facts[-1].at + timedelta(minutes=max(1, round(hours * 60)))
        if at > self.until or (undoes is None and refusal(self.now, verb, is_copy=self.is_copy)):
            return False
        self.facts.append(LedgerFact(verb, at, len(self.facts) + 1, due_on, undoes))
        return True


def live(
    rng: Random, *, sent: datetime, due_on: date | None, until: datetime, temper: str, is_copy: bool
) -> tuple[LedgerFact, ...]:
    """One ledger from its sending to ``until``; row ids count from 1."""
    life = Life(rng, until, is_copy, [LedgerFact(Verb.SENT, sent, 1, due_on)])
    opens, days = TEMPERS[temper]
    if rng.random() > opens:
        _remind(life, 0.5)
        return tuple(life.facts)
    if life.add(Verb.SEEN, days) and not is_copy:
        _answer(life, days)
    return tuple(life.facts)


def _remind(life: Life, chance: float) -> None:
    if life.rng.random() < chance:
        life.add(Verb.REMINDED, 10)


def _answer(life: Life, days: float) -> None:
    rng = life.rng
    if rng.random() < 0.02 and life.add(Verb.RETURNED, days):
        if rng.random() < 0.5:
            life.add(Verb.SENT_BACK, 1)
        return
    if not life.add(Verb.ACCEPTED, days / 2):
        return
    if rng.random() < 0.01 and life.add(Verb.TAKEN_BACK, 0.05, undoes=len(life.facts)):
        life.add(Verb.ACCEPTED, 1)
    if rng.random() < 0.05 and life.now.due_on:
        life.add(Verb.EXTENDED, 2, due_on=life.now.due_on + timedelta(days=rng.randint(3, 15)))
    if rng.random() < 0.01 and life.add(Verb.WITHDRAWN, 3):
        return
    if rng.random() < 0.35:
        life.add(Verb.STARTED, 1)
    _remind(life, 0.08)
    if rng.random() < 0.03:
        return
    _finish(life, days)


def _finish(life: Life, days: float) -> None:
    rng = life.rng
    for _ in range(2):
        if rng.random() < 0.55 and not life.add(Verb.EVIDENCE, 3 + days):
            return
        if not life.add(Verb.SUBMITTED, 3 + days):
            return
        if rng.random() >= 0.07:
            break
        if not life.add(Verb.SENT_BACK, 1.5):
            return
    if rng.random() < 0.95:
        life.add(Verb.APPROVED, 2)


def tempers(rng: Random, units: int) -> list[str]:
    """How each unit behaves, always."""
    return rng.choices(list(TEMPERS), SHARES, k=units)


def lives(
    rng: Random,
    *,
    sent: datetime,
    due_on: date | None,
    until: datetime,
    temper: str,
    is_copy: bool,
    different: int,
) -> Iterator[tuple[LedgerFact, ...]]:
    """So many different ledgers of units of one temper."""
    for _ in range(different):
        yield live(rng, sent=sent, due_on=due_on, until=until, temper=temper, is_copy=is_copy)
