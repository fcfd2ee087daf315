from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "haichieu.reports"
    label = "reports"
    verbose_name = "Báo cáo"
