"""The office's own settings, with tables made straight from the models: a fresh office in a second."""

from haichieu.config.settings import *  # noqa: F403
from haichieu.config.settings import INSTALLED_APPS

MIGRATION_MODULES = {name.rsplit(".", 1)[-1]: None for name in INSTALLED_APPS} | {
    "django_tasks_database": None
}
