from django.apps import AppConfig


class RepairsConfig(AppConfig):
    name = "houqin.areas.repairs"
    label = "repairs"
    verbose_name = "报修维修"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from houqin.areas.repairs import home, panels  # noqa: F401  once all models are loaded
