"""What is to be reported of indicators, what waits for a decision, and what became of it."""
