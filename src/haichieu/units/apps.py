from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "haichieu.units"
    label = "units"
    verbose_name = "Đơn vị"
