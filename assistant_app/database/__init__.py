"""One SQLite file that several windows share: opened late, brought up to date, mended."""
