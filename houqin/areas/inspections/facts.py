from dataclasses import dataclass

from houqin.areas.inspections.models import Inspection
from houqin.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class InspectionFinished:
    """A check was done, in its window or a little after."""

    inspection: Inspection
    by: Actor
