"""Files into text and back."""
