"""What goes out of the tracker as a file and comes back in: the official text, the Excel ledger, the Word briefing.

``safety``     files of others: checked from outside, then read in a process of its own with limits
``sheets``     spreadsheets as plain rows, written and read
``outline``    an official text → its clauses, tasks, measures, bodies and time limits; pure
``importing``  an outline → a proposal that can be corrected → the plan, with the clause each thing comes from
``ledger``     the ledger as a workbook; an organization's working copy, out and back in
``briefing``   the progress report of a period as a Word document whose figures add up
"""
