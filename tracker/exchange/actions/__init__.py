"""Everything that can happen to files that come in or go out: imported, handed out, taken back, issued."""
