from django.apps import AppConfig


class AssetsConfig(AppConfig):
    name = "houqin.areas.assets"
    label = "assets"
    verbose_name = "固定资产"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from houqin.areas.assets import home, panels  # noqa: F401  once all models are loaded
