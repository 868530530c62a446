"""What office documents hold that is seen and left as it is, in words for the person."""

from __future__ import annotations

from typing import Final

CHARTS: Final = "charts, but for their titles"
COMPARED: Final = "cells that formulas compare with"
DELETED: Final = "texts marked as deleted"
EMBEDDED: Final = "embedded objects"
EQUATIONS: Final = "equations"
FORMULAS: Final = "formulas with words in them"
HEADINGS: Final = "column headings that tables refer to"
INDEXES: Final = "lines of tables of contents and other fields"
RESTRICTIONS: Final = "restrictions on editing"
SIGNATURES: Final = "digital signatures"
SLIDE_COMMENTS: Final = "comments on slides"
SHEET_NAMES: Final = "names of sheets"
THREADS: Final = "threaded comments"
WORD_ART: Final = "pieces of old WordArt"
