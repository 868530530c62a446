"""What every recipe needs: reading the data, resumable runs, schedules, export to ONNX and int8."""
