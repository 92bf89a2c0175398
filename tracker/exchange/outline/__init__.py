"""An official text, taken apart: pure, from text to plain values."""
