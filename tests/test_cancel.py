"""The token that asks work to stop, without a thread in sight."""

from __future__ import annotations

import pytest

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled


def test_work_goes_on_until_the_token_is_set() -> None:
    cancel = CancelToken()
    before = cancel.is_set
    cancel.check()
    cancel.set()
    assert (before, cancel.is_set) == (False, True)
    with pytest.raises(Cancelled):
        cancel.check()


def test_setting_it_again_changes_nothing() -> None:
    cancel = CancelToken()
    cancel.set()
    cancel.set()
    assert cancel.is_set


def test_a_hook_is_called_when_the_token_is_set_while_the_body_runs() -> None:
    cancel = CancelToken()
    calls: list[str] = []
    with cancel.hooked(lambda: calls.append("stop")):
        assert calls == []
        cancel.set()
        assert calls == ["stop"]
    assert calls == ["stop"]


def test_a_hook_is_called_at_once_if_the_token_is_set_already() -> None:
    cancel = CancelToken()
    cancel.set()
    calls: list[str] = []
    with cancel.hooked(lambda: calls.append("stop")):
        assert calls == ["stop"]


def test_a_hook_is_not_called_after_its_body() -> None:
    cancel = CancelToken()
    calls: list[str] = []
    with cancel.hooked(lambda: calls.append("stop")):
        pass
    cancel.set()
    assert calls == []


def test_a_hook_goes_even_if_the_body_fails() -> None:
    cancel = CancelToken()
    calls: list[str] = []
    with pytest.raises(ZeroDivisionError), cancel.hooked(lambda: calls.append("stop")):
        raise ZeroDivisionError
    cancel.set()
    assert calls == []


def test_hooks_of_nested_bodies_are_all_called() -> None:
    cancel = CancelToken()
    calls: list[str] = []
    with cancel.hooked(lambda: calls.append("outer")):
        with cancel.hooked(lambda: calls.append("inner")):
            pass
        with cancel.hooked(lambda: calls.append("second")):
            cancel.set()
    assert calls == ["outer", "second"]


def test_the_same_hook_may_be_registered_twice() -> None:
    cancel = CancelToken()
    calls: list[str] = []

    def hook() -> None:
        calls.append("stop")

    with cancel.hooked(hook):
        with cancel.hooked(hook):
            pass
        cancel.set()
    assert calls == ["stop"]


def test_a_hook_may_look_at_the_token() -> None:
    cancel = CancelToken()
    seen: list[bool] = []
    with cancel.hooked(lambda: seen.append(cancel.is_set)):
        cancel.set()
    assert seen == [True]
