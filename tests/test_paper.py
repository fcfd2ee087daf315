"""The paper is complete: every setting, command, page and office term is written down, and the numbers agree."""

import re
from collections.abc import Iterator

import click
from django.urls import URLPattern, URLResolver, get_resolver

from haichieu.cli.main import LATE, OFFICE, load_command, load_office, main
from haichieu.config.env import VARIABLES
from haichieu.version import VERSION
from tests.shared_data import ROOT

DOCS = ROOT / "docs"


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_every_setting_is_documented_with_its_default() -> None:
    page = read("docs/settings.md")
    for variable in VARIABLES:
        assert f"`{variable.name}`" in page
        assert not variable.default or f"`{variable.default}`" in page, variable.name


def commands(group: click.Group, prefix: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{prefix} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")


def all_commands() -> Iterator[tuple[str, click.Command]]:
    yield from commands(main, "haichieu")
    late = [(name, load_command(f"haichieu.cli.{name}")) for name in LATE]
    for name, command in (*late, *((name, load_office(name)) for name in OFFICE)):
        yield f"haichieu {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"haichieu {name}")


def test_every_command_has_help_and_is_documented() -> None:
    page = read("docs/commands.md")
    for name, command in all_commands():
        assert command.help, f"{name} has no help"
        assert f"`{name}" in page, f"{name} is not in docs/commands.md"


def test_every_option_is_documented() -> None:
    page = read("docs/commands.md")
    for name, command in all_commands():
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert any(opt in page for opt in parameter.opts), f"{name} {parameter.opts}"


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def test_every_page_is_documented_by_name() -> None:
    page = read("docs/pages.md")
    for pattern in patterns(get_resolver()):
        assert pattern.name, str(pattern.pattern)
        assert f"`{pattern.name}`" in page, f"{pattern.name} is not in docs/pages.md"


def test_the_changelog_opens_with_the_version() -> None:
    newest = re.search(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None and newest.group(1) == VERSION


def test_the_readme_is_one_screen() -> None:
    assert len(read("README.md").splitlines()) <= 100


def test_links_between_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "README.vi.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} → {target}"
