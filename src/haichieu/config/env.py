"""Settings from the environment: every variable, its meaning, its default, and a refusal of nonsense.

A setting is read once, at start. A value that makes no sense stops the program with one sentence that names the
variable, so that a typing error in a unit file never becomes a silent default.
"""

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


class BadSetting(ImproperlyConfigured):
    """Giá trị của một biến môi trường không dùng được."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable as documented in ``docs/settings.md`` (tested)."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable("HAICHIEU_VAR", "var", "Folder for the database, stored letters, reports and keys."),
    Variable(
        "DATABASE_URL", "", "postgres://user:password@host:port/name; empty means SQLite in HAICHIEU_VAR."
    ),
    Variable("HAICHIEU_SECRET_KEY", "", "Signing key; empty means one is made and kept in HAICHIEU_VAR."),
    Variable(
        "HAICHIEU_HOSTS", "localhost,127.0.0.1,[::1]", "Host names the pages answer to, comma separated."
    ),
    Variable(
        "HAICHIEU_BASE_URL",
        "",
        "Public address of the pages, used in links; empty means where haichieu serve ran last.",
    ),
    Variable(
        "HAICHIEU_OIDC_ISSUER",
        "",
        "Issuer of an OpenID Connect service that staff may sign in through; empty means none.",
    ),
    Variable("HAICHIEU_OIDC_CLIENT_ID", "", "Client id that the service gave this office."),
    Variable("HAICHIEU_OIDC_CLIENT_SECRET", "", "Client secret that the service gave this office."),
    Variable("HAICHIEU_OIDC_NAME", "Tài khoản cơ quan", "Name of the service on the sign-in button."),
    Variable(
        "HAICHIEU_MAIL_URL",
        "",
        "Mail server for alerts: smtp+starttls://user:password@host:587 or smtps://user:password@host:465; plain "
        "smtp:// on this machine only. Empty means no mail.",
    ),
    Variable("HAICHIEU_MAIL_FROM", "", "Sender of alerts by mail: Hai Chiều <nhacviec@tochuc.example>."),
    Variable(
        "HAICHIEU_PUSH_HOSTS",
        "fcm.googleapis.com,push.services.mozilla.com,push.apple.com,notify.windows.com",
        "Services that browsers take notifications from; none turns notifications off.",
    ),
    Variable("HAICHIEU_ZALO_BOT_URL", "", "Address of the Zalo Bot Platform; empty means no Zalo bot."),
    Variable("HAICHIEU_ZALO_BOT_TOKEN", "", "Token of the office's Zalo bot."),
    Variable("HAICHIEU_DEBUG", "no", "yes shows error pages to developers; never in an office."),
    Variable("HAICHIEU_MAX_UPLOAD_MB", "50", "Largest file accepted, in megabytes (1–1024)."),
    Variable(
        "HAICHIEU_RECEIPT_LINK_DAYS", "30", "Days that a link for acknowledging receipt is good (1–365)."
    ),
    Variable(
        "HAICHIEU_CLOCK", "", "For demonstrations: the moment (ISO, with zone) at which the clock starts."
    ),
    Variable("HAICHIEU_DATA", "../shared", "Training and test data outside the repository."),
)


#: Where ``haichieu serve`` answers unless it is told otherwise.
FIRST_ADDRESS = "http://127.0.0.1:8000"
#: Readers never wait for writers; what is erased leaves the file's free pages too.
_SQLITE_INIT = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
)


def text(environ: Mapping[str, str], name: str) -> str:
    """The value of a documented variable, or its default.

    >>> text({}, "HAICHIEU_VAR")
    'var'
    """
    variable = next(v for v in VARIABLES if v.name == name)
    return environ.get(name, variable.default).strip() or variable.default


def yes_no(environ: Mapping[str, str], name: str) -> bool:
    """A switch; anything but yes or no is refused.

    >>> yes_no({"HAICHIEU_DEBUG": "yes"}, "HAICHIEU_DEBUG")
    True
    """
    value = text(environ, name).lower()
    if value not in ("yes", "no"):
        raise BadSetting(f"Biến {name}={value!r} không hợp lệ: chỉ dùng yes hoặc no.")
    return value == "yes"


def whole_number(environ: Mapping[str, str], name: str, *, low: int, high: int) -> int:
    """A whole number between ``low`` and ``high``.

    >>> whole_number({}, "HAICHIEU_MAX_UPLOAD_MB", low=1, high=1024)
    50
    """
    value = text(environ, name)
    if not value.isdecimal() or not low <= int(value) <= high:
        raise BadSetting(f"Biến {name}={value!r} không hợp lệ: cần một số nguyên từ {low} đến {high}.")
    return int(value)


def clock_offset(environ: Mapping[str, str], started: datetime) -> timedelta:
    """How far the demonstration clock runs from the real one; nothing unless ``HAICHIEU_CLOCK`` is set.

    >>> yesterday = datetime.fromisoformat("2026-12-09T09:00:00+07:00")
    >>> clock_offset({"HAICHIEU_CLOCK": "2026-12-10T09:00:00+07:00"}, yesterday).days
    1
    """
    value = text(environ, "HAICHIEU_CLOCK")
    if not value:
        return timedelta()
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadSetting(f"Biến HAICHIEU_CLOCK={value!r} không phải một thời điểm ISO.") from None
    if moment.tzinfo is None:
        raise BadSetting(f"Biến HAICHIEU_CLOCK={value!r} thiếu múi giờ (ví dụ +07:00).")
    return moment - started


def names(environ: Mapping[str, str], name: str) -> list[str]:
    """A comma-separated list without empty entries; an empty list is refused."""
    values = [part.strip() for part in text(environ, name).split(",") if part.strip()]
    if not values:
        raise BadSetting(f"Biến {name} đang trống: cần ít nhất một tên.")
    return values


def web_address(environ: Mapping[str, str], name: str) -> str:
    """An http or https address without a trailing slash."""
    value = text(environ, name).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting(f"Biến {name}={value!r} không phải địa chỉ trang web (http://… hoặc https://…).")
    return value


@dataclass(frozen=True, slots=True)
class OutsideSignIn:
    """The OpenID Connect service that an office signs in through."""

    issuer: str
    client_id: str
    secret: str
    name: str


def outside_sign_in(environ: Mapping[str, str]) -> OutsideSignIn | None:
    """The service, or None; half a setting is refused, and so is an address that others could read.

    >>> outside_sign_in({}) is None
    True
    """
    parts = [
        text(environ, f"HAICHIEU_OIDC_{part}") for part in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME")
    ]
    if not any(parts[:3]):
        return None
    if not all(parts[:3]):
        raise BadSetting(
            "Đăng nhập OpenID Connect cần đủ ba biến HAICHIEU_OIDC_ISSUER, HAICHIEU_OIDC_CLIENT_ID, "
            "HAICHIEU_OIDC_CLIENT_SECRET."
        )
    issuer = urlsplit(web_address(environ, "HAICHIEU_OIDC_ISSUER"))
    if issuer.scheme != "https" and issuer.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise BadSetting("Biến HAICHIEU_OIDC_ISSUER phải bắt đầu bằng https://.")
    return OutsideSignIn(parts[0].rstrip("/"), *parts[1:])


def mail_server(environ: Mapping[str, str]) -> dict[str, object] | None:
    """How Django's SMTP backend reaches the mail server, or None; a password never goes out without TLS.

    >>> mail_server({}) is None
    True
    """
    value = text(environ, "HAICHIEU_MAIL_URL")
    if not value:
        return None
    bad = BadSetting(
        "Biến HAICHIEU_MAIL_URL không hợp lệ: cần dạng smtp+starttls://người:mật-khẩu@máy:587 hoặc smtps://…:465."
    )
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise bad from None
    if parts.scheme not in ("smtp", "smtp+starttls", "smtps") or not parts.hostname:
        raise bad
    if parts.scheme == "smtp" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise BadSetting("Biến HAICHIEU_MAIL_URL: smtp:// không mã hóa chỉ dùng được trên chính máy này.")
    if not text(environ, "HAICHIEU_MAIL_FROM"):
        raise BadSetting("Đã đặt HAICHIEU_MAIL_URL thì cần cả HAICHIEU_MAIL_FROM (địa chỉ gửi đi).")
    return {
        "host": parts.hostname,
        "port": port or {"smtp": 25, "smtp+starttls": 587, "smtps": 465}[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+starttls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": 20,
    }


def push_hosts(environ: Mapping[str, str]) -> list[str]:
    """Hosts of push services; empty where the office turned notifications off.

    >>> push_hosts({"HAICHIEU_PUSH_HOSTS": "none"})
    []
    """
    hosts = names(environ, "HAICHIEU_PUSH_HOSTS")
    return [] if hosts == ["none"] else [host.lower() for host in hosts]


def zalo_bot(environ: Mapping[str, str]) -> tuple[str, str]:
    """Address and token of the Zalo bot, both empty or both given; the token travels in addresses, so TLS is asked for.

    >>> zalo_bot({})
    ('', '')
    """
    token = text(environ, "HAICHIEU_ZALO_BOT_TOKEN")
    if not token and not text(environ, "HAICHIEU_ZALO_BOT_URL"):
        return "", ""
    if not token or not text(environ, "HAICHIEU_ZALO_BOT_URL"):
        raise BadSetting("Zalo bot cần đủ hai biến HAICHIEU_ZALO_BOT_URL và HAICHIEU_ZALO_BOT_TOKEN.")
    address = web_address(environ, "HAICHIEU_ZALO_BOT_URL")
    if not address.startswith("https://"):
        raise BadSetting("Biến HAICHIEU_ZALO_BOT_URL phải bắt đầu bằng https://.")
    return address, token


def base_url(environ: Mapping[str, str], served_at: Path) -> str:
    """The address of the pages: the one given, else where they were last served, else where they are served first."""
    if text(environ, "HAICHIEU_BASE_URL"):
        return web_address(environ, "HAICHIEU_BASE_URL")
    return (served_at.read_text(encoding="ascii").strip() if served_at.exists() else "") or FIRST_ADDRESS


def private_folder(path: Path) -> Path:
    """The folder, made for its owner alone when it is not there; one that somebody made before keeps its mode.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as top:
    ...     oct(private_folder(Path(top) / "var").stat().st_mode & 0o777)
    '0o700'
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def private_file(path: Path) -> Path:
    """The file, readable by its owner alone: made empty when it is not there, closed to others when it is ours.

    SQLite gives its journals the mode of the database, so that one file's mode holds for all three.
    """
    if not path.exists():
        path.touch(mode=0o600)
    elif path.stat().st_mode & 0o077:
        with contextlib.suppress(PermissionError):  # another account's file: its owner decides
            path.chmod(0o600)
    return path


def database(environ: Mapping[str, str], var: Path) -> dict[str, object]:
    """Django's database entry: SQLite in ``var`` (WAL, busy timeout), or PostgreSQL by ``DATABASE_URL``."""
    url = text(environ, "DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": private_file(var / "haichieu.sqlite3"),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": _SQLITE_INIT,
            },
        }
    parts = _postgres_address(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _postgres_address(url: str) -> SplitResult:
    bad = BadSetting("Biến DATABASE_URL không hợp lệ: cần dạng postgres://người:mật-khẩu@máy:cổng/tên.")
    try:
        parts = urlsplit(url)
        _ = parts.port  # refused here when it is no number
    except ValueError:
        raise bad from None
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise bad
    return parts


def secret_key(environ: Mapping[str, str], var: Path) -> str:
    """The signing key: from the environment, or made once and kept in ``var`` readable by its owner only."""
    given = text(environ, "HAICHIEU_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise BadSetting("Biến HAICHIEU_SECRET_KEY quá ngắn: cần ít nhất 32 ký tự.")
        return given
    path = var / "secret-key"
    if not path.exists():
        private_folder(var)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.touch(mode=0o600)
        partial.write_text(os.urandom(48).hex(), encoding="ascii")
        with contextlib.suppress(FileExistsError):
            os.link(partial, path)  # two processes starting together keep the first key
        partial.unlink()
    return path.read_text(encoding="ascii").strip()
