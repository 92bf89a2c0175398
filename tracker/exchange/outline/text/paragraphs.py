"""Paragraphs whole again: joined where a page or the width of a line cut them, footnotes taken out of the middle."""

import re
from dataclasses import dataclass

from tracker.exchange.outline.text.lines import lines
from tracker.exchange.outline.text.numbering import CIRCLED, mark

ENDED = re.compile(r"[。；：！？!?;:…]$|[。！？；][”’）】]$|^（[^（）]*）$")
NEVER_ENDS = re.compile(r"[，、（《“〔·—,]$")
FOOTNOTE = re.compile(rf"([{CIRCLED}]|[\[〔]\d{{1,2}}[\]〕])\s*(?=[^\s。；，])")
NOTE = re.compile(r"(?:注|备注|说明|名词解释)\d?[：:]")
LABEL = re.compile(
    r"[^，。：；]{0,6}(?:单位|部门|时限|时间|主体|责任人|日期|字号|文号|机关|机构|索引号|名称|标题|附件|联系人"
    r"|电话)\d?[：:]|附件\d{0,2}$|附[：:表件]"
)
DATE = re.compile(r"^(?:\d{4}年\d{1,2}月\d{1,2}日|二[〇○零Oo0][一二三四五六七八九十〇○零]{2}年\S{1,3}月\S{1,3}日)$")
TITLE_END = re.compile(
    r"(?:方案|计划|意见|规划|通知|要点|措施|决定|纲要|细则|规定|办法|清单|分解表|任务表|分工表|台账|安排|函"
    r"|批复)(?:（[^（）]*）)?$"
)
BODY_END = re.compile(r"(?:人民政府|[省市县区]委|办公室|办公厅|委员会|局|厅|领导小组|文件)$")
DOCUMENT_NUMBER = re.compile(r"〔\d{4}〕第?\d+号$")
LATIN = re.compile("[A-Za-z]")
SHORT, NEARLY, FULL = range(3)
LONGEST_HEADING = 40
WIDEST = 64  # columns on a page
TAIL = 80  # characters in which the end of a paragraph shows


@dataclass(frozen=True)
class Paragraph:
    text: str
    is_note: bool = False

    @property
    def is_row(self):
        return "\t" in self.text


def paragraphs(text):
    """The paragraphs of a document in order; a footnote follows the paragraph in which it stood."""
    found = lines(text)
    width = _width(found)
    whole, notes, seen = [], [], set()
    is_footnote = is_body = False
    length = 0
    for line in found:
        if line.is_colophon:
            notes.append(line.text)
            continue
        is_footnote = _is_footnote(line, seen) or (is_footnote and width and not line.is_cut and not mark(line.text))
        if is_footnote:
            _add_note(notes, line)
            continue
        if whole and not whole[-1].is_note and _continues(
            whole[-1].text, line, _fullness(length, width), width, is_body, bool(notes)
        ):
            whole[-1] = Paragraph(_joined(whole[-1].text, line.text))
        else:
            whole += [Paragraph(note, is_note=True) for note in notes]
            notes = []
            whole.append(Paragraph(line.text, is_note=bool(NOTE.match(line.text))))
        length = line.length
        is_body = is_body or bool(mark(whole[-1].text))
        seen.update(re.findall(rf"(?<=[^\s。；：，、])[{CIRCLED}]|(?<=\S)[\[〔]\d{{1,2}}[\]〕]", line.text))
    return whole + [Paragraph(note, is_note=True) for note in notes]


def _is_footnote(line, seen):
    found = FOOTNOTE.match(line.text)
    return bool(found) and found[1] in seen


def _add_note(notes, line):
    if notes and not FOOTNOTE.match(line.text):
        notes[-1] = _joined(notes[-1], line.text)
    else:
        notes.append(line.text)


def _width(found):
    """The length at which lines were broken, 0 where each line is a paragraph."""
    plain = [line for line in found if not line.is_row]
    longest = max((line.length for line in plain), default=0)
    if longest > WIDEST:
        return 0
    broken = sum(1 for line in plain if line.length >= longest - 3 and not ENDED.search(line.text[-TAIL:]))
    return longest if broken >= 2 else 0


def _fullness(length, width):
    """How far a line reaches to the right: where letters differ in width, the last sign may not have fitted."""
    if not width or length < width - max(3, width // 8):
        return SHORT
    return FULL if length >= width - 2 else NEARLY


def _continues(before, line, fullness, width, is_body, is_torn):
    """Whether a line goes on with what stands before it."""
    text, tail = line.text, before[-TAIL:]
    if "\t" in tail or line.is_row or DATE.match(text) or DATE.match(before):
        return False
    if (NEVER_ENDS.search(tail) or tail.rfind("（") > tail.rfind("）")) and not (mark(text) and line.is_new):
        return True
    if mark(text) or LABEL.match(text) or NOTE.match(text):
        return False
    if not is_body:
        return _continues_front(before, text, fullness == FULL and not line.is_new)
    if ENDED.search(tail):
        return fullness == FULL and not line.is_new and not re.search("[：；]$", tail)
    is_apart = line.is_new and not line.is_cut and len(before) <= LONGEST_HEADING
    if is_apart and TITLE_END.search(text) and len(text) <= LONGEST_HEADING:
        return False
    if width:
        return fullness >= NEARLY or (line.is_cut and not _is_heading(before))
    return not _is_heading(before) or is_torn


def _continues_front(before, text, is_full):
    """Before the first heading only running text and a title that stands on two lines go on."""
    if ENDED.search(before[-TAIL:]):
        return is_full
    if re.search("[，。]", before) and len(before) > LONGEST_HEADING:
        return True
    if DOCUMENT_NUMBER.search(before) or BODY_END.search(before) or TITLE_END.search(before) or LABEL.match(before):
        return is_full and len(before) > LONGEST_HEADING
    is_title = not re.search("[，。：；]", before + text) and len(before) <= LONGEST_HEADING >= len(text)
    return is_title and not DOCUMENT_NUMBER.search(text) and not BODY_END.search(text)


def _is_heading(text):
    """Whether it may stand for itself without a mark at its end."""
    found = mark(text)
    rest = text[found.length:] if found else text
    return len(rest) <= LONGEST_HEADING and "。" not in rest and (bool(found) or not re.search("[，；]", rest))


def _joined(before, after):
    """Chinese joins without a blank, Latin words with one."""
    is_latin = LATIN.match(before[-1]) and LATIN.match(after[0])
    return f"{before} {after}" if is_latin else before + after
