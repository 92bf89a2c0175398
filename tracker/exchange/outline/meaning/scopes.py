"""Where something applies: the districts, areas and whole zones that a sentence names."""

import re
from dataclasses import dataclass
from functools import cached_property

from tracker.exchange.outline.meaning.actions import begins_action
from tracker.exchange.outline.shapes import Scope
from tracker.exchange.outline.text.characters import CJK

EVERYWHERE = re.compile(
    "试验区|示范区|先行区|改革区|试点地区|全市|全省|全区|全县|全域|全镇|两市|两地|三市|全国|各地|各区|各县|各市"
    "|各县（市、区）|各县（区）|各县区|各市县|各区县|各区（县）|各镇（街道）|各镇街"
    "|各乡镇|各乡镇（街道）|各地区|各片区"
)
AREA = re.compile(f"[{CJK}]{{1,6}}?片区")
SUFFIX = "(?:新区|开发区|高新区|示范区|样板区|合作区|自贸区|区|县|市|州|镇|乡|街道)"
DISTRICT = re.compile(f"[{CJK}]{{1,5}}?{SUFFIX}(?![市区县州镇])")
DISTRICT_OF_CITY = re.compile(f"[{CJK}]{{2,4}}?市[{CJK}]{{1,5}}?{SUFFIX}")
NO_PLACE = re.compile(
    "(?:[社园地景小校厂灾山库矿老城市郊辖分战林牧湖湾雪功]区|.*[灌景库矿林牧校园社厂]区|片区|功能区|聚集区|集聚区|保护区|工业区|生活区|商业区"
    "|住宅区|安置区|服务区|试验区|[城都超股上门夜早]市|全[市县区省镇]|各[市县区镇乡]"
    "|[村城乡集]镇|[城下]乡|[跨该本邻同何这一二三两每]?[区县市镇乡]|.{0,3}(?:建立|推进|探索|完善|推动|加快|开展|支持"
    "|鼓励|引导|以|对|将|由|按|从|把|向|为|与|和|的|不|有|在"
    "|到).{0,9})$"
)
AFTER = r"(?:等地|等|范围内|内|全域|分别|均|要|应当|应|须)*[，：]?"
WHOLE = re.compile(
    "试验区|示范区全域|全[市省区县](?:范围|域)?|全域(?!旅游)|各县（市、区）|各县（区）|各区(?![^，。；]{0,3}域)"
)
LIST = re.compile("(?:、|和|与|及|以及|，(?=[^，]{1,7}[片城县区]))")


@dataclass(frozen=True)
class Places:
    """The names of the districts, areas and cities that a document lists as belonging to its zone."""

    districts: tuple = ()
    areas: tuple = ()
    cities: tuple = ()

    @property
    def names(self):
        return tuple(sorted((*self.areas, *self.districts), key=len, reverse=True))

    @cached_property
    def known(self):
        """What matches one of the names, None where the document lists none."""
        names = sorted((*self.areas, *self.districts, *self.cities), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, names))) if names else None


def subject(text, places, is_action):
    """The places that a clause opens with as its subject: (Scope, length), or None.

    ``is_action(rest)`` says whether what follows them is something that is done; without it a name of a place at the
    head of a clause is part of something else (“园区建设…”).
    """
    head = 1 if text[:1] in {"在", "于"} else 0
    found = _list_at(text, head, places)
    if not found:
        return None
    names, end = found
    rest = text[end:]
    after = re.match(AFTER, rest).end()
    inside = re.match("(?:等地|等)?(?:范围)?(?:内|中|全域)?(?:分别|各)?", rest).end() if head else 0
    for length in sorted({after, inside, 0}, reverse=True):
        if length < len(rest) and is_action(rest[length:]):
            return _scope(text[head:end], names), end + length
    if len(rest) == after or (rest[:1] in "：" and rest[1:2]):
        return _scope(text[head:end], names), end + after
    return None


def mentioned(text, places):
    """The districts and areas of the zone that stand anywhere in a clause, as a Scope; None where there are none."""
    pattern = "|".join(map(re.escape, places.names))
    names = tuple(dict.fromkeys(re.findall(pattern, text))) if pattern else ()
    if names:
        return Scope("、".join(names)[:60], names, is_inferred=False)
    whole = WHOLE.search(text)
    return Scope(whole[0], (), is_inferred=False) if whole else None


def _list_at(text, place, places):
    """Names of places one after the other from there on: (names, end)."""
    names, end = [], place
    while name := _name_at(text, end, places):
        names.append(name)
        end += len(name)
        more = LIST.match(text, end)
        if not more or not _name_at(text, more.end(), places):
            break
        end = more.end()
    return (tuple(names), end) if names else None


def _name_at(text, place, places):
    """The name of a place that begins there: one of the document's own, a word for everywhere, or like one."""
    for pattern in (places.known, EVERYWHERE):
        if pattern and (found := pattern.match(text, place)):
            return found[0]
    for pattern in (AREA, DISTRICT_OF_CITY, DISTRICT):
        found = pattern.match(text, place)
        if found and not NO_PLACE.fullmatch(found[0]) and not any(map(begins_action, found[0].partition("市"))):
            return found[0]
    return None


def _scope(text, names):
    named = tuple(name for name in names if not EVERYWHERE.fullmatch(name))
    return Scope(text[:60], named, is_inferred=False)
