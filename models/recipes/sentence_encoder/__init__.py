"""Recipe of all-MiniLM-L6-v2: someone else's sentence encoder, converted to ONNX int8."""
