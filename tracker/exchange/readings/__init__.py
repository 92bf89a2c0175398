"""Figures of indicators as workbooks: handed out to be filled in, read when they come back, and as one table.

``layout`` and ``workbook`` write; ``reading_back`` reads what came back and knows nothing of the database; ``matching``
sets it against what stands there; ``faults`` has the sentences.
"""
