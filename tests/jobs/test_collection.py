"""Garbage is collected on the GUI thread and nowhere else."""

from __future__ import annotations

import gc
import threading
import weakref

from assistant_app.jobs.collection import Collection


class Node:
    """Something that only the cyclic collector can free."""


def cycle():
    node = Node()
    node.itself = node
    return weakref.ref(node)


def test_a_worker_that_makes_garbage_collects_none(qapp):
    collection = Collection(interval_ms=3_600_000)
    try:
        refs, kept = [], []

        def work():
            refs.append(cycle())
            kept.extend([] for _ in range(5_000))  # enough for an automatic collection

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        assert refs[0]() is not None
        assert collection.collect() >= 0
        gc.collect()
        assert refs[0]() is None
    finally:
        collection.stop()


def test_stop_gives_the_collection_back(qapp):
    assert gc.isenabled()
    collection = Collection()
    assert not gc.isenabled()
    collection.stop()
    assert gc.isenabled()
