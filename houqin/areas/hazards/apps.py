from django.apps import AppConfig


class HazardsConfig(AppConfig):
    name = "houqin.areas.hazards"
    label = "hazards"
    verbose_name = "隐患整改"
    default_auto_field = "django.db.models.BigAutoField"
