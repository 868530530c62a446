"""The access token lives in the system's keyring, one for each host."""

from __future__ import annotations

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked, PasswordDeleteError

from assistant_app.catalog.access import is_token
from assistant_app.catalog.token import forget_token, keep_token, token_for
from assistant_app.errors import KeyringUnavailable

HUB = "huggingface.co"


class FakeKeyring(KeyringBackend):
    """In memory. ``error`` is raised by everything."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None

    def get_password(self, service, username):
        self._fail()
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self._fail()
        self.kept[service, username] = password

    def delete_password(self, service, username):
        self._fail()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")

    def _fail(self):
        if self.error is not None:
            raise self.error


@pytest.fixture
def ring():
    before = keyring.get_keyring()
    ring = FakeKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_a_token_is_kept_for_its_host_alone(ring):
    keep_token(HUB, "hf_abc")
    assert token_for(HUB, {}) == "hf_abc"
    assert token_for("hf-mirror.com", {}) is None
    assert ring.kept == {("Deskhand", HUB): "hf_abc"}


def test_a_forgotten_token_is_gone_and_forgetting_twice_is_fine(ring):
    keep_token(HUB, "hf_abc")
    forget_token(HUB)
    forget_token(HUB)
    assert token_for(HUB, {}) is None


def test_the_variable_counts_for_one_run(ring):
    keep_token(HUB, "hf_kept")
    assert token_for(HUB, {"HF_TOKEN": " hf_run\n"}) == "hf_run"
    assert token_for(HUB, {"HF_TOKEN": "  "}) == "hf_kept"
    assert token_for(HUB, {"HF_TOKEN": "two words"}) == "hf_kept"


@pytest.mark.parametrize("text", ["", "a b", "a\nb", "schlüssel", "a\x00", "\u200bhf"])
def test_what_can_be_no_token(ring, text):
    assert not is_token(text)
    with pytest.raises(ValueError, match="not a token"):
        keep_token(HUB, text)
    assert ring.kept == {}


def test_a_kept_text_that_can_be_no_token_is_not_sent(ring):
    ring.kept["Deskhand", HUB] = "a\r\nHost: evil"
    assert token_for(HUB, {}) is None


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (KeyringLocked("Failed for hf_secret"), "its keyring is locked"),
        (OSError("hf_secret"), "OSError"),
        (RuntimeError("of a library below: hf_secret"), "RuntimeError"),
    ],
)
def test_a_keyring_that_does_not_work_is_told_without_the_token(ring, error, reason):
    ring.error = error
    with pytest.raises(KeyringUnavailable) as caught:
        keep_token(HUB, "hf_secret")
    assert caught.value.reason == reason
    with pytest.raises(KeyringUnavailable):
        forget_token(HUB)
    assert token_for(HUB, {}) is None


def test_a_system_without_a_keyring_is_told():
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    try:
        with pytest.raises(KeyringUnavailable) as caught:
            keep_token(HUB, "hf_abc")
        assert caught.value.reason == "it has no keyring"
        assert token_for(HUB, {}) is None
    finally:
        keyring.set_keyring(before)
