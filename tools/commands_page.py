"""Write docs/commands.md from the program itself, so that the page says what the program does."""

from collections.abc import Iterator
from pathlib import Path

import click

from haichieu.cli.main import LATE, OFFICE, load_command, load_office, main

HEAD = """# Commands

Made by `python tools/commands_page.py` from the program's own help. Errors are one Vietnamese sentence on the error
stream and a status other than 0. Reading commands take `--json`; writing ones take `--by USERNAME` (without it the log
names the terminal).
"""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name, groups before their members."""
    late = {name: load_command(f"haichieu.cli.{name}") for name in LATE}
    roots = {**main.commands, **late, **{name: load_office(name) for name in OFFICE}}
    for name, command in sorted(roots.items()):
        yield f"haichieu {name}", command
        if isinstance(command, click.Group):
            context = click.Context(command, info_name=name)
            for inner in command.list_commands(context):
                if member := command.get_command(context, inner):
                    yield f"haichieu {name} {inner}", member


def entry(name: str, command: click.Command) -> str:
    """One command: usage, help, options."""
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    help_text = " ".join((command.help or "").split("\f")[0].split())
    lines = [f"## `{usage}`", "", help_text, ""]
    records = (parameter.get_help_record(context) for parameter in command.params)
    lines += [f"- `{record[0]}` {record[1]}".rstrip() for record in records if record]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    page = "\n".join([HEAD, *(entry(name, command) for name, command in commands())])
    Path("docs/commands.md").write_text(page, encoding="utf-8")
