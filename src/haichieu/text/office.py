"""Older office files (.doc, .rtf, Word 2003 XML) through LibreOffice, as another process with a profile of its own.

The profile lives as long as one conversion: nothing is left behind, macros and links to the outside are switched off,
and two conversions at once do not meet. LibreOffice writes OpenDocument, which keeps fonts (for legacy encodings), the
real numbers of lists, tables and the places where pages end.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_odt import odt_text
from haichieu.text.file_parts import PlainText

#: Longest time for one file, in seconds.
MAX_SECONDS = 90.0
_SWITCHED_OFF = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Common/Save/Document", "WarnAlienFormat", "false"),
)
#: With a fresh profile that does not name its build the program ends by asking to be started again.
_START_AGAIN = frozenset({79, 81})
_STARTS = 3
_PROFILE = "registrymodifications.xcu"
_BUILD = re.compile(r"^buildid=(.+?)\s*$", re.MULTILINE)


def office_text(data: bytes, kind: str, *, seconds: float = MAX_SECONDS) -> PlainText:
    """Take the text out of an older office file; `kind` is `doc`, `rtf` or `xml`.

    Raises
    ------
    UnreadableFile
        LibreOffice is not installed, cannot open the file, or takes too long.
    """
    return replace(odt_text(_converted(data, kind, "odt:writer8", seconds)), method="office")


def office_docx(data: bytes, kind: str, *, seconds: float = MAX_SECONDS) -> bytes:
    """Write an older office file, or an OpenDocument, as .docx: paper, fonts and paragraphs stay as they are.

    Raises
    ------
    UnreadableFile
        As `office_text`.
    """
    return _converted(data, kind, "docx", seconds)


def _converted(data: bytes, kind: str, form: str, seconds: float) -> bytes:
    with tempfile.TemporaryDirectory(prefix="haichieu-office-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / f"letter.{kind}").write_bytes(data)
        _write_profile(place / "profile" / "user", _build())
        _convert(_command(place, kind, form), place, seconds)
        converted = place / "out" / f"letter.{form.partition(':')[0]}"
        if not converted.is_file():
            raise _corrupt()
        return converted.read_bytes()


def office_program() -> str | None:
    """Where LibreOffice is, None where it is not installed.

    The program itself is preferred to the script that starts it: a script's child would outlive a time limit.
    """
    script = shutil.which("soffice") or shutil.which("libreoffice")
    if script is None:
        return None
    program = Path(script).resolve().with_name("soffice.bin")
    return str(program) if program.is_file() else script


def _command(place: Path, kind: str, form: str) -> Sequence[str]:
    program = office_program()
    if program is None:
        raise UnreadableFile(
            "Máy chủ chưa cài LibreOffice nên chưa đọc được tệp Word kiểu cũ, hãy lưu lại thành .docx rồi gửi.",
            reason="no_office",
        )
    return (
        program,
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        "--convert-to", form,
        "--outdir", str(place / "out"),
        str(place / f"letter.{kind}"),
    )  # fmt: skip


def _convert(command: Sequence[str], place: Path, seconds: float) -> None:
    try:
        for _ in range(_STARTS):
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=seconds,
                check=False,
                cwd=place,
            )
            if done.returncode not in _START_AGAIN:
                break
    except subprocess.TimeoutExpired:
        raise UnreadableFile(
            "Đọc tệp Word kiểu cũ quá lâu, hãy lưu lại thành .docx rồi gửi.", reason="too_slow"
        ) from None
    if done.returncode != 0:
        raise _corrupt()


def _build() -> str | None:
    """The build that LibreOffice says it is, None where it does not say."""
    program = office_program()
    try:
        said = Path(program).with_name("versionrc").read_text("utf-8", "replace") if program else ""
    except OSError:
        return None
    found = _BUILD.search(said)
    return found.group(1) if found else None


def _write_profile(user: Path, build: str | None) -> None:
    """Write settings, and that this build has looked through its extensions: it would start twice to do so."""
    user.mkdir(parents=True)
    if build is not None:
        for place in ("bundled", "shared"):
            (user / "extensions" / place).mkdir(parents=True)
            (user / "extensions" / place / "lastsynchronized").write_text("1", "ascii")
        (user / "extensions" / "buildid").write_text(build, "utf-8")
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SWITCHED_OFF
    )
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    )
    (user / _PROFILE).write_text(f"{head}{items}</oor:items>\n", "utf-8")


def _corrupt() -> UnreadableFile:
    return UnreadableFile(
        "Tệp Word kiểu cũ bị hỏng hoặc có mật khẩu, hãy lưu lại thành .docx rồi gửi.", reason="corrupt"
    )
