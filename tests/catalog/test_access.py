"""Addresses of hubs and proxies, as people type them."""

from __future__ import annotations

import pytest

from assistant_app.catalog.access import (
    PUBLIC_HUB,
    HubAccess,
    checked_endpoint,
    checked_proxy,
    hub_access,
)
from assistant_app.errors import ProxyUnusable
from assistant_app.settings import Settings


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("", PUBLIC_HUB),
        ("   ", PUBLIC_HUB),
        (" https://hf-mirror.com/ ", "https://hf-mirror.com"),
        ("http://10.0.0.5:8080/hub/", "http://10.0.0.5:8080/hub"),
        ("https://[2001:db8::1]:444", "https://[2001:db8::1]:444"),
    ],
)
def test_a_mirror(typed, address):
    assert checked_endpoint(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "hf-mirror.com", "ftp://x.org", "https://", "https:///path", "https://x y", "https://[::1",
        "https://x:99999", "https://x:port", "https://x?a=b", "https://x#y", "file:///etc/passwd",
        "javascript:alert(1)", "https://na\nme", "https://person:word@x.org",
    ],
)  # fmt: skip
def test_no_mirror(typed):
    with pytest.raises(ProxyUnusable):
        checked_endpoint(typed)


def test_a_proxy():
    assert checked_proxy("") == ""
    assert checked_proxy(" http://proxy.firm:3128 ") == "http://proxy.firm:3128"
    assert checked_proxy("http://me:word@proxy:3128") == "http://me:word@proxy:3128"
    assert checked_proxy("socks5://127.0.0.1:1080") == "socks5://127.0.0.1:1080"


@pytest.mark.parametrize("typed", ["proxy:3128", "socks4://x:1080", "http://x/path", "http://"])
def test_no_proxy(typed):
    with pytest.raises(ProxyUnusable):
        checked_proxy(typed)


@pytest.mark.parametrize("typed", ["socks4://me:secret@x:1080", "https://me:secret@h?x"])
def test_a_refused_address_is_shown_without_its_password(typed):
    for check in (checked_proxy, checked_endpoint):
        with pytest.raises(ProxyUnusable) as caught:
            check(typed)
        assert "secret" not in caught.value.address


def test_the_settings_come_before_the_variables_and_these_before_the_public_hub():
    environ = {"HF_ENDPOINT": "https://mirror.example/"}
    own = Settings(hub_endpoint="https://own.example", proxy="http://p:1")
    assert hub_access(own, environ) == HubAccess("https://own.example", "http://p:1")
    assert hub_access(Settings(), environ) == HubAccess("https://mirror.example")
    assert hub_access(Settings(), {}) == HubAccess(PUBLIC_HUB)


def test_offline_counts_before_any_address_that_is_wrong():
    wrong = Settings(is_offline=True, proxy="nonsense")
    assert hub_access(wrong, {}).is_offline
    assert hub_access(Settings(), {"HF_HUB_OFFLINE": "1"}).is_offline
    assert not hub_access(Settings(), {"HF_HUB_OFFLINE": "0"}).is_offline


def test_the_host_is_what_people_know_it_by():
    assert HubAccess("https://hub.example:8443/path").host == "hub.example:8443"
    assert HubAccess().host == "huggingface.co"


@pytest.mark.parametrize(
    ("endpoint", "is_private"),
    [
        ("https://hub.example", True),
        ("http://hub.example", False),
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000", True),
        ("http://192.168.0.2", False),
    ],
)
def test_a_token_goes_only_where_nobody_reads_along(endpoint, is_private):
    assert HubAccess(endpoint).is_private is is_private
