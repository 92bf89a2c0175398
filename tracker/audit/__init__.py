"""Who did what, when: appended once, sealed over the event before, never changed.

``actions.record`` is called by every action inside its own transaction; ``actions.verify_chain`` names the first event
that was altered, taken out or cut off; ``sentences`` tells an event in words.
"""
