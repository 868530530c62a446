"""ONNX graphs and the algorithms around them; no Qt, no SQL, no network."""
