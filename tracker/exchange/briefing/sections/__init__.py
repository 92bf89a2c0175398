"""The four parts of a briefing, in the order and under the headings that reports to the inspection offices have.

The document is Chinese whoever reads it, so the forms that belong to it alone stand here in Chinese; what pages say as
well (the first sentence, the reasons of lights) comes from there and is the same.
"""
