from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    name = "houqin.kernel"
    label = "kernel"
    verbose_name = "核心"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from houqin.kernel.declare import checks  # noqa: F401  registers itself
        from houqin.kernel.figures import checks as figure_checks  # noqa: F401  registers itself
        from houqin.kernel.rows import checks as row_checks  # noqa: F401  registers itself
        from houqin.kernel.sheets import checks as sheet_checks  # noqa: F401  registers itself

        autodiscover_modules("records", "figures", "summary", "listeners", "clockwork")
