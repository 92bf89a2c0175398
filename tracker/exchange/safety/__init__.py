"""Files of others: looked at from outside first, then read in a process of its own with limits.

``check``      before anything opens a file: what it is, how large, whether its directory can be believed
``child``      starts the process and brings back what it read, or the sentence that says why not
``confined``   what that process runs; from here on nothing knows Django
``package``    the parts of a zip archive, unpacked piece by piece and compared with what the directory says
``markup``     XML, read as a stream, without declarations of any kind
``refusal``    why a file is not read, as a word; ``sentences`` turns it into what a person can do
"""
