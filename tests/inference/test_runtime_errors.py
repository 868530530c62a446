"""What ONNX Runtime 1.31 says, word for word, and what a person is told of it."""

from __future__ import annotations

import pytest

from assistant_app.errors import ModelDamaged, ModelUnfit, OutOfMemory
from assistant_app.inference.runtime_errors import error_of_load, error_of_run, reason_of

SAID = {
    "[ONNXRuntimeError] : 1 : FAIL : Load model from /m/model.onnx failed:/onnxruntime_src/"
    "onnxruntime/core/graph/model.cc:256 onnxruntime::Model::Model(onnx::ModelProto&&, const "
    "onnxruntime::PathString&, const onnxruntime::ModelOptions&) Unsupported model IR version: 99, "
    "max supported IR version: 14": "Unsupported model IR version: 99, "
    "max supported IR version: 14",
    "[ONNXRuntimeError] : 1 : FAIL : Fatal error: my.custom:Foo(-1) is not a registered "
    "function/op": "Fatal error: my.custom:Foo(-1) is not a registered function/op",
    "[ONNXRuntimeError] : 10 : INVALID_GRAPH : This is an invalid model. Type Error: Type "
    "'tensor(bfloat16)' of input parameter (a) of operator (Sin) in node () is invalid.": "This is "
    "an invalid model. Type Error: Type 'tensor(bfloat16)' of input parameter (a) of operator "
    "(Sin) in node () is invalid",
}


@pytest.mark.parametrize("said", SAID)
def test_what_this_runtime_has_no_means_for_is_unfit(said: str) -> None:
    error = error_of_load(RuntimeError(said), "odd", "model.onnx", "CPU")

    assert isinstance(error, ModelUnfit)
    assert error.reason == f"ONNX Runtime can't run its graph ({SAID[said]})"


def test_what_is_no_graph_is_damaged() -> None:
    said = "[ONNXRuntimeError] : 7 : INVALID_PROTOBUF : Protobuf parsing failed."

    error = error_of_load(RuntimeError(said), "odd", "model.onnx", "CPU")

    assert isinstance(error, ModelDamaged)
    assert (error.file, error.reason) == ("model.onnx", "Protobuf parsing failed")


@pytest.mark.parametrize("make", [error_of_load, error_of_run])
def test_too_little_memory_is_told_whenever_it_shows(make: object) -> None:
    given = (RuntimeError("BFCArena: Failed to allocate memory for requested buffer"), "odd")

    error = (
        error_of_load(*given, "m", "CPU") if make is error_of_load else error_of_run(*given, "X")
    )

    assert isinstance(error, OutOfMemory)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            "Error in execution: Non-zero status code returned while running Gather node. "
            "Name:'/wte/Gather' Status Message: indices element out of data bounds, idx=9",
            "Non-zero status code returned while running Gather node. Name:'/wte/Gather' Status "
            "Message: indices element out of data bounds, idx=9",
        ),
        (
            "[ONNXRuntimeError] : 1 : FAIL : Non-zero status code returned while running MatMul "
            "node. Name:'' Status Message: matmul_helper.h:59 Compute MatMul dimension mismatch",
            "Non-zero status code returned while running MatMul node. Name:'' Status Message: "
            "MatMul dimension mismatch",
        ),
        (
            "Status Message: /src/onnxruntime/core/cpu/element_wise_ops.h:583 void onnxruntime::"
            "BroadcastIterator::Append(ptrdiff_t, ptrdiff_t) axis == 1 was false. Broadcast 2 by 3"
            "\n\n",
            "Status Message: axis == 1 was false. Broadcast 2 by 3",
        ),
        ("", ""),
    ],
)
def test_reasons_are_one_line_without_places_in_the_source(said: str, reason: str) -> None:
    assert reason_of(said) == reason
