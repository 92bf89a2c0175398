"""SQLite for several processes that write at once, losing nothing that was confirmed."""
