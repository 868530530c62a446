"""How to get to a model hub: its address, the proxy on the way, whether it may be asked at all."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from assistant_app.errors import ProxyUnusable
from assistant_app.settings import Settings

PUBLIC_HUB = "https://huggingface.co"
_HUBS = ("https", "http")
_PROXIES = ("http", "https", "socks5", "socks5h")
_TRUE = {"1", "ON", "YES", "TRUE"}
"""What huggingface_hub takes for a yes."""


@dataclass(frozen=True)
class HubAccess:
    """``endpoint`` is the hub's or a mirror's address; an empty ``proxy`` is what the system
    says."""

    endpoint: str = PUBLIC_HUB
    proxy: str = ""
    is_offline: bool = False

    @property
    def host(self) -> str:
        """The hub's name, with its port if that is a special one: for messages and the keyring."""
        return host_of(self.endpoint)

    @property
    def is_private(self) -> bool:
        """Whether nobody on the way can read along, so that a token may be sent."""
        parts = urlsplit(self.endpoint)
        return parts.scheme == "https" or _is_this_computer(parts.hostname or "")


def hub_access(settings: Settings, environ: Mapping[str, str]) -> HubAccess:
    """What the settings say, or where they say nothing, the variables that huggingface_hub knows
    (``HF_ENDPOINT``, ``HF_HUB_OFFLINE``). Raises ``ProxyUnusable`` unless it is offline."""
    if settings.is_offline or is_forbidden(environ):
        return HubAccess(is_offline=True)
    endpoint = settings.hub_endpoint.strip() or environ.get("HF_ENDPOINT", "").strip()
    return HubAccess(checked_endpoint(endpoint), checked_proxy(settings.proxy))


def is_forbidden(environ: Mapping[str, str]) -> bool:
    """Whether the network is forbidden to every program that asks a hub."""
    return environ.get("HF_HUB_OFFLINE", "").upper() in _TRUE


def checked_endpoint(address: str) -> str:
    """``address`` without a slash at its end; the public hub's if it is empty. Raises
    ``ProxyUnusable``."""
    address = address.strip().rstrip("/")
    if not address:
        return PUBLIC_HUB
    parts = _split(address, _HUBS)
    if parts.username is not None or parts.password is not None:
        raise ProxyUnusable(_shown(address), "a mirror's address holds no password")
    if parts.query or parts.fragment:
        raise ProxyUnusable(address, "a mirror's address ends before ? and #")
    return address


def checked_proxy(address: str) -> str:
    """``address`` as it can be used, or empty. Raises ``ProxyUnusable``."""
    address = address.strip()
    if not address:
        return ""
    parts = _split(address, _PROXIES)
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ProxyUnusable(_shown(address), "a proxy's address ends with its port")
    return address


def host_of(address: str) -> str:
    """``name`` or ``name:port`` of an address."""
    return urlsplit(address).netloc.rpartition("@")[2]


def is_token(text: str) -> bool:
    """Whether ``text`` could be an access token: visible ASCII without blanks, as in a header."""
    return bool(text) and text.isascii() and all("!" <= each <= "~" for each in text)


def _split(address: str, schemes: tuple[str, ...]) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port  # looked at only when it is asked for
    except ValueError as error:
        raise ProxyUnusable(_shown(address), "it makes no sense as an address") from error
    if parts.scheme not in schemes:
        known = ", ".join(f"{scheme}://" for scheme in schemes)
        raise ProxyUnusable(_shown(address), f"it does not begin with one of {known}")
    if not parts.hostname or any(each.isspace() or not each.isprintable() for each in address):
        raise ProxyUnusable(_shown(address), "it names no computer")
    return parts


def _shown(address: str) -> str:
    """Without the name and password that may stand in a proxy's address."""
    before, at, after = address.rpartition("@")
    return f"{before.partition('//')[0]}//…@{after}" if at else address


def _is_this_computer(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
