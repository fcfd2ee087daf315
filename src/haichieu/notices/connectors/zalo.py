"""The office's Zalo bot: sends a message to a chat, and fetches what was written to it.

The token stands in every address, so no error of the network is passed on with its text. What the interface answers
is not ours: only the fields that are used are read, each checked.
"""

from dataclasses import dataclass
from typing import Any

import httpx

from haichieu.notices.errors import Refused, Unreachable

#: The answer when nobody wrote while it waited.
_NOTHING = 408
_NO_SUCH_CHAT = (400, 403, 404)


@dataclass(frozen=True, slots=True)
class Written:
    """A text that somebody wrote to the bot in a chat of their own."""

    chat: str
    text: str


class ZaloBot:
    """One bot: ``base`` the address of the interface, ``token`` its secret."""

    def __init__(self, base: str, token: str) -> None:
        self._base = f"{base}/bot{token}"

    def send(self, chat: str, text: str) -> None:
        """Send a text of at most 2,000 characters. Raises Refused for this chat alone, Unreachable for all."""
        answer = self._call("sendMessage", {"chat_id": chat, "text": text}, seconds=15)
        if answer.get("ok") is True:
            return
        code = answer.get("error_code")
        if code in _NO_SUCH_CHAT:
            raise Refused(f"Zalo không chuyển được tin tới người này (mã {code}).")
        raise Unreachable(f"Zalo từ chối gửi tin (mã {code}).")

    def next_written(self, wait: int) -> Written | None:
        """What was written next, waiting so many seconds for it; None when nobody wrote.

        A message without text, or from a group, is a :class:`Written` with an empty text.
        """
        answer = self._call("getUpdates", {"timeout": str(wait)}, seconds=wait + 15)
        if answer.get("ok") is not True:
            if answer.get("error_code") == _NOTHING:
                return None
            raise Unreachable(f"Zalo không đưa tin nhắn (mã {answer.get('error_code')}).")
        return _written(answer.get("result"))

    def _call(self, name: str, values: dict[str, str], *, seconds: float) -> dict[str, Any]:
        try:
            answer = httpx.post(f"{self._base}/{name}", json=values, timeout=seconds, follow_redirects=False)
            found = answer.json()
        except (httpx.HTTPError, ValueError):
            raise Unreachable("Không kết nối được Zalo.") from None
        if not isinstance(found, dict):
            raise Unreachable("Zalo trả lời không hiểu được.")
        return found


def _written(result: object) -> Written | None:
    if not isinstance(result, dict):
        return None
    message = result.get("message")
    if not isinstance(message, dict):
        return None
    chat = message.get("chat")
    if not isinstance(chat, dict) or not chat.get("id"):
        return Written("", "")
    text = message.get("text")
    is_private = chat.get("chat_type") == "PRIVATE"
    return Written(str(chat["id"])[:80], text[:200] if is_private and isinstance(text, str) else "")
