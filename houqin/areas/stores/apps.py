from django.apps import AppConfig


class StoresConfig(AppConfig):
    name = "houqin.areas.stores"
    label = "stores"
    verbose_name = "物资"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from houqin.areas.stores import home, panels  # noqa: F401  once all models are loaded
