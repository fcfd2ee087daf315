"""Keeping what the envelope of an edXML message says, and what was read in its files."""

from haichieu.dispatches.actions.exchange_files import LetterFile, ReadAttachment
from haichieu.dispatches.models import Dispatch, LetterMessage, MessageFile
from haichieu.text.privacy import mask_private_names


def keep_message(dispatch: Dispatch, file: LetterFile) -> None:
    """Keep the envelope of a letter's message; nothing for a letter that came otherwise.

    Derived from the stored file, so that it may run again. Call inside the transaction that stored the reading.
    """
    message = file.message
    if message is None:
        return
    kept, _ = LetterMessage.objects.update_or_create(
        dispatch=dispatch,
        defaults={
            "document_id": message.document_id[:300],
            "organisation": message.sender.code[:80],
            "organisation_name": mask_private_names(message.sender.name)[:300],
            "receivers": [receiver.code[:80] for receiver in message.receivers],
            "purpose": message.purpose,
            "reason": mask_private_names(message.reason)[:1000],
            "due": message.due,
            "is_signed": message.signed,
        },
    )
    kept.files.all().delete()
    MessageFile.objects.bulk_create(
        _row(kept, place, read, is_letter=place == file.letter) for place, read in enumerate(file.files)
    )


def _row(kept: LetterMessage, place: int, read: ReadAttachment, *, is_letter: bool) -> MessageFile:
    return MessageFile(
        message=kept,
        position=place,
        name=mask_private_names(read.file.name)[-255:],
        size=len(read.file.data),
        is_letter=is_letter,
        set_aside=read.refusal[:300],
    )
