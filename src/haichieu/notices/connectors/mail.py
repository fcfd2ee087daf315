"""Mail by SMTP: one connection for many messages, each to one person alone."""

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import BadHeaderError

from haichieu.notices.errors import Refused, Unreachable

#: Answers of a server that speak of one recipient or one message, not of the server itself.
_OF_MESSAGE = (450, 451, 452, 550, 551, 552, 553, 554)


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one person."""

    to: str
    subject: str
    plain: str
    html: str
    #: the same whenever the same digest is sent, so that a repeat is known as one
    message_id: str
    made_at: datetime


class MailRoom:
    """A connection to the office's mail server, opened with the first message and again when the server closed it."""

    def __init__(self, server: Mapping[str, Any], sender: str) -> None:
        self._backend = EmailBackend(**server)
        self._sender = sender

    def __enter__(self) -> "MailRoom":
        return self

    def __exit__(self, *_: object) -> None:
        self._backend.close()

    def send(self, mail: Mail) -> None:
        """Hand one message to the server. Raises Refused for this message alone, Unreachable for all."""
        try:
            self._open()
            self._backend.send_messages([self._message(mail)])
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise Refused(f"Máy chủ thư không nhận địa chỉ này (mã {code}).") from None
        except smtplib.SMTPResponseException as error:
            self._backend.close()
            if error.smtp_code in _OF_MESSAGE:
                raise Refused(f"Máy chủ thư không nhận thư này (mã {error.smtp_code}).") from None
            raise Unreachable(f"Máy chủ thư từ chối làm việc (mã {error.smtp_code}).") from None
        except (OSError, smtplib.SMTPException):  # before ValueError: an unknown certificate is both
            self._backend.close()
            raise Unreachable("Không kết nối được máy chủ thư.") from None
        except (BadHeaderError, ValueError):
            raise Refused("Địa chỉ thư không dùng được.") from None

    def _open(self) -> None:
        try:
            self._backend.open()
        except UnicodeError:  # the protocol's way of signing in knows ASCII only
            self._backend.close()
            raise Unreachable("Tên hoặc mật khẩu của máy chủ thư có chữ có dấu; hãy đổi mật khẩu.") from None

    def _message(self, mail: Mail) -> EmailMultiAlternatives:
        headers = {
            "Message-ID": mail.message_id,
            "Date": format_datetime(mail.made_at),
            "Auto-Submitted": "auto-generated",
        }
        message = EmailMultiAlternatives(
            mail.subject, mail.plain, self._sender, [mail.to], headers=headers, connection=self._backend
        )
        message.attach_alternative(mail.html, "text/html")
        return message
