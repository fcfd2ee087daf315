"""What every test may ask for: the fixed cast, and files that go nowhere."""

import atexit
import importlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault of what is tested: time is measured by benchmarks.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

if "HAICHIEU_VAR" not in os.environ:
    os.environ["HAICHIEU_VAR"] = tempfile.mkdtemp(prefix="haichieu-test-")
    atexit.register(shutil.rmtree, os.environ["HAICHIEU_VAR"], ignore_errors=True)
os.environ.setdefault("HAICHIEU_SECRET_KEY", "only-for-tests-" * 4)

#: Who asks for one of these touches the database, or starts processes that do.
_TABLES = {"db", "transactional_db", "django_db_setup", "empty_office", "new_office"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a second run on another database: ``-m tables``."""
    for item in items:
        if item.get_closest_marker("django_db") or not _TABLES.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("tables")


@pytest.fixture(autouse=True)
def files_in_a_temporary_folder(settings, tmp_path: Path) -> None:
    """Stored letters and reports of a test go into its own folder; static files need no collecting."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@dataclass(frozen=True)
class Cast:
    """The four people of every story, and their units."""

    #: a federation with two grassroots unions below it
    federation: object
    hoa_union: object
    son_union: object
    #: leader of the federation
    lan: object
    #: officer of the federation
    minh: object
    #: officer of the first grassroots union
    hoa: object
    #: officer of the second, a stranger to the first
    son: object


@pytest.fixture
def cast(db) -> Cast:
    """Leader Lan, officer Minh, unit officer Hoa, stranger Sơn."""
    make = importlib.import_module("tests.factories")  # models load only after settings do
    make_person, make_unit = make.make_person, make.make_unit
    federation = make_unit(code="LDLD", name="Liên đoàn Lao động tỉnh Đông Triều", kind="federation")
    hoa_union = make_unit(code="CDCS-1", name="Công đoàn cơ sở May Phù Sa", parent=federation)
    son_union = make_unit(code="CDCS-2", name="Công đoàn cơ sở Thủy sản Thanh Lộc", parent=federation)
    return Cast(
        federation,
        hoa_union,
        son_union,
        lan=make_person(username="lan", full_name="Trịnh Ngọc Lan", unit=federation, role="leader"),
        minh=make_person(username="minh", full_name="Phạm Quang Minh", unit=federation),
        hoa=make_person(username="hoa", full_name="Vũ Thị Thanh Hoa", unit=hoa_union),
        son=make_person(username="son", full_name="Lâm Hồng Sơn", unit=son_union),
    )
