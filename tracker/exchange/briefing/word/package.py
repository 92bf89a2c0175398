"""The file: parts that refer to each other, packed so that the same content gives the same bytes."""

from datetime import UTC
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from tracker.exchange.briefing.word.text import printable

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that an archive can name


def write(file, document, parts, *, properties):
    """Write a Word file of XML: ``document`` is the main part, ``properties`` are the core properties.

    ``parts`` are tuples (name, content type, kind of relationship, XML); the document refers to them by their names.
    """
    package = OpcPackage()
    main = Part(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, document.encode(), package)
    package.relate_to(main, RT.OFFICE_DOCUMENT)
    core = Part(PackURI("/docProps/core.xml"), CT.OPC_CORE_PROPERTIES, properties.encode(), package)
    package.relate_to(core, RT.CORE_PROPERTIES)
    for name, kind, relationship, xml in parts:
        main.load_rel(relationship, Part(PackURI(f"/word/{name}.xml"), kind, xml.encode(), package), name)
    packed = BytesIO()
    package.save(packed)
    _pack_evenly(packed, file)


def core_properties(title, creator, printed_at):
    """The XML of title, author, language and, when it is known, the moment of printing."""
    moments = "" if printed_at is None else "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{printed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(printable(title))}</dc:title><dc:creator>{escape(printable(creator))}</dc:creator>"
        f"<dc:language>zh-CN</dc:language>{moments}</cp:coreProperties>"
    )


def _pack_evenly(packed, file):
    """Pack the archive anew without the time of day."""
    with ZipFile(packed) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = ZipInfo(name, LONG_AGO)
            member.compress_type = ZIP_DEFLATED
            target.writestr(member, source.read(name))
