from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "haichieu.notices"
    label = "notices"
    verbose_name = "Nhắc việc"
