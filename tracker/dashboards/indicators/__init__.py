"""Indicators as pages show them: figures rolled up within their extent, what is missing, targets, and the pace.

Only approved readings that were known on the day count. Figures of different extents never meet here.
"""
