"""Running tasks on threads; the only place that starts threads."""
