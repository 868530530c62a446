"""The network section of the settings: a switch, two addresses, a token that is never shown."""

from __future__ import annotations

import json

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit


class FakeKeyring(KeyringBackend):
    """In memory; counts how often it is asked."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False
        self.n_asked = 0

    def _ask(self):
        self.n_asked += 1
        if self.is_locked:
            raise KeyringLocked

    def get_password(self, service, username):
        self._ask()
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self._ask()
        self.kept[service, username] = password

    def delete_password(self, service, username):
        self._ask()
        self.kept.pop((service, username), None)


@pytest.fixture
def ring(monkeypatch):
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    before = keyring.get_keyring()
    ring = FakeKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def page(window, ring):
    window.show_page("settings")
    return window.page("settings")


@pytest.fixture
def network(page):
    return page.network


def typed(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def everything_written(stand) -> str:
    home = stand.workbench.paths.home
    return "".join(p.read_text("utf-8", "replace") for p in home.rglob("*") if p.is_file())


def test_the_switch_holds_at_once_and_is_kept(qtbot, stand, page, network):
    assert not stand.workbench.is_offline
    with qtbot.waitSignal(page.settings_changed):
        network.offline.click()
    assert stand.workbench.is_offline
    written = json.loads(stand.workbench.paths.settings_file.read_text(encoding="utf-8"))
    assert written["is_offline"] is True


def test_a_run_that_was_started_offline_can_not_be_switched_on(stand, page, network):
    stand.workbench.is_offline_run = True
    page.refresh()
    network.retranslate()
    assert network.offline.isChecked()
    assert not network.offline.isEnabled()
    assert "--offline" in network.offline.accessibleDescription()
    assert not stand.settings.current.is_offline


def test_addresses_are_kept_as_they_are_used(qtbot, stand, page, network):
    with qtbot.waitSignal(page.settings_changed):
        typed(qtbot, network.mirror, " https://hf-mirror.com/ ")
    assert network.mirror.text() == "https://hf-mirror.com"
    with qtbot.waitSignal(page.settings_changed):
        typed(qtbot, network.proxy, "http://proxy.firm:3128")
    now = stand.settings.current
    assert (now.hub_endpoint, now.proxy) == ("https://hf-mirror.com", "http://proxy.firm:3128")


def test_the_public_hub_is_the_same_as_no_mirror(qtbot, stand, page, network):
    stand.settings.update(hub_endpoint="https://hf-mirror.com")
    page.refresh()
    with qtbot.waitSignal(page.settings_changed):
        typed(qtbot, network.mirror, "https://huggingface.co")
    assert (stand.settings.current.hub_endpoint, network.mirror.text()) == ("", "")


@pytest.mark.parametrize(
    ("name", "text"), [("mirror", "hf-mirror.com"), ("proxy", "socks4://127.0.0.1:1080")]
)
def test_an_address_that_is_none_is_explained_and_not_kept(qtbot, stand, page, network, name, text):
    field = getattr(network, name)
    typed(qtbot, field, text)
    assert text in page.error_line.text
    assert field.text() == text
    assert (stand.settings.current.hub_endpoint, stand.settings.current.proxy) == ("", "")
    with qtbot.waitSignal(page.settings_changed):
        typed(qtbot, field, "https://right.example:1")
    assert page.error_line.text == ""


def test_nothing_is_asked_of_the_keyring_by_looking_at_the_page(page, network, ring):
    page.refresh()
    assert ring.n_asked == 0
    assert network.token.echoMode() == QLineEdit.EchoMode.Password


def test_a_token_goes_into_the_keyring_and_nowhere_else(qtbot, stand, window, network, ring):
    assert not network.keep.isEnabled()
    typed(qtbot, network.token, " hf_secret ")
    qtbot.waitUntil(lambda: ring.kept == {("Deskhand", "huggingface.co"): "hf_secret"})
    qtbot.waitUntil(lambda: network.token.text() == "")
    assert window.status.shown_text == "The access token for huggingface.co is kept."
    assert "hf_secret" not in everything_written(stand)
    network.forget.click()
    qtbot.waitUntil(lambda: ring.kept == {})
    qtbot.waitUntil(lambda: network.forget.isEnabled())


def test_a_token_belongs_to_the_mirror_of_the_settings(qtbot, stand, page, network, ring):
    stand.settings.update(hub_endpoint="https://hub.firm:8443/models")
    network.token.setText("hf_firm")
    network.keep.click()
    qtbot.waitUntil(lambda: ring.kept == {("Deskhand", "hub.firm:8443"): "hf_firm"})
    qtbot.waitUntil(lambda: network.token.text() == "")


def test_what_can_be_no_token_is_explained(qtbot, page, network, ring):
    network.token.setText("my pass word")
    network.keep.click()
    assert "hf_" in page.error_line.text
    assert "pass" not in page.error_line.text
    assert network.token.text() == "my pass word"
    assert ring.n_asked == 0


def test_a_locked_keyring_is_explained_and_what_was_typed_stays(qtbot, page, network, ring):
    ring.is_locked = True
    network.token.setText("hf_secret")
    network.keep.click()
    qtbot.waitUntil(lambda: "locked" in page.error_line.text)
    assert "hf_secret" not in page.error_line.text
    assert network.token.text() == "hf_secret"
    assert network.keep.isEnabled()


def test_every_field_has_a_name_and_a_label(network):
    for name in ("offline", "mirror", "proxy", "token"):
        field = getattr(network, name)
        assert field.accessibleName() == network._labels[name].text() != ""
        assert network._labels[name].buddy() is field
    assert network.keep.accessibleName() != network.forget.accessibleName()
