"""Every write to letters, readings, obligations and limits."""

from haichieu.dispatches.actions.duplicates import (
    choose_main_copy,
    keep_apart,
    merge_copies,
    take_decision_back,
)
from haichieu.dispatches.actions.learning import switch_lesson
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
from haichieu.dispatches.actions.packages import Intake, Receipt, receive_file
from haichieu.dispatches.actions.readings import Confirmation, confirm_reading, preview_confirmation
from haichieu.dispatches.actions.receiving import STUCK, add_dispatch, read_again, read_waiting_file
from haichieu.dispatches.actions.search_words import refresh_search_words
from haichieu.dispatches.actions.statuses import GIVEN_CODES, give_status, receive_status, status_word

__all__ = [
    "GIVEN_CODES",
    "STUCK",
    "Confirmation",
    "Intake",
    "Origin",
    "Receipt",
    "add_dispatch",
    "add_obligation",
    "choose_main_copy",
    "confirm_reading",
    "finish_obligation",
    "give_status",
    "keep_apart",
    "merge_copies",
    "preview_confirmation",
    "read_again",
    "read_waiting_file",
    "receive_file",
    "receive_status",
    "refresh_search_words",
    "remove_obligation",
    "reopen_obligation",
    "split_obligation",
    "status_word",
    "submit_evidence",
    "switch_lesson",
    "take_decision_back",
    "tie_untied",
]
