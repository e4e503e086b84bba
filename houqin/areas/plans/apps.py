from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "houqin.areas.plans"
    label = "plans"
    verbose_name = "计划与任务"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from houqin.areas.plans import panels  # noqa: F401  once all models are loaded
