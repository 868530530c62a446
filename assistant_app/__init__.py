"""Deskhand: drafting, summarising, translating and labelling on this computer alone."""

__version__ = "0.1.0"
