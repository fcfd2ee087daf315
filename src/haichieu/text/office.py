"""Older office files (.doc, .rtf, Word 2003 XML) through LibreOffice, as another process with a profile of its own.

The profile lives as long as one conversion: nothing is left behind, macros and links to the outside are switched off,
and two conversions at once do not meet. LibreOffice writes OpenDocument, which keeps fonts (for legacy encodings), the
real numbers of lists, tables and the places where pages end.
"""

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
#: With a fresh profile the program ends by asking to be started again.
_START_AGAIN = frozenset({79, 81})
_STARTS = 3
_PROFILE = "registrymodifications.xcu"


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
        _write_profile(place / "profile")
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


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
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
