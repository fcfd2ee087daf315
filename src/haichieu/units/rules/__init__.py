"""The pure door of the units room."""

from haichieu.units.rules.bodies import BODY_KINDS
from haichieu.units.rules.listing import BadListing, UnitRow, parse_listing
from haichieu.units.rules.rights import RIGHTS, ROLE_LABELS, RoleName, permits
from haichieu.units.rules.sign_in import FreeFailures, account_name, standing_failures, unit_code, wait_left
from haichieu.units.rules.terms import term_words
from haichieu.units.rules.tree import Node, Tree
from haichieu.units.rules.agency_codes import BadAgencyCode, is_old_form, read_agency_code
from haichieu.units.rules.changes import Placed, circle_day, first_gap, overlap_day

__all__ = [
    "BODY_KINDS",
    "BadAgencyCode",
    "BadListing",
    "FreeFailures",
    "Node",
    "Placed",
    "RIGHTS",
    "ROLE_LABELS",
    "RoleName",
    "Tree",
    "UnitRow",
    "account_name",
    "circle_day",
    "first_gap",
    "is_old_form",
    "overlap_day",
    "parse_listing",
    "permits",
    "read_agency_code",
    "standing_failures",
    "term_words",
    "unit_code",
    "wait_left",
]
