"""The forms that stand before the office: sign-in and a new password."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class SignIn:
    """What somebody typed to sign in; the password is never shown again."""

    username: str
    password: str
    error: str = ""

    @classmethod
    def read(cls, data: Mapping[str, str]) -> "SignIn":
        """From posted values."""
        return cls(data.get("username", "").replace("\0", "").strip(), data.get("password", ""))

    def refused(self) -> "SignIn":
        """The same with the one sentence that fits every refusal, so that nobody learns which names exist."""
        return replace(
            self,
            error="Tên đăng nhập hoặc mật khẩu không đúng. Hãy gõ lại, hoặc xin người quản trị một liên kết mời.",
        )

    def held(self, sentence: str) -> "SignIn":
        """The same with a sentence that says how long to wait."""
        return replace(self, error=sentence)


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A new password, typed twice."""

    password: str
    again: str
    error: str = ""

    @classmethod
    def read(cls, data: Mapping[str, str]) -> "NewPassword":
        """From posted values; says so when the two differ."""
        password, again = data.get("password", ""), data.get("again", "")
        return cls(
            password, again, "" if password == again else "Hai lần gõ không giống nhau; hãy gõ lại cả hai ô."
        )

    def refused(self, sentence: str) -> "NewPassword":
        """The same with a sentence that says what is wrong."""
        return replace(self, error=sentence)
