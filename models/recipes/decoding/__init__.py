"""What transformers makes of a tiny table of scores: the fixture that our own decoding is held to."""
