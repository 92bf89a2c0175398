"""Characters as they come out of web pages and PDF files, brought to one form."""

import re
import unicodedata

from tracker.plans.text import clean_text

CJK = "\u3400-\u9fff\uf900-\ufaff〇"
PUNCTUATION = "，。；：！？、（）“”‘’《》〈〉〔〕【】—…"

WIDE = {code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}  # as PDF files have them
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\u00ad"))
BLANKS = dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\u202f"), " ")
TABLE = WIDE | RADICALS | INVISIBLE | BLANKS

HAS_CJK = re.compile(f"[{CJK}]")
NARROW_MARKS = str.maketrans(",;:?!", "，；：？！")
NARROW_MARK = re.compile(f"(?<=[{CJK}”）》]) ?[,;:?!] ?|[,;:?!](?=[{CJK}“《（])")
FULL_STOP = re.compile(rf"(?<=[{CJK}”）])\.(?=$|[{CJK}“])")
WIDE_POINT = re.compile(r"(?<=\d)．")
YEAR_IN_BRACKETS = re.compile(r"[（\[【](?=(?:19|20)\d\d[）\]】] ?第? ?\d+ ?号)((?:19|20)\d\d)[）\]】]")
SPACED_YEAR = re.compile(r"(?<!\d)([12]) ?(\d) ?(\d) ?(\d)(?= ?年)")
SPACED_DAY = re.compile(r"(?<!\d)([123]) (\d)(?= ?[月日])")
CHAPTER = re.compile(r"^(第 ?(?:[一二三四五六七八九十百零]{1,5}|\d{1,3}) ?(?:章|节|条|编(?!制)|部分)) *(?=\S)")
SIGNATURES = re.compile(r"(?:\S{2,20}(?:人民政府|办公室|办公厅|委员会|[省市县区]委|局|厅)(?: |$)){2,4}")
GAP_BEFORE = re.compile(f"(?<=[{CJK}{PUNCTUATION}]) +(?=\\S)")
GAP_AFTER = re.compile(f"(?<=\\S) +(?=[{CJK}{PUNCTUATION}])")


def clean(text):
    """The text without harmful characters, each page break a line of its own that holds "\\f"."""
    text = text.replace("\v", "\n")
    return "\n\f\n".join(clean_text(page) for page in text.split("\f"))


def widths(text):
    """The text with narrow digits and letters and plain blanks."""
    return text.translate(TABLE)


def tidy(text):
    """A line in one form: wide brackets and marks around Chinese, no blanks typed between Chinese and anything else."""
    text = " ".join(widths(text).split())
    if not HAS_CJK.search(text):
        return WIDE_POINT.sub(".", text)
    if len(text) <= 60 and SIGNATURES.fullmatch(text):
        return text
    text = WIDE_POINT.sub(".", text).replace("(", "（").replace(")", "）")
    text = SPACED_YEAR.sub(r"\1\2\3\4", text)
    text = SPACED_DAY.sub(r"\1\2", text)
    text = NARROW_MARK.sub(lambda mark: mark[0].strip().translate(NARROW_MARKS), text)
    text = FULL_STOP.sub("。", text)
    text = GAP_AFTER.sub("", GAP_BEFORE.sub("", text))
    text = YEAR_IN_BRACKETS.sub(r"〔\1〕", text)
    return CHAPTER.sub(lambda mark: mark[1].replace(" ", "") + " ", text)
