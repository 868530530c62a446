"""What every error of the app is: something a person can act on, or a stop."""

from __future__ import annotations


class Cancelled(Exception):
    """The person pressed Stop. Not an error: the job ends as ``Stopped``."""


class AppError(Exception):
    """Base of everything that a person can mend. Subclasses are frozen in spirit: data only."""
