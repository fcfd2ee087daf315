"""Every write to letters, readings, obligations and limits."""

from haichieu.dispatches.actions.addressees import forget_addressees, remember_addressees
from haichieu.dispatches.actions.assignments import (
    EVIDENCE_KINDS,
    accept_assignment,
    add_evidence,
    approve_assignment,
    extend_assignment,
    remind_assignment,
    return_assignment,
    see_assignment,
    see_letter,
    send_back_assignment,
    start_assignment,
    submit_assignment,
    take_back,
    withdraw_assignment,
)
from haichieu.dispatches.actions.bulk import BulkResult, for_each, preview_each, take_back_bulk
from haichieu.dispatches.actions.calendar import (
    leave_deadlines,
    move_deadlines,
    plan_counting_rule,
    plan_office_days,
    remove_counting_rule,
    remove_office_day,
    set_counting_rule,
    set_office_days,
)
from haichieu.dispatches.actions.cascade_changes import AssignmentChange, change_cascaded, preview_change
from haichieu.dispatches.actions.cascading import carry_out_cascade, cascade_obligation
from haichieu.dispatches.actions.duplicates import (
    choose_main_copy,
    keep_apart,
    merge_copies,
    take_decision_back,
)
from haichieu.dispatches.actions.earlier_own import put_earlier_out
from haichieu.dispatches.actions.giving_back import give_back_work
from haichieu.dispatches.actions.handing_down import note_handed_down
from haichieu.dispatches.actions.issuing import sign_letter
from haichieu.dispatches.actions.learning import switch_lesson
from haichieu.dispatches.actions.ledger import rebuild_standings
from haichieu.dispatches.actions.letter_files import draft_html
from haichieu.dispatches.actions.letters import Origin
from haichieu.dispatches.actions.lineage import tie_untied
from haichieu.dispatches.actions.obligations import (
    add_obligation,
    finish_obligation,
    remove_obligation,
    reopen_obligation,
    split_obligation,
    submit_evidence,
)
from haichieu.dispatches.actions.orders import write_order
from haichieu.dispatches.actions.outside import bring_inside, keep_outside
from haichieu.dispatches.actions.own_letters import (
    compose_letter,
    drop_letter,
    pass_letter,
    revise_letter,
    send_letter_back,
    submit_letter,
    writers_of,
)
from haichieu.dispatches.actions.packages import Intake, Receipt, receive_file
from haichieu.dispatches.actions.periodic import (
    go_on_periodic,
    restart_recurring,
    stop_recurring,
    waiting_instances,
)
from haichieu.dispatches.actions.readings import (
    Confirmation,
    confirm_reading,
    preview_assignments,
    preview_confirmation,
)
from haichieu.dispatches.actions.receipt_links import (
    acknowledge_by_link,
    make_receipt_link,
    open_receipt_link,
    revoke_links_of,
    revoke_receipt_link,
)
from haichieu.dispatches.actions.receiving import STUCK, add_dispatch, read_again, read_waiting_file
from haichieu.dispatches.actions.registers import (
    note_entry,
    register_earlier,
    reserve_number,
    set_numbering,
)
from haichieu.dispatches.actions.search_words import refresh_search_words
from haichieu.dispatches.actions.statuses import GIVEN_CODES, give_status, receive_status, status_word
from haichieu.dispatches.actions.taking_over import take_over_work
from haichieu.dispatches.actions.tallies import keep_tallies, rebuild_tallies

__all__ = [
    "EVIDENCE_KINDS",
    "GIVEN_CODES",
    "STUCK",
    "AssignmentChange",
    "BulkResult",
    "Confirmation",
    "Intake",
    "Origin",
    "Receipt",
    "accept_assignment",
    "acknowledge_by_link",
    "add_dispatch",
    "add_evidence",
    "add_obligation",
    "approve_assignment",
    "bring_inside",
    "carry_out_cascade",
    "cascade_obligation",
    "change_cascaded",
    "choose_main_copy",
    "compose_letter",
    "confirm_reading",
    "draft_html",
    "drop_letter",
    "extend_assignment",
    "finish_obligation",
    "for_each",
    "forget_addressees",
    "give_back_work",
    "give_status",
    "go_on_periodic",
    "keep_apart",
    "keep_outside",
    "keep_tallies",
    "leave_deadlines",
    "make_receipt_link",
    "merge_copies",
    "move_deadlines",
    "note_entry",
    "note_handed_down",
    "open_receipt_link",
    "pass_letter",
    "plan_counting_rule",
    "plan_office_days",
    "preview_assignments",
    "preview_change",
    "preview_confirmation",
    "preview_each",
    "put_earlier_out",
    "read_again",
    "read_waiting_file",
    "rebuild_standings",
    "rebuild_tallies",
    "receive_file",
    "receive_status",
    "refresh_search_words",
    "register_earlier",
    "remember_addressees",
    "remind_assignment",
    "remove_counting_rule",
    "remove_obligation",
    "remove_office_day",
    "reopen_obligation",
    "reserve_number",
    "restart_recurring",
    "return_assignment",
    "revise_letter",
    "revoke_links_of",
    "revoke_receipt_link",
    "see_assignment",
    "see_letter",
    "send_back_assignment",
    "send_letter_back",
    "set_counting_rule",
    "set_numbering",
    "set_office_days",
    "sign_letter",
    "split_obligation",
    "start_assignment",
    "status_word",
    "stop_recurring",
    "submit_assignment",
    "submit_evidence",
    "submit_letter",
    "switch_lesson",
    "take_back",
    "take_back_bulk",
    "take_decision_back",
    "take_over_work",
    "tie_untied",
    "waiting_instances",
    "withdraw_assignment",
    "write_order",
    "writers_of",
]
