"""A file becomes text and is written back with its format kept."""

from assistant_app.documents.base import KINDS, LIMIT_BYTES, SUFFIXES, Document, Kind, Saved
from assistant_app.documents.encoding import Decoded, decode, decode_text
from assistant_app.documents.save import save_bytes, save_text
from assistant_app.documents.text import open_document, read_bytes, save_document

__all__ = [
    "KINDS",
    "LIMIT_BYTES",
    "SUFFIXES",
    "Decoded",
    "Document",
    "Kind",
    "Saved",
    "decode",
    "decode_text",
    "open_document",
    "read_bytes",
    "save_bytes",
    "save_document",
    "save_text",
]
