"""Every write to units, people and roles."""

from haichieu.units.actions.letterheads import set_letterhead
from haichieu.units.actions.listing import import_units
from haichieu.units.actions.people import add_person, grant_role, set_password
from haichieu.units.actions.sign_in import SignInTry, begin_sign_in, end_sign_in
from haichieu.units.actions.terms import add_terms, renew_tree_stamp

__all__ = [
    "SignInTry",
    "add_person",
    "add_terms",
    "begin_sign_in",
    "end_sign_in",
    "grant_role",
    "import_units",
    "renew_tree_stamp",
    "set_letterhead",
    "set_password",
]
