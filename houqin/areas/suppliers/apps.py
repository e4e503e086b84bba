from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    name = "houqin.areas.suppliers"
    label = "suppliers"
    verbose_name = "供应商与合同"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from houqin.areas.suppliers import home, panels  # noqa: F401  once all models are loaded
