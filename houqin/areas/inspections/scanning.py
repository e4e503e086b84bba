"""From what a camera read to the point of the round it proves."""

import hashlib
from unicodedata import normalize

from houqin.areas.inspections.models import Inspection, RoundPoint
from houqin.areas.inspections.reads import points_at, visited_among
from houqin.foundation.models import Place
from houqin.kernel.actions import Refused


def code_in(scanned: str) -> str:
    """A label holds an address that ends in the code; a person types the code alone."""
    text = normalize("NFKC", scanned).strip().split("?")[0].split("#")[0].rstrip("/")
    return text.rsplit("/", 1)[-1].upper()


def sealed_code(inspection: Inspection, code: str) -> str:
    """Lets a phone without a network see that a scanned code is one of the round's, and tells nobody the code."""
    return hashlib.sha256(f"{inspection.pk}:{code.upper()}".encode()).hexdigest()[:16]


def point_of_code(inspection: Inspection, scanned: str) -> RoundPoint:
    """The next unproven point at that place; a sentence when the code belongs elsewhere."""
    code = code_in(scanned)
    points = points_at(inspection, code)
    proven = set(visited_among(inspection, points)) if points else set()
    for point in points:
        if point.pk not in proven:
            return point
    if points:
        raise Refused(f"“{points[0].place.name}”已经到过，不用再扫。", field="code")
    place = Place.objects.of(inspection.school_id).filter(code__iexact=code, campus_id=inspection.campus_id).first()
    if place is not None:
        raise Refused(
            f"您扫到的是“{place.path}”，它不在本次巡查“{inspection.title}”的路线上，请核对位置。", field="code"
        )
    raise Refused(
        f"没有编码为“{code[:24]}”的点位，请确认扫的是本校场所的二维码，或手工输入标签上的编码。", field="code"
    )
