"""The figures that a plan states: for now their baselines, each with scope, date and source."""
