"""What may stand in a line of text: plain words, links out, jumps inside the document, and the places they lead to."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart

from houqin.kernel.documents import ooxml
from houqin.kernel.documents.ooxml import element, run


@dataclass(frozen=True)
class Text:
    text: str
    bold: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class Link:
    """Opens an address outside the document."""

    text: str
    url: str


@dataclass(frozen=True)
class Place:
    """Words other parts of the document can jump to."""

    text: str
    name: str


@dataclass(frozen=True)
class Jump:
    """Leads to the heading, picture, table or place of that name."""

    text: str
    to: str


@dataclass(frozen=True)
class Reference:
    """Shows the label of a captioned picture or table (图1), and keeps showing the right one when Word renumbers."""

    to: str


Inline = str | Text | Link | Place | Jump | Reference
Content = str | Sequence[Inline]

_SCHEMES = {"http", "https", "mailto"}
_NAME = re.compile(r"[^\W\d]\w{0,39}")


class Writer:
    """Turns content into runs, and remembers every place and every jump so that none leads nowhere."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part
        self._places: dict[str, str] = {}
        self._jumps: set[str] = set()
        self._labels: dict[str, str] = {}
        self._references: list[tuple[str, BaseOxmlElement]] = []

    def runs(self, content: Content) -> list[BaseOxmlElement]:
        pieces = (content,) if isinstance(content, str) else content
        return [made for piece in pieces for made in self._piece(piece)]

    def marked(self, name: str, content: Sequence[BaseOxmlElement]) -> list[BaseOxmlElement]:
        """The content between the two ends of a bookmark; no name, no bookmark."""
        if not name:
            return list(content)
        if name in self._places:
            raise ValueError(f"two places of this document are called {name!r}")
        number = len(self._places)
        self._places[name] = bookmark_name(name)
        opening = element("w:bookmarkStart", id=number, name=self._places[name])
        return [opening, *content, element("w:bookmarkEnd", id=number)]

    def label(self, name: str, shown: str) -> None:
        self._labels[name] = shown

    def jump(self, to: str, content: Sequence[BaseOxmlElement]) -> BaseOxmlElement:
        self._jumps.add(to)
        return element("w:hyperlink", *content, anchor=bookmark_name(to), history=1)

    def settle(self) -> None:
        """Fill in the labels that were not known when they were referred to; refuse jumps that lead nowhere."""
        for name, shown in self._references:
            if name not in self._labels:
                raise ValueError(f"no picture or table of this document is called {name!r}")
            shown.text = self._labels[name]
        lost = self._jumps - self._places.keys()
        if lost:
            raise ValueError(f"jumps that lead nowhere: {', '.join(sorted(lost))}")

    def _piece(self, piece: Inline) -> list[BaseOxmlElement]:
        match piece:
            case str():
                return [run(piece)]
            case Text(text=text, bold=bold):
                return [run(text, bold=bold)]
            case Link(text=text, url=url):
                return [self._link(text, url)]
            case Place(text=text, name=name):
                return self.marked(name, [run(text)])
            case Jump(text=text, to=to):
                return [self.jump(to, [run(text, style="Hyperlink")])]
            case Reference(to=to):
                return self._reference(to)

    def _link(self, text: str, url: str) -> BaseOxmlElement:
        relation = self._part.relate_to(address(url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        made = element("w:hyperlink", run(text, style="Hyperlink"), history=1)
        made.set(qn("r:id"), relation)
        return made

    def _reference(self, to: str) -> list[BaseOxmlElement]:
        runs = ooxml.field(f"REF {bookmark_name(to)} \\h", "？")
        shown = next(text for made in runs for text in made.iter(qn("w:t")))
        self._references.append((to, shown))
        return runs


def address(url: str) -> str:
    """A paper that is passed on must not carry a link to a script or to somebody's disk."""
    if urlsplit(url).scheme not in _SCHEMES:
        raise ValueError(f"a link needs a full web or mail address, not {url!r}")
    return quote(url, safe="/:?#[]@!$&'()*+,;=%~")


def bookmark_name(name: str) -> str:
    """Word takes letters, digits and underscores, forty at most; other names get a short print of themselves."""
    if _NAME.fullmatch(name):
        return name
    readable = re.sub(r"\W", "_", name)[:28]
    return f"_{readable}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
