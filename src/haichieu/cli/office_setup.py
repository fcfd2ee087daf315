"""Django for the terminal."""

import os
import sys

import click
import django
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured


def prepare() -> None:
    """Load settings and models once; a setting that makes no sense ends the program with its sentence."""
    if apps.ready:
        return
    try:
        django.setup()
    except ImproperlyConfigured as error:
        click.echo(f"Lỗi: {error}", err=True)
    except OSError as error:
        folder = os.environ.get("HAICHIEU_VAR") or "var"
        reason = error.strerror or error
        click.echo(
            f"Lỗi: không dùng được thư mục dữ liệu HAICHIEU_VAR={folder} ({reason}); hãy kiểm tra quyền ghi.",
            err=True,
        )
    else:
        return
    sys.exit(1)
