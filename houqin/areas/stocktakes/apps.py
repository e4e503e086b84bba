from django.apps import AppConfig


class StocktakesConfig(AppConfig):
    name = "houqin.areas.stocktakes"
    label = "stocktakes"
    verbose_name = "盘点"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from houqin.areas.stocktakes import home, panels  # noqa: F401  its numbers, doors and panels, once all models are loaded
