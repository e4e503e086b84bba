from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "houqin.areas.plans"
    label = "plans"
    verbose_name = "计划与任务"
    default_auto_field = "django.db.models.BigAutoField"
