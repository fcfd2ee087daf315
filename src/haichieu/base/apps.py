"""The base room as a Django app: gathers the rooms' jobs at start and teaches fields the lookup of large sets."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from haichieu.base import sets


class BaseConfig(AppConfig):
    """Names the app ``base`` and imports every room's ``jobs`` module, so that all job names are known."""

    name = "haichieu.base"
    label = "base"
    verbose_name = "Nền"

    def ready(self) -> None:
        """Make ``one_of`` known, then import ``jobs`` of every installed app."""
        sets.register()
        autodiscover_modules("jobs")
