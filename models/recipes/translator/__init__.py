"""Recipe of the translators: small Marian-shaped models, English <-> Chinese and English <-> German, French, Spanish."""
