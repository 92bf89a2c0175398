"""Reports: periods, drafts, submissions, decisions, evidence, and the progress that approvals draw.

``workflow`` is the table that guards the steps, names the buttons and the audit verbs. ``draft``, ``merge``,
``checks``, ``difference``, ``calendar``, ``deadlines``, ``rates``, ``progress``, ``evidence`` and ``containers`` are
pure. ``spans`` writes down what an approval does to progress; ``holidays`` reads the calendar that administrators keep.
"""
