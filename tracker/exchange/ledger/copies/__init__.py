"""An organization's working copy: handed out as a workbook, edited offline, brought back and compared cell by cell.

``fields``      a text of a draft as a cell, and what a cell that came back says
``faults``      what is wrong with a cell or a row, and what to write instead
``layout``      the columns of the workbook
``gathering``   what the reports of an organization and period ask for, from the database
``workbook``    what was handed out → sheets
``returned``    a workbook that came back → rows of the copy, wherever they stand now
``comparison``  rows against what was handed out: changes, faults, what is not taken over
``preview``     changes against what is saved now: to be taken, in conflict, too late
``marked``      the workbook as it came back, with its faults and conflicts marked
"""
