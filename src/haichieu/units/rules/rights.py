"""Who may do what: one table, read by every room.

A right is held through a role on a unit and reaches that unit and every unit below it. Nothing is decided by
political opinion, group or person: only by the role that an organisation gave.
"""

from collections.abc import Iterable
from enum import StrEnum


class RoleName(StrEnum):
    """The roles that a member of staff can hold on a unit."""

    READER = "reader"
    OFFICER = "officer"
    LEADER = "leader"
    SPOKESPERSON = "spokesperson"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_LABELS = {
    RoleName.READER: "Người xem",
    RoleName.OFFICER: "Cán bộ truyền thông",
    RoleName.LEADER: "Lãnh đạo",
    RoleName.SPOKESPERSON: "Người phát ngôn",
    RoleName.AUDITOR: "Người kiểm tra",
    RoleName.ADMINISTRATOR: "Quản trị",
}

_STAFF = frozenset({RoleName.OFFICER, RoleName.LEADER})
_EVERYONE = frozenset(RoleName)

#: verb → roles that may do it on their own unit and the units below.
RIGHTS: dict[str, frozenset[RoleName]] = {
    "read": _EVERYONE,
    "add_dispatch": _STAFF,
    "confirm_reading": _STAFF,
    "change_obligation": _STAFF,
    "report_progress": _STAFF,
    # the cascade: what a unit does with what it was given, and what the giver does
    "answer_assignment": _STAFF,
    "cascade": _STAFF,
    "decide_results": _STAFF,
    # our own letters and the registers
    "compose_letter": _STAFF,
    "sign_letter": frozenset({RoleName.LEADER}),
    "keep_register": _STAFF,
    "set_calendar": frozenset({RoleName.LEADER, RoleName.ADMINISTRATOR}),
    "declare_channel": frozenset({RoleName.LEADER}),
    "add_posts": _STAFF,
    "freeze_frame": _STAFF,
    "label_posts": _STAFF,
    "recalibrate": _STAFF,
    "plan_posts": _STAFF,
    "check_flags": _STAFF,
    "compile_report": _STAFF,
    "manage_units": frozenset({RoleName.ADMINISTRATOR}),
    "manage_people": frozenset({RoleName.ADMINISTRATOR}),
    "see_people": frozenset({RoleName.ADMINISTRATOR, RoleName.LEADER}),
    "appoint_deputy": frozenset({RoleName.ADMINISTRATOR, RoleName.LEADER}),
    "read_log": frozenset({RoleName.ADMINISTRATOR, RoleName.LEADER, RoleName.AUDITOR}),
}

#: verbs that change nothing
LOOKING = frozenset({"read", "see_people", "read_log"})


def permits(roles: Iterable[str], verb: str) -> bool:
    """Whether any of ``roles`` may do ``verb``. An unknown verb is a programming error (KeyError).

    >>> permits(["officer"], "confirm_reading"), permits(["reader"], "confirm_reading")
    (True, False)
    """
    allowed = RIGHTS[verb]
    return any(role in allowed for role in roles)
