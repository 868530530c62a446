"""What was done, kept in one SQLite file."""
