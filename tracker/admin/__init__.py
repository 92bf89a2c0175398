"""The admin panel: a door for administrators and auditors that changes things through the same actions as the pages."""
