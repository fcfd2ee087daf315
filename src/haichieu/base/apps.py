"""The base room as a Django app: gathers the rooms' jobs at start."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BaseConfig(AppConfig):
    """Names the app ``base`` and imports every room's ``jobs`` module, so that all job names are known."""

    name = "haichieu.base"
    label = "base"
    verbose_name = "Nền"

    def ready(self) -> None:
        """Import ``jobs`` of every installed app."""
        autodiscover_modules("jobs")
