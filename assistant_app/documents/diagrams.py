"""SmartArt: the texts of its points, and of the drawing that was made of them last.

ECMA-376 part 1, 21.4. A program shows the drawing (Microsoft's ``dsp``, [MS-ODRAWXML] 2.4) until
the points change, so the same words stand in both.
"""

from __future__ import annotations

from assistant_app.documents.drawingml import text_slots
from assistant_app.documents.office import LeftCounts, Part, Slot
from assistant_app.documents.ooxml import related
from assistant_app.documents.xml_tree import Element
from assistant_app.documents.zip_package import ZipPackage


def diagram_parts(package: ZipPackage, part: str) -> list[Part]:
    """The parts of the SmartArt that stands in ``part``."""
    names = related(package, part, "diagramData", "diagramDrawing")
    return [Part(name, _slots) for name in names]


def _slots(root: Element, _left: LeftCounts) -> list[Slot]:
    return text_slots(root, lambda _: "chart")
