from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "haichieu.channels"
    label = "channels"
    verbose_name = "Kênh"
