"""The subcommands of `houqin`, by the words that call them."""

from houqin.config.commands import check, data, documents, run
from houqin.config.commands.command import Command

ALL: dict[str, Command] = {
    "demo": run.DEMO,
    "up": run.UP,
    "plan read": documents.PLAN_READ,
    "plan import": documents.PLAN_IMPORT,
    "summary write": documents.SUMMARY_WRITE,
    "summary fill": documents.SUMMARY_FILL,
    "import": data.IMPORT,
    "export": data.EXPORT,
    "backup": data.BACKUP,
    "restore": data.RESTORE,
    "verify": check.VERIFY,
    "explain": check.EXPLAIN,
}

__all__ = ["ALL", "Command"]
