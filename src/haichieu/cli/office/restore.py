"""``haichieu restore``: see :mod:`haichieu.cli.office.backup`."""

from haichieu.cli.office.backup import restore_command as command

__all__ = ["command"]
