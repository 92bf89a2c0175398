"""XML read as a stream of starts, ends and texts: no tree, no declarations, nothing fetched."""

from xml.parsers import expat

from tracker.exchange.safety.refusal import Refusal

TEXT_BUFFER = 64 * 1024


class _Enough(Exception):
    """What was looked for has been seen."""


def walk(chunks, *, start=None, end=None, text=None, has_namespaces=False):
    """Call `start(name, attributes)`, `end(name)` and `text(characters)` for what the XML in `chunks` contains.

    Names keep their prefix; with `has_namespaces` they are "namespace name" instead. Raises Refusal for XML that is not
    well formed, or that declares a document type: with it come entities, which no office program writes.
    """
    parser = expat.ParserCreate(namespace_separator=" " if has_namespaces else None)
    parser.buffer_text = True
    parser.buffer_size = TEXT_BUFFER
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeError, LookupError) as error:
        raise Refusal("damaged") from error


def prolog(chunks):
    """Refuse XML that declares a document type; reads no further than to the first element."""
    try:
        walk(chunks, start=_enough)
    except _Enough:
        return


def local(name):
    """A name without its prefix."""
    return name.rpartition(":")[2]


def attribute(attributes, name):
    """The attribute of that local name, whatever its prefix; None without one."""
    return next((value for key, value in attributes.items() if local(key) == name), None)


def _enough(_name, _attributes):
    raise _Enough


def _refuse(*_declaration):
    raise Refusal("damaged")
