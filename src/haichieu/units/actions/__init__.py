"""Every write to units, people and roles."""

from haichieu.units.actions.accounts import (
    change_account,
    clear_second_steps,
    deactivate_person,
    end_sessions,
    link_identity,
    log_second_step,
    reactivate_person,
    unlink_identity,
)
from haichieu.units.actions.changes import dissolve_unit, found_unit, move_unit, rename_unit
from haichieu.units.actions.first_run import check_first_link, first_link_secret, found_office
from haichieu.units.actions.invitations import accept_invitation, invite, open_invitation, revoke_invitation
from haichieu.units.actions.kinds import describe_kind, set_agency_code, set_kind
from haichieu.units.actions.letterheads import set_letterhead
from haichieu.units.actions.listing import import_table, import_units, preview_import
from haichieu.units.actions.mergers import NewUnit, merge_units, split_unit
from haichieu.units.actions.people import add_person, set_password
from haichieu.units.actions.places import load_places
from haichieu.units.actions.rehearsing import Ending, Rehearsal, rehearse
from haichieu.units.actions.roles import appoint_deputy, end_role, grant_role
from haichieu.units.actions.sign_in import (
    SignInTry,
    begin_sign_in,
    count_dead_link,
    end_sign_in,
    take_back_try,
)
from haichieu.units.actions.terms import add_terms, hold_tree, renew_tree_stamp
from haichieu.units.actions.undoing import undo_change

__all__ = [
    "Ending",
    "NewUnit",
    "Rehearsal",
    "SignInTry",
    "accept_invitation",
    "add_person",
    "add_terms",
    "appoint_deputy",
    "begin_sign_in",
    "change_account",
    "check_first_link",
    "clear_second_steps",
    "count_dead_link",
    "deactivate_person",
    "describe_kind",
    "dissolve_unit",
    "end_role",
    "end_sessions",
    "end_sign_in",
    "first_link_secret",
    "found_office",
    "found_unit",
    "grant_role",
    "hold_tree",
    "import_table",
    "import_units",
    "invite",
    "link_identity",
    "load_places",
    "log_second_step",
    "merge_units",
    "move_unit",
    "open_invitation",
    "preview_import",
    "reactivate_person",
    "rehearse",
    "rename_unit",
    "renew_tree_stamp",
    "revoke_invitation",
    "set_agency_code",
    "set_kind",
    "set_letterhead",
    "set_password",
    "split_unit",
    "take_back_try",
    "undo_change",
    "unlink_identity",
]
