"""Every question about letters, readings, obligations and limits."""

from haichieu.dispatches.queries.calendars import work_calendar
from haichieu.dispatches.queries.duplicates import (
    Copies,
    copies_of,
    letters_with_open_offers,
    offer_of,
    records_elsewhere,
)
from haichieu.dispatches.queries.exchange import (
    letter_as_akoma_ntoso,
    letter_as_edxml,
    message_again,
    message_file,
)
from haichieu.dispatches.queries.lessons import lexicon_of, teaching_units
from haichieu.dispatches.queries.letters import current_reading, dispatches, letters_of_file
from haichieu.dispatches.queries.lineage import (
    Chain,
    CitedLine,
    MissingDocument,
    letter_facts,
    letters_called,
    lineage,
    missing_documents,
    seen_letters,
    show_missing,
)
from haichieu.dispatches.queries.lineage_chart import called, chain_chart, shown_day
from haichieu.dispatches.queries.obligations import (
    ObligationCounts,
    count_obligations,
    duties_in_force,
    finished_keys,
    in_force,
    limits_on_each_channel,
    measured_limits,
    obligations,
    obligations_of_window,
    started_ids,
)
from haichieu.dispatches.queries.statuses import (
    issuer_code,
    lacking,
    letter_reference,
    letters_named,
    message_of,
    own_code,
    statuses_of,
)

__all__ = [
    "Chain",
    "CitedLine",
    "Copies",
    "MissingDocument",
    "ObligationCounts",
    "called",
    "chain_chart",
    "copies_of",
    "count_obligations",
    "current_reading",
    "dispatches",
    "duties_in_force",
    "finished_keys",
    "in_force",
    "issuer_code",
    "lacking",
    "letter_as_akoma_ntoso",
    "letter_as_edxml",
    "letter_facts",
    "letter_reference",
    "letters_called",
    "letters_named",
    "letters_of_file",
    "letters_with_open_offers",
    "lexicon_of",
    "limits_on_each_channel",
    "lineage",
    "measured_limits",
    "message_again",
    "message_file",
    "message_of",
    "missing_documents",
    "obligations",
    "obligations_of_window",
    "offer_of",
    "own_code",
    "records_elsewhere",
    "seen_letters",
    "show_missing",
    "shown_day",
    "started_ids",
    "statuses_of",
    "teaching_units",
    "work_calendar",
]
