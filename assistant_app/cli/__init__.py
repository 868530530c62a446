"""The same tasks on the command line: no window, no Qt."""
