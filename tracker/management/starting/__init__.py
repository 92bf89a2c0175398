"""The parts of ``manage.py start``: what is checked first, what is made once, and how the site is served."""
