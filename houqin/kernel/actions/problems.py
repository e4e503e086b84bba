"""Refusals that speak to the person: what is wrong, in which field, what to do. All of them at once."""

from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


@dataclass(frozen=True, slots=True)
class Problem:
    message: str
    field: str | None = None
    code: str = "refused"


class Refused(Exception):
    """The action was not done, nothing was changed. `problems` says why."""

    def __init__(self, *problems: Problem | str, field: str | None = None) -> None:
        self.problems = tuple(p if isinstance(p, Problem) else Problem(p, field) for p in problems)
        super().__init__("；".join(p.message.rstrip("。；") for p in self.problems) + "。")

    @classmethod
    def from_validation(cls, error: ValidationError, labels: dict[str, str] | None = None) -> "Refused":
        if not hasattr(error, "error_dict"):
            return cls(*(Problem(m) for m in error.messages))
        found: list[Problem] = []
        for name, errors in error.message_dict.items():
            is_field = name != NON_FIELD_ERRORS
            label = (labels or {}).get(name, "") if is_field else ""
            found += [Problem(f"{label}：{m}" if label else m, name if is_field else None, "invalid") for m in errors]
        return cls(*found)


class Problems:
    """Collects what is wrong; `stop()` refuses if there is anything."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, message: str, field: str | None = None) -> None:
        self._found.append(Problem(message, field))

    def stop(self) -> None:
        if self._found:
            raise Refused(*self._found)
