"""Recipe of deskhand-translate-en-zh: one small Marian-shaped model, English <-> Chinese."""
