"""Recipe of deskhand-writer-en-zh: a small Llama-shaped language model over English and Chinese text."""
