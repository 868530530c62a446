"""The access token of a hub, in the system's own place for secrets and nowhere else.

Kept per host, so that the token of one hub is never sent to a mirror of it.
"""

from __future__ import annotations

from collections.abc import Mapping

import keyring
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError

from assistant_app.catalog.access import is_token
from assistant_app.errors import KeyringUnavailable

SERVICE = "Deskhand"
VARIABLE = "HF_TOKEN"
"""Environment variable with a token for one run; it is used in place of the kept one."""


def token_for(host: str, environ: Mapping[str, str]) -> str | None:
    """The token to send to ``host``, or None. A keyring that does not answer holds none."""
    given = environ.get(VARIABLE, "").strip()
    if is_token(given):
        return given
    try:
        kept = keyring.get_password(SERVICE, host)
    except Exception:  # the libraries below keyring let errors of their own through
        return None
    return kept if kept is not None and is_token(kept) else None


def keep_token(host: str, token: str) -> None:
    """Keep ``token`` for ``host``. Raises ``KeyringUnavailable``, or ``ValueError`` if it can't be
    a token."""
    if not is_token(token):
        raise ValueError("not a token")
    try:
        keyring.set_password(SERVICE, host, token)
    except Exception as error:
        raise KeyringUnavailable(_reason(error)) from None


def forget_token(host: str) -> None:
    """Forget the token of ``host``, if there is one. Raises ``KeyringUnavailable``."""
    try:
        keyring.delete_password(SERVICE, host)
    except PasswordDeleteError:
        return  # there was none
    except Exception as error:
        raise KeyringUnavailable(_reason(error)) from None


def _reason(error: Exception) -> str:
    """Never the token: some backends put what they were given into their errors."""
    if isinstance(error, NoKeyringError):
        return "it has no keyring"
    if isinstance(error, KeyringLocked):
        return "its keyring is locked"
    return type(error).__name__
