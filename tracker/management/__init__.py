"""The command line: one command runs the site, others keep it."""
