"""The plan: objectives, tasks, measures, districts, who answers for what, milestones and time limits.

``loading`` puts the built-in plan in, ``expected`` says how far a measure should be on a day, ``text`` cleans what
people type and makes it searchable.
"""
