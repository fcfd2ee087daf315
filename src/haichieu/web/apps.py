from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "haichieu.web"
    label = "web"
    verbose_name = "Trang"
