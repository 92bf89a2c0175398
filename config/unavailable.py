"""What is raised when something that the site stands on cannot be reached."""


class Unavailable(Exception):
    """The store of files does not answer; whoever asked may try again in a moment."""
