"""The Word document as GB/T 9704-2012 lays official documents out; no part of it knows where the words come from.

``page``     the sheet, its margins and its grid of 22 lines with 28 characters
``styles``   the styles by name, with their fonts, and the settings of the document
``text``     paragraphs, runs and fields as XML
``title``    where a long title is broken
``closing``  who signs, and where the date stands
``ledger``   the annex as a table
``package``  the parts of the file and the file itself
"""
