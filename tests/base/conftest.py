"""Offices of their own for tests that start real processes: on the database that ``DATABASE_URL`` names."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from tests.base.office import Office


def _sql(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with tables and nothing in them, to be copied."""
    var = tmp_path_factory.mktemp("office")
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        office = Office(var, "")
        office.migrate()
        yield office
        return
    name = f"office_{uuid4().hex}"
    _sql(server, f"CREATE DATABASE {name}")
    office = Office(var, urlsplit(server)._replace(path=f"/{name}").geturl())
    office.migrate()
    yield office
    _sql(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def office(empty_office: Office, tmp_path: Path) -> Iterator[Office]:
    """A fresh office."""
    if not empty_office.url:
        for path in empty_office.var.glob("haichieu.sqlite3*"):
            shutil.copy(path, tmp_path)
        yield Office(tmp_path, "")
        return
    name, template = f"office_{uuid4().hex}", urlsplit(empty_office.url).path[1:]
    server = os.environ["DATABASE_URL"]
    _sql(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield Office(tmp_path, urlsplit(server)._replace(path=f"/{name}").geturl())
    _sql(server, f"DROP DATABASE {name} WITH (FORCE)")
