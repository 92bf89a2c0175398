"""Indicators: baselines, yearly targets, who reports which, and what was read.

``rollup`` makes the figure of a whole from its districts, ``progress`` sets it against the targets; both are pure.
"""
