"""Lights that explain themselves: pure rules, the days on which a light changes, and the record of what was shown.

A light is a function of the date: ``verdict.judge(facts, on, thresholds)``. For given facts it is piecewise constant in
time, so ``timeline`` finds its runs and ``drawing`` keeps them; what was shown on a past day is never drawn anew.
"""
