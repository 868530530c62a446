"""Glossaries and the translation memory: what a person wants words and sentences to become."""
