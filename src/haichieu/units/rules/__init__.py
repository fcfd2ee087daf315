"""The pure door of the units room."""

from haichieu.units.rules.agency_codes import BadAgencyCode, read_agency_code
from haichieu.units.rules.bodies import BODY_KINDS
from haichieu.units.rules.changes import Placed, circle_day, first_gap, overlap_day
from haichieu.units.rules.import_plan import EFFECT_WORDS, Effect, Held, ImportPlan, PlannedLine, plan_import
from haichieu.units.rules.listing import (
    HEADINGS,
    BadLine,
    BadListing,
    UnitRow,
    csv_rows,
    read_listing,
)
from haichieu.units.rules.place_mapping import Agreement, SaidToGo, agreement
from haichieu.units.rules.places import PlaceList, PlaceRow, WentTo, agreeing_codes, read_places
from haichieu.units.rules.rights import LOOKING, RIGHTS, ROLE_LABELS, RoleName, permits
from haichieu.units.rules.sign_in import FreeFailures, account_name, standing_failures, unit_code, wait_left
from haichieu.units.rules.succession import Succession, find_heir, find_keeper, last_successors
from haichieu.units.rules.terms import person_words, term_words
from haichieu.units.rules.tree import Node, Tree

__all__ = [
    "BODY_KINDS",
    "EFFECT_WORDS",
    "HEADINGS",
    "LOOKING",
    "RIGHTS",
    "ROLE_LABELS",
    "Agreement",
    "BadAgencyCode",
    "BadLine",
    "BadListing",
    "Effect",
    "FreeFailures",
    "Held",
    "ImportPlan",
    "Node",
    "PlaceList",
    "PlaceRow",
    "Placed",
    "PlannedLine",
    "RoleName",
    "SaidToGo",
    "Succession",
    "Tree",
    "UnitRow",
    "WentTo",
    "account_name",
    "agreeing_codes",
    "agreement",
    "circle_day",
    "csv_rows",
    "find_heir",
    "find_keeper",
    "first_gap",
    "last_successors",
    "overlap_day",
    "permits",
    "person_words",
    "plan_import",
    "read_agency_code",
    "read_listing",
    "read_places",
    "standing_failures",
    "term_words",
    "unit_code",
    "wait_left",
]
