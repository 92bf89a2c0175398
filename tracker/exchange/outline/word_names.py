"""Names in Word's XML, whichever prefix and whichever of the two namespaces a program writes."""

SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def name_of(name):
    """The name of a Word element, or Fallback; None for any other."""
    space, _blank, local = name.rpartition(" ")
    return local if space in SPACES or (space == COMPATIBILITY and local == "Fallback") else None


def attribute(attributes, name):
    """The attribute of a Word element by its name; None where it has none."""
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), None)
