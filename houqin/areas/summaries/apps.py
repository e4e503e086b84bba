from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "houqin.areas.summaries"
    label = "summaries"
    verbose_name = "工作总结"
    default_auto_field = "django.db.models.BigAutoField"
