from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    name = "houqin.areas.procurement"
    label = "procurement"
    verbose_name = "采购"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from houqin.areas.procurement import home  # noqa: F401  its quick buttons and numbers, once all models are loaded
