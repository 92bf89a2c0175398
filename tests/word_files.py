"""Word files for tests."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document


def written(*paragraphs, header=""):
    """A Word file with these paragraphs; one given as a list is split into that many runs."""
    document = Document()
    for pieces in paragraphs:
        paragraph = document.add_paragraph()
        for number, piece in enumerate([pieces] if isinstance(pieces, str) else pieces):
            paragraph.add_run(piece).bold = bool(number % 2)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    file = io.BytesIO()
    document.save(file)
    return SimpleUploadedFile("样式.docx", file.getvalue())


def words(content):
    """All the words of a Word file, with those of its tables, heads and feet."""
    document = Document(io.BytesIO(content))
    parts = [document.element.body, *(section.header._element for section in document.sections),
             *(section.footer._element for section in document.sections)]
    return "".join(text.text or "" for part in parts for text in part.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"))
