"""How an office tells people of deadlines on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from haichieu.notices.models import NoticeRule
from haichieu.notices.rules import Quiet, Steps
from haichieu.units.queries import tree
from haichieu.units.rules import Tree


@dataclass(frozen=True, slots=True)
class OfficeRules:
    """The rules of a day: each unit follows its own, or those of the nearest unit above that has any."""

    tree: Tree
    rules: dict[int, NoticeRule]

    def rule(self, unit: int) -> NoticeRule | None:
        """The rule that a unit follows; None where only the defaults hold."""
        if not self.rules:
            return None
        return next((self.rules[each] for each in (unit, *self.tree.above(unit)) if each in self.rules), None)

    def steps(self, unit: int) -> Steps:
        """When people of the unit are told."""
        rule = self.rule(unit)
        if rule is None:
            return Steps()
        return Steps(rule.before_days, rule.after_owner_days, rule.after_above_days)

    def all_steps(self) -> tuple[Steps, ...]:
        """The steps of every rule, and the defaults."""
        return (Steps(), *(self.steps(unit) for unit in self.rules))

    def quiet(self, unit: int | None) -> Quiet:
        """The quiet hours of the unit's people, where they chose none."""
        rule = self.rule(unit) if unit is not None else None
        return Quiet(rule.quiet_from, rule.quiet_to) if rule else Quiet()


def office_rules(*, on: date) -> OfficeRules:
    """Every rule in force on the day."""
    newest = {}
    for rule in NoticeRule.objects.filter(valid_from__lte=on).order_by("valid_from"):
        newest[rule.unit_id] = rule
    return OfficeRules(tree(on=on), newest)


def notice_rules(*, units: Collection[int]) -> QuerySet[NoticeRule]:
    """The rules that these units made, newest first."""
    return NoticeRule.objects.filter(unit__one_of=units).select_related("unit").order_by("-valid_from", "-pk")
