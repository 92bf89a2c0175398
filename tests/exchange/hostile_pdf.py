"""PDF files made to harm whoever opens them, written object by object."""

import zlib

PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> %s >> >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TREE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def pdf(*objects, trailer=b""):
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(content)
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, trailer, start)
    )


def stream(content, *, more=b""):
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), more, packed)


def page(content, *others, more=b"", resources=b""):
    """A PDF of one page with this stream of operators."""
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", TREE, PAGE % resources, stream(content, more=more), FONT, *others)


def text(words=b"Progress of the reform"):
    return page(b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % words)


def drawing_itself():
    form = stream(b"/X Do " * 50, more=b"/Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R >> >>")
    return page(b"/X Do", form, resources=b"/XObject << /X 6 0 R >>")


def drawing_drawings():
    """Ten forms, each of which draws the next ten times: ten thousand million texts."""
    form = b"/Type /XObject /Subtype /Form /Resources << /XObject << /X %d 0 R >> >>"
    forms = [stream(b"/X Do " * 10, more=form % (at + 1)) for at in range(6, 16)]
    last = stream(b"BT (x) Tj ET", more=b"/Type /XObject /Subtype /Form")
    return page(b"/X Do", *forms, last, resources=b"/XObject << /X 6 0 R >>")


def growing_tree():
    branches = (b"<< /Type /Pages /Kids [%s] /Count 9 >>" % (b"%d 0 R " % (at + 1) * 10) for at in range(2, 30))
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", *branches, b"<< /Type /Page >>")


def packed_again_and_again():
    bomb = zlib.compress(zlib.compress(bytes(200 * 1024**2), 9), 9)
    body = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(bomb), bomb)
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", TREE, PAGE % b"", body, FONT)


FILES = {
    "a tree of pages that is its own branch": (
        lambda: pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), None),
    "a tree of pages without end": (growing_tree, None),
    "a stream that packs a thousandfold": (lambda: page(b"( " * 100 * 1024**2), None),
    "a stream packed twice": (packed_again_and_again, None),
    "four megabytes of operators": (lambda: page(b"BT (x) Tj ET " * 300_000), None),
    "a form that draws itself": (drawing_itself, None),
    "forms that draw forms": (drawing_drawings, None),
    "arrays within arrays": (lambda: page(b"[" * 1_000_000), None),
    "arrays within arrays outside": (lambda: pdf(b"[" * 100_000), None),
    "a reference to itself": (lambda: pdf(b"1 0 R", TREE), None),
    "encrypted": (
        lambda: pdf(b"<< /Type /Catalog /Pages 2 0 R >>", TREE, PAGE % b"", stream(b""), FONT,
                    b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <%s> /U <%s> /OE <%s> /UE <%s> /Perms <%s> >>"
                    % (b"00" * 48, b"00" * 48, b"00" * 32, b"00" * 32, b"00" * 16),
                    trailer=b"/Encrypt 6 0 R /ID [<00> <00>]"), "locked"),
    "scanned": (lambda: page(b"q 595 0 0 842 0 0 cm Q"), "no text"),
    "600 pages": (
        lambda: pdf(b"<< /Type /Catalog /Pages 2 0 R >>",
                    b"<< /Type /Pages /Kids [%s] /Count 600 >>" % (b"3 0 R " * 600), PAGE % b"", stream(b""), FONT),
        "pages"),
    "cut": (lambda: text()[:200], None),
    "only a mark": (lambda: b"%PDF-1.7\n", None),
}  # fmt: skip
