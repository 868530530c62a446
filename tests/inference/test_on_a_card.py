"""On a real NVIDIA card, where there is one: what ``gpu_fake`` only plays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant_app.cancel import CancelToken
from assistant_app.inference.device import CUDA, DeviceKind, DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.gpu_check import check
from assistant_app.inference.session import as_array, as_value

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.gpu


def engine(kind: DeviceKind) -> Engine:
    return Engine(DeviceRequest(kind), 0, lambda model_id: ROOT / "models" / model_id)


def test_the_check_finds_the_card_right_and_all_of_the_graph_on_it() -> None:
    work = check(ROOT / "resources/device_check.onnx", DeviceRequest("cuda"), CancelToken())
    while True:
        try:
            next(work)
        except StopIteration as end:
            found = end.value
            break

    assert found.reason == ""
    assert [(card.error, card.is_right) for card in found.cards[:1]] == [("", True)]
    assert found.cards[0].name


def test_sentences_are_the_same_on_the_card() -> None:
    texts = ["A sentence.", "Another one, which is longer."]
    on_card = engine("cuda").sentences("all-MiniLM-L6-v2")

    assert (on_card.report.provider, on_card.report.reason) == (CUDA, None)
    expected = engine("cpu").sentences("all-MiniLM-L6-v2").encode(texts)
    cosines = (on_card.encode(texts) * expected).sum(axis=1)
    np.testing.assert_allclose(cosines, 1.0, atol=0.02)


def test_a_text_is_written_with_its_cache_on_the_card() -> None:
    writer = engine("cuda").writer("deskhand-writer-en-zh")

    assert "".join(writer.stream("The weather is")).strip()
    assert writer.report.provider == CUDA


def test_a_session_that_leaves_the_card_brings_its_values_along() -> None:
    encoder = engine("cuda").sentences("all-MiniLM-L6-v2")
    session = encoder._session
    row = np.array([[101, 2023, 102]], np.int64)
    fed = {
        info.name: as_value(row if info.name == "input_ids" else np.ones_like(row))
        for info in session.inputs
    }
    [before] = session.run_values(fed, [session.outputs[0].name])
    assert before.device_name() == "cuda"

    feeds = session._leave_gpu(RuntimeError("out of memory"), fed)
    [after] = session.run_values(feeds, [session.outputs[0].name])

    assert (session.report.label, session.report.cause) == ("CPU", "no-memory")
    np.testing.assert_allclose(as_array(before), as_array(after), atol=0.1)
