"""Tiny random models of every family that Deskhand runs, and what transformers makes of them."""
