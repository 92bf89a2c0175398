"""What pages show, gathered into frozen dataclasses with a fixed number of queries: no HTTP, no HTML."""
