"""Organizations, which carry the duties, and the people who act for them.

``permissions.Permission`` is how every floor above says what is allowed, and why not. ``provenance`` says where a
record comes from and how far it can be trusted.
"""
