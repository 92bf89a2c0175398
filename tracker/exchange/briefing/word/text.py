"""Paragraphs, runs and the one field of the document, as XML that any text is safe in."""

from xml.sax.saxutils import escape, quoteattr

from tracker.plans.text import clean_text

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAGE_NUMBER = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def document(tag, body):
    """A whole part whose outermost element is ``tag``, such as document or styles."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:{tag} xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONSHIPS}">{body}</w:{tag}>'
    )


def run(text):
    """A run; signs that Latin and Chinese share, such as quotation marks, are taken from the Chinese font."""
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return f'<w:r>{hint}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def paragraph(style, *lines, properties=""):
    """A paragraph in a style (its identifier); several ``lines`` are broken without beginning another paragraph."""
    runs = "<w:r><w:br/></w:r>".join(run(line) for line in lines)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def attribute(text):
    """A text as a quoted value of an attribute."""
    return quoteattr(printable(text))


def printable(text):
    """The text in one line, without what no XML file may contain."""
    return " ".join(clean_text(str(text)).split())
