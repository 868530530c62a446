"""The report of a bug says where it happened and nothing that the person wrote."""

from __future__ import annotations

from assistant_app.jobs.report import describe


def caught(function):
    try:
        function()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def test_types_and_places_of_the_whole_chain_are_there():
    def inner():
        raise ValueError("the person's words")

    def outer():
        try:
            inner()
        except ValueError as error:
            raise RuntimeError("while decoding") from error

    report = describe(caught(outer))
    assert "RuntimeError: while decoding" in report
    assert "which came from" in report
    assert "in inner" in report
    assert "ValueError" in report
    assert "the person's words" not in report.replace('raise ValueError("the person\'s words")', "")


def test_a_value_in_a_message_is_left_out():
    secret = "淘气的猫"
    report = describe(caught(lambda: int(secret)))
    assert "ValueError" in report
    assert secret not in report


def test_a_suppressed_cause_is_left_out():
    def outer():
        try:
            raise OSError("disk")
        except OSError:
            raise RuntimeError("alone") from None

    assert "OSError" not in describe(caught(outer))
