"""How long texts are and how much evidence a report carries, for forms, checks and counters alike."""

SUMMARY_MIN = 100  # characters: what a reviewer can judge
SUMMARY_MAX = 300  # characters: what a leader reads; longer is a hint, never an error
TEXT_MAX = 5000  # characters: the hard limit of every text of a report
REASON_MIN = 10  # characters of every reason that an organization will read

FILES_MAX = 20  # files of evidence for each report
PICTURE_MAX_MEGAPIXELS = 40  # a larger picture cannot be shown without exhausting memory
FILE_NAME_MAX = 120  # characters, extension included


def written_length(text):
    """Return how many characters were written, white space not counted, as Word counts 字数."""
    return len("".join(text.split()))
