"""Jobs: events in order, one outcome, stop at every stage, and nothing left behind."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThread

from assistant_app.errors import Cancelled, TextEmpty
from assistant_app.jobs.outcome import Done, Failed, Stopped
from assistant_app.jobs.runner import JobRunner
from assistant_app.tasks.base import Chunk, Item, Progress, Stage


@pytest.fixture
def runner(qapp):
    before = threading.active_count()
    runner = JobRunner()
    yield runner
    assert runner.shutdown(5.0)
    assert threading.active_count() == before, "a lane's thread was left over"


class Task:
    """Runs the generator function it was given."""

    def __init__(self, work):
        self._work = work

    def run(self, request, cancel):
        return self._work(request, cancel)


class Record:
    """Everything a job said, in order, and on which thread."""

    def __init__(self, job):
        self.said = []
        self.threads = set()
        self.outcomes = []
        for name in ("chunk", "item", "progress"):
            getattr(job, name).connect(lambda value, name=name: self._note(name, value))
        job.finished.connect(self.outcomes.append)
        job.finished.connect(lambda _outcome: self._note("finished", None))

    def _note(self, name, value):
        self.said.append((name, value))
        self.threads.add(QThread.currentThread())


def finished(qtbot, job):
    """The outcome of ``job`` and everything it said."""
    record = Record(job)
    with qtbot.waitSignal(job.finished):
        pass
    return record


def test_events_arrive_in_order_on_the_gui_thread_and_the_outcome_comes_last(qtbot, runner):
    def work(request, _cancel):
        yield Progress(Stage.READING, 1, 2)
        yield Chunk(request)
        yield Item(7)
        return "result"

    record = finished(qtbot, runner.submit("device", Task(work), "你好"))
    assert [name for name, _ in record.said] == ["progress", "chunk", "item", "finished"]
    assert record.said[1] == ("chunk", "你好")
    assert record.threads == {QThread.currentThread()}
    [outcome] = record.outcomes
    assert isinstance(outcome, Done)
    assert outcome.result == "result"


def test_the_work_runs_off_the_gui_thread_and_one_lane_never_runs_two_at_once(qtbot, runner):
    inside, overlaps, names = [], [], set()

    def work(_request, _cancel):
        names.add(threading.current_thread().name)
        inside.append(1)
        overlaps.append(len(inside))
        yield Chunk(".")
        inside.pop()

    jobs = [runner.submit("device", Task(work), None) for _ in range(20)]
    with qtbot.waitSignals([job.finished for job in jobs]):
        pass
    assert set(overlaps) == {1}
    assert names == {"lane-device"}


def test_lanes_do_not_wait_for_each_other(qtbot, runner):
    is_stored = threading.Event()

    def work(_request, _cancel):
        assert is_stored.wait(10)
        yield Chunk(".")

    slow = runner.submit("device", Task(work), None)
    runner.call("store", is_stored.set)
    record = finished(qtbot, slow)
    assert isinstance(record.outcomes[0], Done)


def test_an_app_error_reaches_the_panel_as_itself(qtbot, runner):
    def work(_request, _cancel):
        yield Chunk("half")
        raise TextEmpty

    record = finished(qtbot, runner.submit("device", Task(work), None))
    [outcome] = record.outcomes
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, TextEmpty)


def test_a_bug_gives_a_report_with_its_place_and_without_the_text(qtbot, runner):
    secret = "my private letter"

    def work(request, _cancel):
        yield Chunk(".")
        return {}[request]

    record = finished(qtbot, runner.submit("device", Task(work), secret))
    report = record.outcomes[0].report
    assert "KeyError" in report
    assert "in work" in report
    assert secret not in report


def test_an_error_before_the_first_event_is_an_outcome_too(qtbot, runner):
    class Broken:
        def run(self, request, cancel):
            raise RuntimeError("no generator at all")

    record = finished(qtbot, runner.submit("device", Broken(), None))
    assert isinstance(record.outcomes[0], Failed)


def test_stop_between_events(qtbot, runner):
    is_closed = threading.Event()

    def endless(_request, _cancel):
        try:
            while True:
                yield Chunk(".")
        finally:
            is_closed.set()

    job = runner.submit("device", Task(endless), None)
    job.chunk.connect(lambda _text: job.cancel())
    record = finished(qtbot, job)
    assert record.outcomes == [Stopped()]
    assert is_closed.is_set()
    assert record.said[-1][0] == "finished"


def test_stop_inside_a_native_call_uses_the_hook(qtbot, runner):
    terminate = threading.Event()

    def native(_request, cancel):
        yield Chunk("begun")
        with cancel.hooked(terminate.set):
            assert terminate.wait(10)
        cancel.check()

    job = runner.submit("device", Task(native), None)
    job.chunk.connect(lambda _text: job.cancel())
    assert finished(qtbot, job).outcomes == [Stopped()]


def test_stop_while_still_in_the_queue_never_starts_the_task(qtbot, runner):
    gate = threading.Event()
    started = []

    def first(_request, _cancel):
        assert gate.wait(10)
        yield Chunk(".")

    def second(_request, _cancel):
        started.append(1)
        yield Chunk(".")

    runner.submit("device", Task(first), None)
    waiting = runner.submit("device", Task(second), None)
    waiting.cancel()
    gate.set()
    assert finished(qtbot, waiting).outcomes == [Stopped()]
    assert started == []


def test_stop_twice_and_stop_after_the_end_change_nothing(qtbot, runner):
    def work(_request, _cancel):
        yield Chunk(".")
        return 1

    job = runner.submit("device", Task(work), None)
    record = finished(qtbot, job)
    job.cancel()
    job.cancel()
    qtbot.wait(0)
    assert len(record.outcomes) == 1


def test_a_call_gives_its_result_and_is_not_counted_as_work(qtbot, runner):
    job = runner.call("store", lambda: 41 + 1)
    assert not runner.is_busy
    record = finished(qtbot, job)
    assert record.outcomes[0].result == 42


def test_idle_tells_that_the_last_task_is_over(qtbot, runner):
    def work(_request, _cancel):
        yield Chunk(".")

    with qtbot.waitSignal(runner.idle):
        runner.submit("device", Task(work), None)
        runner.submit("files", Task(work), None)
        assert runner.is_busy
    assert not runner.is_busy


def test_shutdown_stops_tasks_finishes_calls_and_ends_every_job(qapp):
    runner = JobRunner()
    stored, outcomes = [], []

    def endless(_request, cancel):
        while True:
            cancel.check()
            yield Chunk(".")

    jobs = [
        runner.submit("device", Task(endless), None),
        runner.submit("device", Task(endless), None),
        runner.call("store", lambda: stored.append("entry")),
    ]
    for job in jobs:
        job.finished.connect(outcomes.append)
    assert runner.shutdown(10.0)
    assert stored == ["entry"]
    assert [type(outcome) for outcome in outcomes].count(Stopped) == 2
    assert len(outcomes) == 3


def test_shutdown_waits_no_longer_than_it_was_told(qapp):
    runner = JobRunner()
    begun, gate, outcomes = threading.Event(), threading.Event(), []

    def deaf(_request, _cancel):
        begun.set()
        gate.wait(30)
        yield Chunk(".")

    runner.submit("device", Task(deaf), None).finished.connect(outcomes.append)
    assert begun.wait(10)
    assert not runner.shutdown(0.05)
    assert outcomes == [Stopped()]
    gate.set()
    assert runner.shutdown(10.0)


def test_after_shutdown_a_job_ends_as_stopped(qtbot, qapp):
    runner = JobRunner()
    runner.shutdown(1.0)
    job = runner.call("store", lambda: 1)
    assert finished(qtbot, job).outcomes == [Stopped()]


def test_cancelled_is_never_a_failure(qtbot, runner):
    def work(_request, _cancel):
        yield Chunk(".")
        raise Cancelled

    record = finished(qtbot, runner.submit("device", Task(work), None))
    assert record.outcomes == [Stopped()]


def test_ten_thousand_chunks_arrive_whole(qtbot, runner):
    """PySide6 6.12.0 on Python 3.11 aborts after some hundred emissions."""

    def work(_request, _cancel):
        for number in range(10_000):
            yield Chunk(f"{number} ")

    record = finished(qtbot, runner.submit("device", Task(work), None))
    text = "".join(value for name, value in record.said if name == "chunk")
    assert text == "".join(f"{number} " for number in range(10_000))


def test_what_gives_way_lets_others_pass_between_two_events_but_none_of_its_kind(qtbot, runner):
    may_go_on, said = threading.Event(), []

    def long(request, _cancel):
        said.append(f"{request} begins")
        yield Item(request)
        may_go_on.wait(5)
        yield Item(request)
        said.append(f"{request} ends")

    def short(request, _cancel):
        said.append(request)
        yield Item(request)

    first = runner.submit("device", Task(long), "first", gives_way=True)
    with qtbot.waitSignal(first.item):
        pass
    second = runner.submit("device", Task(long), "second", gives_way=True)
    passing = runner.submit("device", Task(short), "short")
    call = runner.call("device", lambda: said.append("call"))
    with qtbot.waitSignals([passing.finished, call.finished, first.finished, second.finished]):
        may_go_on.set()
    assert said == [
        "first begins", "short", "call", "first ends", "second begins", "second ends",
    ]  # fmt: skip
    assert all(isinstance(each.outcome, Done) for each in (first, second, passing, call))


def test_what_gives_way_is_stopped_behind_what_it_let_pass(qtbot, runner):
    begun, may_go_on = threading.Event(), threading.Event()

    def long(_request, _cancel):
        while True:
            yield Item(0)
            begun.set()
            may_go_on.wait(5)

    job = runner.submit("device", Task(long), None, gives_way=True)
    assert begun.wait(5)
    passing = runner.call("device", job.cancel)
    with qtbot.waitSignals([job.finished, passing.finished]):
        may_go_on.set()
    assert job.outcome == Stopped()


def test_a_bug_in_what_passes_is_its_own(qtbot, runner):
    may_go_on = threading.Event()

    def long(_request, _cancel):
        yield Item(0)
        may_go_on.wait(5)
        yield Item(1)

    job = runner.submit("device", Task(long), None, gives_way=True)
    with qtbot.waitSignal(job.item):
        pass
    broken = runner.call("device", lambda: 1 / 0)
    with qtbot.waitSignals([job.finished, broken.finished]):
        may_go_on.set()
    assert isinstance(broken.outcome, Failed)
    assert isinstance(job.outcome, Done)
