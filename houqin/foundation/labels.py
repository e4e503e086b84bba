"""Label sheets in millimetres: A4 grids and thermal rolls, each label with its QR code as inline SVG."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import segno
from django.conf import settings

from houqin.foundation.actions import new_place_code, spoken_code
from houqin.foundation.models import Place

MOST = 600
"""Labels in one go: what a browser still prints without stumbling."""
BLANK_MOST = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """All measures in millimetres. A roll is a page with one label."""

    code: str
    name: str
    page: tuple[float, float]
    label: tuple[float, float]
    grid: tuple[int, int] = (1, 1)
    margin: tuple[float, float] = (0, 0)
    gap: tuple[float, float] = (0, 0)

    @property
    def per_page(self) -> int:
        return self.grid[0] * self.grid[1]

    @property
    def is_roll(self) -> bool:
        return self.per_page == 1

    @property
    def qr(self) -> float:
        """The side of the QR code: as high as the label allows, never more than two fifths of its width."""
        return round(min(self.label[1] - 5, self.label[0] * 0.42), 1)


A4 = (210.0, 297.0)
LAYOUTS = {layout.code: layout for layout in (
    Layout(code="a4-3x8", name="A4 不干胶 3×8（70×37 毫米）", page=A4, label=(70, 37), grid=(3, 8), margin=(0, 0.5)),
    Layout(code="a4-3x7", name="A4 不干胶 3×7（63.5×38.1 毫米）", page=A4, label=(63.5, 38.1), grid=(3, 7), margin=(7.2, 15.1), gap=(2.5, 0)),
    Layout(code="a4-2x5", name="A4 不干胶 2×5（99×57 毫米）", page=A4, label=(99, 57), grid=(2, 5), margin=(4.5, 6), gap=(3, 0)),
    Layout(code="a4-4x10", name="A4 不干胶 4×10（52.5×29.7 毫米）", page=A4, label=(52.5, 29.7), grid=(4, 10)),
    Layout(code="roll-50x30", name="热敏卷纸 50×30 毫米", page=(50, 30), label=(50, 30)),
    Layout(code="roll-60x40", name="热敏卷纸 60×40 毫米", page=(60, 40), label=(60, 40)),
)}  # fmt: skip
FIRST_LAYOUT = "a4-3x8"


@dataclass(frozen=True, slots=True)
class Label:
    """school, name and where stand in plain words; an empty name is a blank label, bound to its place later."""

    school: str
    name: str
    where: str
    code: str
    qr: str

    @property
    def spoken(self) -> str:
        return spoken_code(self.code)


def address_of_code(code: str) -> str:
    return f"{settings.BASE_URL}/p/{code}/"


def qr_of(code: str) -> str:
    return drawn(address_of_code(code))


def drawn(address: str) -> str:
    """An address as SVG that fills its box; level M bears a scratch, two modules of quiet zone besides the label's own white."""
    svg: str = segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2, dark="#000")
    return svg


def labels_of(school_name: str, places: Iterable[Place]) -> Iterator[Label]:
    for place in places:
        where = place.path.rpartition("/")[0].replace("/", " · ")
        yield Label(school_name, place.name, where, place.code, qr_of(place.code))


def blank_labels(school_name: str, count: int, address: Callable[[str], str] = address_of_code) -> Iterator[Label]:
    """For a roll that is stuck on first and bound by scanning later."""
    for _ in range(min(count, BLANK_MOST)):
        code = new_place_code()
        yield Label(school_name, "", "", code, drawn(address(code)))


def pages_of(labels: Iterable[Label], layout: Layout, *, skip: int = 0) -> list[list[Label | None]]:
    """The labels page by page; `skip` leaves the first positions of a sheet that was begun before empty."""
    cells: list[Label | None] = [None] * (skip % layout.per_page) + list(labels)
    return [cells[n : n + layout.per_page] for n in range(0, len(cells), layout.per_page)]
