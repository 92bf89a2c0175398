"""The lines of a document without page numbers, running heads and what a web page puts around it."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from tracker.exchange.outline.text.characters import clean, tidy, widths
from tracker.exchange.outline.text.numbering import mark

PAGE = "\f"
DASH = r"[-—–\uff0d―─_~·•.…]"
PAGE_NUMBER = re.compile(
    rf"{DASH}*\s*\d{{1,4}}\s*{DASH}*|第\s*\d{{1,4}}\s*页(?:\s*[，,/|]?\s*共\s*\d{{1,4}}\s*页)?"
    rf"|\d{{1,4}}\s*/\s*\d{{1,4}}"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?|共\s*\d{1,4}\s*页(?:\s*[，,]?\s*第\s*\d{1,4}\s*页)?"
)
STRAY = re.compile(
    r"预览(?:已|到此)?结束|试读(?:已)?结束|完整(?:报告|文档|版)|全文(?:下载|链接)|^下载|(?:下载|附件)(?:地址|链接"
    r"|次数)|二维码|扫一?扫|扫码"
    r"|长按识别|点击(?:查看|下载|阅读|进入|展开|这里|此处|上方|下方|关注|原文|放大|次数|量)|公众号|^关注|阅读原文"
    r"|展开全文|剩余\d+页"
    r"|打印(?:本页|此页|$)|关闭(?:窗口|本页)|分享(?:到|至)|浏览(?:次数|量)|阅读(?:次数|量)|^字号|【字体|字体[：:]"
    r"|上一篇|下一篇|上一页|下一页"
    r"|返回(?:顶部|首页)|当前位置|责任编辑|^编辑[：:]|^作者[：:]|^来源[：:]|信息来源|版权所有|备案号|ICP备|网站地图"
    r"|相关(?:阅读|文章|链接|推荐)"
    r"|本文(?:来自|档)|资料来源网|登录后|开通会员|收藏本|^[（【]?完[）】]?$|微信扫"
)
ADDRESS = re.compile(r"^\W*(?:https?://|www\.)\S+|^\S+\.(?:com|cn|net|org)\S*$", re.IGNORECASE)
COLOPHON = re.compile(
    r"^[（【]?(?:此件|本件)?(?:主动|依申请|不予)?公开(?:发布|方式|属性|选项)?|^抄送|^[^。，]{2,30}印发$"
    r"|^[^。]{2,40}\d日印发$"
)
NARROW = re.compile("[ -~]")
LONGEST_STRAY = 70
PIECES = re.compile(r"\s{2,}")
EMPTY_CELLS = re.compile(r"\S *\t\s*\t\s*$")


@dataclass(frozen=True)
class Line:
    """A line as it is to be read; ``is_new`` after an empty line or indented, ``is_cut`` after a page break."""

    text: str
    length: int = 0  # in columns of a Chinese character, as it stood there
    is_new: bool = False
    is_cut: bool = False

    @property
    def is_row(self):
        return "\t" in self.text

    @property
    def is_colophon(self):
        return bool(COLOPHON.search(self.text)) and len(self.text) <= LONGEST_STRAY


def lines(text):
    """The lines of a text that belong to the document, in one form."""
    raw = clean(text).split("\n")
    running = _running_heads(raw)
    kept, is_new, is_cut = [], False, False
    for line in raw:
        bare = widths(line).strip()
        if line == PAGE or (bare and PAGE_NUMBER.fullmatch(bare)) or bare in running:
            is_cut = True
        elif not bare:
            is_new = True
        elif not is_stray(bare):
            kept += [replace(found, is_new=is_new or found.is_new, is_cut=is_cut) for found in _read(line)]
            is_new = is_cut = False
    return kept


def is_stray(text):
    """Whether a line is what a web page puts around a document."""
    if ADDRESS.search(text):
        return True
    return len(text) <= LONGEST_STRAY and bool(STRAY.search(text)) and not re.search("[。；]$", text) and not mark(text)


def _read(line):
    """One line, or two where a heading and its text stand in one with wide blanks between them."""
    wide = widths(line.rstrip())
    bare = wide.lstrip()
    is_indented = len(wide) - len(bare) >= 2
    length = len(wide) - len(NARROW.findall(line.strip())) // 2
    if "\t" in bare:
        numbered = re.sub(r"^(\S{1,6})\s*\t\s*", r"\1", bare) if mark(bare) else bare
        if "\t" in numbered:
            return [Line("\t".join(map(_cell, bare.split("\t"))), length, is_indented)]
        bare = numbered
    elif EMPTY_CELLS.search(line):
        return [Line(f"{_cell(bare)}\t", length, is_indented)]
    heading = re.match(r"(\S[^，。；：\s]{3,38})(?: {2,})(?=[^\s]{10})", bare)
    if heading and mark(heading[1]):
        return [Line(tidy(heading[1]), length, is_indented), Line(tidy(bare[heading.end():]), length, is_new=True)]
    return [Line(tidy(bare), length, is_indented)]


def _cell(text):
    """A cell in one form; a blank between Chinese characters is where one of its paragraphs ended."""
    return " ".join(filter(None, map(tidy, PIECES.split(text))))


def _running_heads(raw):
    """What stands at the top or foot of three pages or more."""
    edges, page = Counter(), []
    for line in [*raw, PAGE]:
        if line != PAGE:
            page.append(widths(line).strip())
            continue
        page = [line for line in page if line and not PAGE_NUMBER.fullmatch(line)]
        edges.update({line for line in (page[:1] + page[-1:]) if len(line) <= 60})
        page = []
    return {line for line, count in edges.items() if count >= 3 and not mark(line)}
