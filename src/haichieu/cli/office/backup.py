"""``haichieu backup`` and ``haichieu restore``: everything of an office in one file, with the log's head on it."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import zipfile
import zlib
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from django.conf import settings
from django.db import connection

from haichieu.base.actions import seal_log
from haichieu.base.clock import now
from haichieu.base.errors import BaseRoomError
from haichieu.base.queries import log_head, verify_log
from haichieu.cli.speaking import one_sentence
from haichieu.version import VERSION

_MANIFEST = "manifest.json"
_FILES = "files/"
#: Runs of ``haichieu certify``: without them a list's runs would be numbered from 1 again.
_LEDGERS = "certify/"
_DATABASES = ("haichieu.sqlite3", "haichieu.pgdump")
#: Everything that a zip file gone bad can raise while it is read.
_DAMAGE = (OSError, EOFError, ValueError, KeyError, TypeError, RuntimeError, zipfile.BadZipFile, zlib.error)


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@one_sentence
def command(target: Path) -> None:
    """Sao lưu cơ sở dữ liệu và mọi tệp vào một tệp .zip; đầu chuỗi nhật ký được ghi trong đó."""
    if target.exists():
        raise BaseRoomError(f"Tệp {target} đã có; hãy chọn tên khác để không ghi đè bản sao lưu cũ.")
    at = now()
    seal_log(at=at)
    head = log_head() or ""
    partial = target.with_name(target.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)  # the whole office is in there: for its owner only, from the first byte on
        files = _write(partial, head, at)
        partial.rename(target)
    except OSError as error:
        raise BaseRoomError(f"Không ghi được bản sao lưu vào {target}: {error.strerror or error}.") from None
    finally:
        if partial.is_file():
            partial.unlink()
    click.echo(f"Đã sao lưu vào {target}: cơ sở dữ liệu và {files} tệp.")
    click.echo(f"Đầu chuỗi nhật ký: {head or 'chưa có mục nào'}")


@click.command("restore")
@click.argument("source", type=click.Path(path_type=Path))
@one_sentence
def restore_command(source: Path) -> None:
    """Khôi phục một bản sao lưu vào nơi lưu trữ đang trống, rồi kiểm tra nhật ký với đầu chuỗi đã ghi."""
    if connection.introspection.table_names():
        raise BaseRoomError("Nơi lưu trữ hiện tại không trống; chỉ khôi phục vào cơ sở dữ liệu trống.")
    if not source.is_file():
        raise BaseRoomError(f"Không tìm thấy tệp {source}; hãy kiểm tra lại đường dẫn.")
    try:
        with zipfile.ZipFile(source) as archive, TemporaryDirectory() as folder:
            manifest = _manifest_of(archive)
            archive.extract(manifest["database"], folder)
            _load(Path(folder) / manifest["database"], manifest)
            for prefix in (_FILES, _LEDGERS):
                _unpack(archive, prefix)
    except _DAMAGE:
        raise BaseRoomError(f"Tệp {source} không phải bản sao lưu nguyên vẹn của Hai Chiều.") from None
    checked = verify_log(manifest["log_head"] or None)
    if not checked.ok:
        raise BaseRoomError(
            "Bản sao lưu đã khôi phục nhưng nhật ký không khớp: " + " ".join(checked.problems[:3])
        )
    click.echo(f"Đã khôi phục từ {source}; nhật ký nguyên vẹn với {checked.entries} mục.")


def _write(partial: Path, head: str, at: datetime) -> int:
    """Write the whole archive; the number of stored files in it."""
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive, TemporaryDirectory() as folder:
        database = _dump(Path(folder))
        archive.write(database, database.name)
        files, ledgers = (_pack(archive, prefix) for prefix in (_FILES, _LEDGERS))
        manifest = _manifest(database, head, at) | {"files": files, "ledgers": ledgers}
        archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False))
    return files


def _root(prefix: str) -> Path:
    """The folder of the office that stands under this prefix in an archive."""
    return Path(settings.MEDIA_ROOT if prefix == _FILES else settings.VAR / "certify").resolve()


def _pack(archive: zipfile.ZipFile, prefix: str) -> int:
    root = _root(prefix)
    stored = [path for path in sorted(root.rglob("*")) if path.is_file()]
    for path in stored:
        archive.write(path, prefix + path.relative_to(root).as_posix())
    return len(stored)


def _manifest_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the archive says of itself, once every byte in it was checked: nothing is restored by halves."""
    manifest = json.loads(archive.read(_MANIFEST))
    if archive.testzip() is not None or manifest["database"] not in _DATABASES:
        raise zipfile.BadZipFile
    # Backups of before ledgers were packed do not count them.
    for prefix, packed in ((_FILES, manifest["files"]), (_LEDGERS, manifest.get("ledgers", 0))):
        if sum(name.startswith(prefix) for name in archive.namelist()) != packed:
            raise zipfile.BadZipFile
    if manifest.get("ledgers") and any(path.is_file() for path in _root(_LEDGERS).rglob("*")):
        raise BaseRoomError(
            f"Thư mục {_root(_LEDGERS)} đã có sổ chứng nhận; hãy dời đi rồi khôi phục để không ghi đè lên sổ đó."
        )
    return dict(manifest)


def _dump(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        path = folder / "haichieu.sqlite3"
        with (
            closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as live,
            closing(sqlite3.connect(path)) as copy,
        ):
            live.backup(copy)
        return path
    path = folder / "haichieu.pgdump"
    _run_tool("pg_dump", "--format=custom", "--no-owner", f"--file={path}", f"--dbname={_address()}")
    return path


def _load(path: Path, manifest: dict[str, Any]) -> None:
    if hashlib.sha256(path.read_bytes()).hexdigest() != manifest["sha256"]:
        raise BaseRoomError("Bản sao lưu bị hỏng: cơ sở dữ liệu trong tệp không khớp mã kiểm tra.")
    if path.suffix == ".sqlite3" and connection.vendor == "sqlite":
        connection.close()
        shutil.copyfile(path, settings.DATABASES["default"]["NAME"])
    elif path.suffix == ".pgdump" and connection.vendor == "postgresql":
        _run_tool("pg_restore", "--no-owner", f"--dbname={_address()}", str(path))
    else:
        raise BaseRoomError("Bản sao lưu thuộc loại cơ sở dữ liệu khác (SQLite hoặc PostgreSQL).")


def _unpack(archive: zipfile.ZipFile, prefix: str) -> None:
    root = _root(prefix)
    for name in archive.namelist():
        target = (root / name.removeprefix(prefix)).resolve()
        if not name.startswith(prefix) or name.endswith("/") or not target.is_relative_to(root):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as packed, target.open("wb") as out:
            shutil.copyfileobj(packed, out)


def _manifest(database: Path, head: str, at: datetime) -> dict[str, object]:
    return {
        "program": f"haichieu {VERSION}",
        "at": at.isoformat(),
        "database": database.name,
        "sha256": hashlib.sha256(database.read_bytes()).hexdigest(),
        "log_head": head,
    }


def _address() -> str:
    """Where the database is, without the password: everybody on the machine can list a program's arguments."""
    values = settings.DATABASES["default"]
    pairs = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    return " ".join(f"{key}={_quoted(values[name])}" for key, name in pairs.items() if values.get(name))


def _quoted(value: object) -> str:
    escaped = str(value).replace("\\", r"\\").replace("'", r"\'")
    return f"'{escaped}'"


def _run_tool(tool: str, *arguments: str) -> None:
    password = settings.DATABASES["default"].get("PASSWORD")
    environ = {**os.environ, "PGPASSWORD": password} if password else None
    try:
        subprocess.run([tool, *arguments], check=True, capture_output=True, text=True, env=environ)
    except FileNotFoundError:
        raise BaseRoomError(
            f"Máy này chưa có chương trình {tool} của PostgreSQL; hãy cài postgresql-client."
        ) from None
    except subprocess.CalledProcessError as error:
        raise BaseRoomError(f"{tool} báo lỗi: {error.stderr.strip()[:300]}") from None
