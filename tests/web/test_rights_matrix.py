"""Every address, as everybody: who gets in, who is told no, and for whom a record does not exist.

``rights_matrix.csv`` is the table: one line for an address, a method and whose record it shows, one column for each
member of the cast. What stands behind a “?” is posted to the address: a form that means another thing then. An
address without a line fails, and so does a line that the program does not keep; the message is then the line as the
program has it, to be read by a person before it is put into the table. (For a new page write its line with a “?” in
each column, run this file, read what the message says.)

The federation stands above two unions. Lan leads it and Minh is its officer; Hoa works in the first union and Sơn in
the second, its neighbour. Of the federation are also ``reader``, ``auditor``, ``spokesperson`` and ``admin``;
``admin_below`` administers the first union alone. ``deputy`` stands in for Lan these days and has no role besides;
``deputy_after`` did until yesterday; ``nobody`` has an account and no role. So “federation” is the own unit of Lan,
the upper one of Hoa; “union” is a lower unit for Lan, the own for Hoa, a neighbour for Sơn; “shared” is a letter of
the federation under which Hoa's union owes something.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import parse_qsl

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.timezone import localdate

from haichieu.base.clock import now
from haichieu.units.models import Person, Role
from tests.conftest import Cast
from tests.factories import make_person
from tests.shared_data import ROOT
from tests.web.records import Records, every_kind_of_record

pytestmark = pytest.mark.django_db

MATRIX = ROOT / "tests" / "web" / "rights_matrix.csv"
#: in: the page answers, or the form takes or refuses the values; no: 403; -: 404, as if it did not exist;
#: prove: first who is signed in has to prove again who they are.
ANSWERS = {403: "no", 404: "-"}
#: Addresses that need no sign-in: a door has to be open from outside. What stands behind a link without an account
#: is looked at in tests of its own.
DOORS = {
    "sign-in",
    "account_login",
    "sign-out",
    "invitation",
    "first-run",
    "mfa_login_webauthn",
    "mfa_authenticate",
    "outside-start",
    "receipt",
    "openid_connect_callback",
    "feed",
    "health",
}
#: Whose pages are drawn to their end: one of each standing. The others are asked the same, for the answer alone.
DRAWN = {"GET": {"lan", "hoa", "admin"}, "POST": {"lan"}}
#: Who holds the very rights of another member: one of the two looks for ways around.
ALIKE = {"spokesperson", "deputy_after"}
#: What the posted forms carry, where an empty one would be refused before any right is asked for.
VALUES = {
    "dispatch-confirm": {"version": "1"},
    "obligation-add": {"text": "Việc thêm bằng tay", "due": "30/11/2026", "owner": "own"},
    "obligation-split": {"parts": "Phần một\nPhần hai"},
    "obligation-remove": {"reason": "Trùng với việc khác"},
    "obligation-outside": {"reason": "Làm trên hệ thống của tỉnh"},
    "obligation-evidence": {"note": "Đã gửi hướng dẫn"},
    "obligation-finish": {"note": "Đã xong"},
    "obligation-reopen": {"reason": "Báo nhầm"},
    "audit-start": {"draw": "1"},
    "order-add": {"text": "Việc theo chỉ đạo", "source": "Chủ tịch, qua điện thoại", "unit": "own"},
    "own-letter-step": {"step": "submit", "version": "1"},
    "own-letter-edit": {"section": "closing", "version": "1", "closing": "Đề nghị thực hiện."},
    "register-note": {"note": "Đã gửi"},
    "draft": {"title": "Lễ ra quân", "planned_for": "31/12/2099"},
    "flag-check": {"answer": "yes"},
    "post-correct": {"tone": "neutral", "advisory": "no"},
    "person-change": {"full_name": "Tên đã sửa"},
    "role-grant": {"unit": "own", "role": "reader", "first": "01/12/2026"},
    "role-end": {"last": "31/12/2026"},
    "person-deactivate": {"reason": "Nghỉ hưu"},
    "deputy-appoint": {
        "unit": "own",
        "deputy": "tu",
        "first": "01/12/2099",
        "last": "02/12/2099",
        "reason": "Đi học",
    },
}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    address: str
    method: str
    of: str
    expected: tuple[str, ...]

    @property
    def name(self) -> str:
        """The address without what is posted to it."""
        return self.address.partition("?")[0]

    def __str__(self) -> str:
        return ",".join((self.address, self.method, self.of, *self.expected))


def table() -> tuple[tuple[str, ...], list[Row]]:
    """The members of the cast, and the lines."""
    with MATRIX.open(encoding="utf-8", newline="") as stream:
        head, *lines = csv.reader(stream)
    return tuple(head[3:]), [Row(line[0], line[1], line[2], tuple(line[3:])) for line in lines]


PEOPLE, ROWS = table()


@pytest.fixture
def people(cast: Cast) -> dict[str, Person]:
    found = {"lan": cast.lan, "minh": cast.minh, "hoa": cast.hoa, "son": cast.son}
    for role in ("reader", "auditor", "spokesperson"):
        found[role] = make_person(unit=cast.federation, role=role)
    found["admin"] = make_person(unit=cast.federation, role="administrator")
    found["admin_below"] = make_person(unit=cast.hoa_union, role="administrator")
    today = localdate(now())
    for name, last in (("deputy", today + timedelta(days=3)), ("deputy_after", today - timedelta(days=1))):
        found[name] = make_person()
        Role.objects.create(
            person=found[name],
            unit=cast.federation,
            role="leader",
            deputy_of=cast.lan,
            valid_from=today - timedelta(days=9),
            valid_to=last,
        )
    found["nobody"] = make_person(username="tu", full_name="Ngô Minh Tú")
    return found


@pytest.fixture
def browsers(people: dict[str, Person]) -> dict[str, Client]:
    opened = {name: Client() for name in people}
    for name, browser in opened.items():
        browser.force_login(people[name])
    return opened


@pytest.fixture
def records(cast: Cast) -> dict[str, Records]:
    return every_kind_of_record(cast)


@contextmanager
def undrawn() -> Iterator[None]:
    """Views decide as ever, but their templates are not drawn: most of the time of a page goes there."""
    with patch.object(Template, "render", lambda *_: ""):
        yield


def path_of(row: Row, records: dict[str, Records]) -> str:
    return reverse(row.name, args=records[row.of].arguments(row.name) if row.of != "-" else ())


def values_of(row: Row, records: dict[str, Records]) -> dict[str, str]:
    """What the form carries; “own” stands for the unit of the record."""
    values = dict(VALUES.get(row.name, {})) | dict(parse_qsl(row.address.partition("?")[2]))
    if row.of != "-":
        values |= records[row.of].values(row.name)
        values = {
            key: str(records[row.of].unit.pk) if value == "own" else value for key, value in values.items()
        }
    return values


def ask(
    browser: Client, method: str, path: str, values: dict[str, str], *, drawn: bool = False, **headers: str
) -> str:
    """The word for what the address answers, its effects taken back."""
    with transaction.atomic(), nullcontext() if drawn else undrawn():
        asked = browser.get if method == "GET" else browser.post
        answer = asked(path, values, headers=headers)
        if answer.streaming:
            b"".join(answer.streaming_content)  # the file is closed at its end
        transaction.set_rollback(True)
    if answer.status_code == 302 and answer["location"].startswith(reverse("account_reauthenticate")):
        return "prove"
    status = answer.status_code
    return ANSWERS.get(status, "in" if status < 400 or status == 422 else str(status))


def addresses(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield pattern.name
        else:
            yield from addresses(pattern)


def test_the_table_names_every_address_and_each_once() -> None:
    served, named_here = set(addresses(get_resolver())), {row.name for row in ROWS} | DOORS
    assert not served - named_here, f"without a line in {MATRIX.name}: {sorted(served - named_here)}"
    assert not named_here - served, f"no such address any more: {sorted(named_here - served)}"
    assert not {row.name for row in ROWS} & DOORS
    named = [(row.address, row.method, row.of) for row in ROWS]
    assert len(named) == len(set(named))
    assert all(
        set(row.expected) <= {"in", "no", "-", "prove"} and len(row.expected) == len(PEOPLE) for row in ROWS
    )


def test_everybody_gets_where_the_table_says_and_no_further(
    browsers: dict[str, Client], records: dict[str, Records]
) -> None:
    wrong = []
    posted = {(row.address, row.of) for row in ROWS if row.method == "POST"}
    for row in ROWS:
        path, values = path_of(row, records), values_of(row, records)
        found = answers_to(row, path, values if row.method == "POST" else {}, browsers)
        if found != row.expected:
            wrong.append(
                f"{Row(row.address, row.method, row.of, found)}\n   instead of {','.join(row.expected)}"
            )
        elif row.method == "GET":
            wrong += ways_around(row, path, values, browsers, is_posted=(row.address, row.of) in posted)
    assert not wrong, "\n".join(wrong)


def answers_to(row: Row, path: str, values: dict[str, str], browsers: dict[str, Client]) -> tuple[str, ...]:
    return tuple(
        ask(browsers[name], row.method, path, values, drawn=name in DRAWN[row.method] and expected == "in")
        for name, expected in zip(PEOPLE, row.expected, strict=True)
    )


def ways_around(
    row: Row, path: str, values: dict[str, str], browsers: dict[str, Client], *, is_posted: bool
) -> list[str]:
    """Who is refused a page and gets a part of it, or through with a method that has no line of its own."""
    found = []
    for name, expected in zip(PEOPLE, row.expected, strict=True):
        if expected == "in" or name in ALIKE:
            continue
        part = ask(browsers[name], "GET", path, {}, **{"HX-Request": "true"})
        other = "405" if is_posted else ask(browsers[name], "POST", path, values)
        if part != expected or other not in (expected, "405"):
            found.append(f"{row.address} of {row.of} as {name}: {part}, {other}")
    return found


def test_without_sign_in_every_address_leads_to_the_door(records: dict[str, Records]) -> None:
    wrong = []
    for path in {path_of(row, records) for row in ROWS}:
        part = Client().get(path, headers={"HX-Request": "true"})
        for answer in (Client().get(path), Client().post(path), part):
            if answer.status_code != 302 or not answer["Location"].startswith(reverse("sign-in")):
                wrong.append(f"{path}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_record_that_is_not_there_and_one_that_is_closed_look_the_same(
    browsers: dict[str, Client], records: dict[str, Records]
) -> None:
    browser = browsers["son"]
    for address in (
        "dispatch",
        "obligation",
        "channel",
        "post",
        "frame",
        "audit",
        "report",
        "draft",
        "person",
    ):
        closed = browser.get(reverse(address, args=records["union"].arguments(address)))
        absent = browser.get(reverse(address, args=(987654321,)))
        assert closed.status_code == absent.status_code == 404, address
        assert len(closed.content) == len(absent.content), address


def test_a_number_too_large_for_any_record_is_not_found(browsers: dict[str, Client]) -> None:
    browser = browsers["lan"]
    browser.raise_request_exception = False
    names = ("dispatch", "obligation", "channel", "post", "frame", "audit", "certificate", "report", "person")
    answers = {name: browser.get(reverse(name, args=(10**30,))).status_code for name in names}
    assert answers == dict.fromkeys(names, 404)


def test_searching_finds_nothing_of_units_that_are_not_open(
    browsers: dict[str, Client], records: dict[str, Records], people: dict[str, Person]
) -> None:
    union, federation = records["union"], records["federation"]
    looked_for = {
        "dispatch-list": union.letter.subject,
        "obligation-list": union.owed.text,
        "post-list": "Hội nghị số",
        "channel-list": union.channel.name,
    }
    for address, words in looked_for.items():
        for name in ("son", "deputy_after", "nobody"):
            for headers in ({}, {"HX-Request": "true"}):
                page = browsers[name].get(reverse(address), {"q": words}, headers=headers).content.decode()
                body = page.replace(f'value="{words}"', "")
                assert words not in body, (address, name)
    page = browsers["hoa"].get(reverse("dispatch-list"), {"q": federation.letter.subject}).content.decode()
    assert reverse("dispatch", args=(federation.letter.pk,)) not in page
    staff = browsers["admin_below"].get(reverse("person-list"), {"q": "Sơn"}).content.decode()
    assert people["son"].full_name not in staff
    foreign = browsers["admin_below"].get(reverse("person-list"), {"unit": str(federation.unit.pk)})
    assert people["minh"].full_name not in foreign.content.decode()
