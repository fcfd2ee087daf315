"""The pure door of the units room."""

from haichieu.units.rules.bodies import BODY_KINDS
from haichieu.units.rules.listing import BadListing, UnitRow, parse_listing
from haichieu.units.rules.rights import RIGHTS, ROLE_LABELS, RoleName, permits
from haichieu.units.rules.sign_in import FreeFailures, account_name, standing_failures, unit_code, wait_left
from haichieu.units.rules.terms import term_words
from haichieu.units.rules.tree import Node, Tree

__all__ = [
    "BODY_KINDS",
    "RIGHTS",
    "ROLE_LABELS",
    "BadListing",
    "FreeFailures",
    "Node",
    "RoleName",
    "Tree",
    "UnitRow",
    "account_name",
    "parse_listing",
    "permits",
    "standing_failures",
    "term_words",
    "unit_code",
    "wait_left",
]
