from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "houqin.foundation"
    label = "foundation"
    verbose_name = "基础"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from houqin.foundation import actors, kernel_records  # noqa: F401  they register themselves
