"""Which parts of an Office file refer to which."""

import posixpath

from tracker.exchange.safety.markup import local, walk


def targets(package, part, *, by="Type"):
    """Return {last word of the type, or the id: [names of parts]} of what a part refers to; "" is the file itself."""
    folder, _slash, name = part.rpartition("/")
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found = {}

    def start(name, attributes):
        if local(name) == "Relationship":
            target = attributes.get("Target", "")
            place = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.setdefault(attributes.get(by, "").rpartition("/")[2], []).append(place)

    if relations in package.entries:
        walk(package.chunks(relations), start=start)
    return found
