from django.apps import AppConfig


class DispatchesConfig(AppConfig):
    name = "haichieu.dispatches"
    label = "dispatches"
    verbose_name = "Văn bản"
