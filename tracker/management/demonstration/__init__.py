"""The demonstration: invented departments, people, reports and decisions around the real plan, marked as invented.

``creating`` and ``removal`` are its two ends. ``story`` holds what is told and asks no database; ``people`` makes the
cast, ``scene`` and ``telling`` turn the story into drafts, ``history`` and ``present`` write them.
"""
