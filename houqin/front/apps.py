from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "houqin.front"
    label = "front"
    verbose_name = "首页"
