"""The way through a proxy: of the settings, of the system, with a password, of the SOCKS kind."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator

import pytest
from hub_stand import FILES, fetch, hub_at, look_up, own_network_variables, server

from assistant_app.catalog.access import HubAccess
from assistant_app.catalog.download import Hub
from assistant_app.errors import HubFailed, ProxyUnusable

__all__ = ["own_network_variables", "server"]
DEAD = "http://127.0.0.1:9"


class Socks5(socketserver.ThreadingTCPServer):
    """RFC 1928 without login: CONNECT only. ``asked`` are the addresses that it was asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Passage)
        self.daemon_threads = False
        self.asked: list[tuple[str, int]] = []
        self.to: tuple[str, int] | None = None
        """Where every connection leads, whatever was asked for."""


class _Passage(socketserver.BaseRequestHandler):
    server: Socks5

    def handle(self) -> None:
        n_methods = self._read(2)[1]
        self._read(n_methods)
        self.request.sendall(b"\x05\x00")
        kind = self._read(4)[3]
        host = (
            self._read(self._read(1)[0]).decode()
            if kind == 3
            else ".".join(map(str, self._read(4)))
        )
        (port,) = struct.unpack(">H", self._read(2))
        self.server.asked.append((host, port))
        with socket.create_connection(self.server.to or (host, port)) as target:
            self.request.sendall(b"\x05\x00\x00\x01" + bytes(6))
            back = threading.Thread(target=_pump, args=(target, self.request))
            back.start()
            _pump(self.request, target)
            back.join()

    def _read(self, n_bytes: int) -> bytes:
        return self.request.recv(n_bytes, socket.MSG_WAITALL)


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while piece := source.recv(65_536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        target.close()


@pytest.fixture
def socks() -> Iterator[Socks5]:
    with Socks5() as socks:
        thread = threading.Thread(target=socks.serve_forever, args=(0.01,))
        thread.start()
        yield socks
        socks.shutdown()
        thread.join()


def test_a_download_goes_through_a_socks_proxy(server, socks, tmp_path):
    hub = hub_at(server.url, proxy=f"socks5://127.0.0.1:{socks.server_address[1]}")
    fetch(hub, look_up(hub), tmp_path)
    assert {path.name for path in tmp_path.rglob("*.*")} == {p.split("/")[-1] for p in FILES}
    ports = {int(url.rpartition(":")[2]) for url in (server.url, server.cdn_url)}
    assert {port for _host, port in socks.asked} == ports


def test_a_socks_proxy_finds_the_names(server, socks):
    socks.to = ("127.0.0.1", int(server.url.rpartition(":")[2]))
    proxy = f"socks5h://127.0.0.1:{socks.server_address[1]}"
    assert look_up(hub_at("http://hub.invalid", proxy=proxy)).variants
    assert socks.asked == [("hub.invalid", 80)]


def test_the_systems_proxy_counts_where_the_settings_name_none(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", server.cdn_url)
    server.fail("/api/models", server="cdn", status=418)
    with pytest.raises(HubFailed):
        look_up(hub_at("http://hub.invalid"))
    assert [(s.server, s.headers["host"]) for s in server.seen] == [("cdn", "hub.invalid")]


def test_the_settings_count_before_the_system(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", DEAD)
    monkeypatch.setenv("ALL_PROXY", DEAD)
    server.fail("/api/models", server="cdn", status=418)
    with pytest.raises(HubFailed):
        look_up(hub_at("http://hub.invalid", proxy=server.cdn_url))


def test_a_systems_proxy_that_makes_no_sense_is_told(server, monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "gopher://old:70")
    with pytest.raises(ProxyUnusable) as caught:
        look_up(hub_at(server.url))
    assert "system" in caught.value.address


def test_a_proxy_that_wants_a_login_is_told(server):
    server.fail("/api/models", server="cdn", status=407)
    with pytest.raises(ProxyUnusable) as caught:
        look_up(hub_at("http://hub.invalid", proxy=server.cdn_url))
    assert caught.value.address == server.cdn_url.removeprefix("http://")
    assert "password" in caught.value.reason


def test_a_login_in_the_proxys_address_is_sent_to_it_and_never_shown(server):
    server.fail("/api/models", server="cdn", status=407)
    address = server.cdn_url.replace("//", "//me:secret@")
    with pytest.raises(ProxyUnusable) as caught:
        look_up(hub_at("http://hub.invalid", proxy=address))
    assert "secret" not in caught.value.address + caught.value.reason
    assert server.seen[0].headers["proxy-authorization"].startswith("Basic ")


def test_a_proxy_that_refuses_a_tunnel_is_told(server):
    with pytest.raises(ProxyUnusable) as caught:
        look_up(hub_at("https://hub.invalid", proxy=server.cdn_url))
    assert "501" in caught.value.reason  # it knows no CONNECT


def test_the_keyring_is_asked_once_until_the_token_changes(server):
    asked = []
    hub = Hub(lambda: HubAccess(server.url), lambda host: asked.append(host))
    look_up(hub)
    look_up(hub)
    assert asked == [server.host]
    hub.forget_tokens()
    look_up(hub)
    assert asked == [server.host] * 2
