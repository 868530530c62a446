"""The window's way to picture decoding: the layer below is closed to it."""

from __future__ import annotations

from assistant_app.inference.image_input import open_picture, thumbnail

__all__ = ["open_picture", "thumbnail"]
