"""What the head and the foot of a document say of it: title, number, issuer, date, addressees, horizon, zone."""

import re
from dataclasses import replace
from datetime import date

from tracker.exchange.outline.meaning import limits
from tracker.exchange.outline.shapes import City, Facts
from tracker.exchange.outline.text.brackets import parts
from tracker.exchange.outline.text.characters import CJK
from tracker.exchange.outline.text.paragraphs import BODY_END, DATE, TITLE_END
from tracker.plans.numerals import number_of

NUMBER = re.compile(rf"([{CJK}（）A-Z]{{1,16}}〔\d{{4}}〕第?\d{{1,5}}号)")
LABELLED = re.compile(
    r"(?P<label>标题|名称|文号|发文字号|发文机关|发布机构|发文机构|成文日期|发文日期|印发日期"
    r"|发布日期)[：:](?P<value>.+)"
)
IN_TITLES = re.compile(r"《([^《》]{4,80}(?:方案|计划|意见|规划|措施|要点|办法|纲要|细则|清单)(?:（[^（）]*）)?)》")
ISSUED_IN_BRACKETS = re.compile(rf"^（(\d{{4}}年\d{{1,2}}月\d{{1,2}}日)([{CJK}]{{0,30}}?)(?:印发|发布|通过)?）$")
DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
CHINESE_DAY = re.compile(
    r"([二一〇○零Oo0三四五六七八九]{4})年([一二三四五六七八九十]{1,2}|元)月([一二三四五六七八九十]{1,3})日"
)
HORIZON = re.compile(r"[（(]?((?:19|20)\d\d)年?(?:[-—–\uff0d―~～]{1,2}|至)((?:19|20)\d\d)年?[）)]?")
ONE_YEAR = re.compile(
    r"^\D{0,30}((?:19|20)\d\d)年(?:度|工作|重点|改革|任务|(?:全面|深化|推进)|\D{0,12}(?:要点|计划|清单|台账|分解表|任务表))"
)
ZONE = re.compile(
    r"(?:包括|包含|涵盖|覆盖|范围为|范围是|范围包括|由"
    r"|涉及)((?:[^，。；：（）]{1,30}?[市区县州盟镇旗][^。；：（）]{0,160}))"
)
PLACE = re.compile(rf"[{CJK}]{{1,14}}(?:区|县|市|旗|镇|乡|街道)(?:（[^（）]{{1,20}}）)?")
CITY = re.compile(rf"([{CJK}]{{2,5}}?(?:市|州|盟|地区))(.*)")
PART_OF_CITY = re.compile("(?:样板区|示范区|开发区|园区|试验区|合作区|产业区|先行区|启动区|片区|镇|乡|街道)$")
ADDRESSEE = re.compile("政府|部门|单位|机构|委员会|局|厅|办公室|公司")
LONGEST_TITLE = 80


def facts(front, foot, *, cities=()):
    """The ``Facts`` of a document from the paragraphs before its first section and those that end it.

    What they do not say stays empty.
    """
    labelled = {found["label"]: found["value"] for text in front if (found := LABELLED.match(text))}
    heading = title(front)
    starts_on, ends_on = horizon(heading)
    return Facts(
        title=heading,
        document_number=_number(front, labelled),
        issuer=_issuer(front, foot, labelled),
        issued_on=_issued_on(front, foot, labelled),
        addressees=_addressees(front),
        starts_on=starts_on,
        ends_on=ends_on,
        cities=cities,
    )


def title(front):
    """The title of the plan: the last title before its first section, or the plan that a covering notice names."""
    found = [text for text in front if is_title(text)]
    if found and not re.search("(?:通知|函|批复)(?:（[^（）]*）)?$", found[-1]):
        return found[-1]
    named = [name for text in [*found, *front] for name in IN_TITLES.findall(text)]
    if found and named:
        return named[0]
    return found[-1] if found else _unnamed(front) or (named[0] if named else "")


def is_title(text):
    """Whether a line has the shape of a title: no sentence, and ends in 方案, 计划, 意见 or the like."""
    if not 4 <= len(text) <= LONGEST_TITLE or not TITLE_END.search(text):
        return False
    if LABELLED.match(text) or text.startswith("附件"):
        return False
    return not re.search("[，。；：]", re.sub("《[^《》]*》|（[^（）]*）", "", text))


def _unnamed(front):
    """A document whose title ends in no word of its kind: its first short line."""
    for text in front:
        is_other = re.search("[，。；：〔]", text) or DATE.match(text) or BODY_END.search(text)
        if 6 <= len(text) <= 40 and not is_other:
            return text
    return ""


def horizon(text):
    """(first day, last day) that a title or a time limit names, each None where it does not."""
    found = HORIZON.search(text)
    if found and int(found[1]) <= int(found[2]):
        return date(int(found[1]), 1, 1), date(int(found[2]), 12, 31)
    year = ONE_YEAR.match(text)
    if year:
        return date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)
    five = next((limit for _, _, limit in limits.limits(text) if "五" in limit.text and limit.due_on), None)
    return (five.starts_on, five.due_on) if five else (None, None)


def with_horizon(found, limit):
    """The facts with the days that the objectives name where the title names none."""
    return replace(found, starts_on=limit.starts_on, ends_on=limit.due_on)


def _number(front, labelled):
    for text in [labelled.get("发文字号", ""), labelled.get("文号", ""), *front]:
        found = NUMBER.search(text)
        if found and (len(text) - len(found[0]) <= 12 or text in labelled.values()):
            return re.sub("^.*(?:文号|字号|编号)[：:]?", "", found[0])
    return ""


def _issuer(front, foot, labelled):
    for label in ("发文机关", "发布机构", "发文机构"):
        if label in labelled:
            return labelled[label]
    for lines in (front, foot):
        for place, text in enumerate(lines):
            if not day(text) or not DATE.match(text):
                continue
            signed = _signatures(lines[:place])
            if signed:
                return "、".join(signed)
    for text in front:
        if (found := ISSUED_IN_BRACKETS.match(text)) and found[2]:
            return found[2]
        if (found := re.match(rf"([{CJK}]{{2,24}}?)关于", text)) and BODY_END.search(found[1]):
            return found[1]
        if len(text) <= 24 and BODY_END.search(text):
            return "、".join(text.removesuffix("文件").split())
    return ""


def _signatures(lines):
    """The bodies that sign right above the date."""
    signed = []
    for text in reversed(lines):
        names = text.split()
        if not all(BODY_END.search(name) and 3 <= len(name) <= 30 for name in names) or re.search("[，。：；]", text):
            break
        signed = [*names, *signed]
    return signed


def _issued_on(front, foot, labelled):
    for label in ("成文日期", "发文日期", "印发日期"):
        if label in labelled and day(labelled[label]):
            return day(labelled[label])
    for text in [*front, *foot]:
        if DATE.match(text) and day(text):
            return day(text)
    for text in front:
        if (found := ISSUED_IN_BRACKETS.match(text)) and day(found[1]):
            return day(found[1])
    for text in [*front, *foot]:
        if len(text) <= 40 and BODY_END.search(re.sub(r"\d{4}年.*$", "", text)) and day(text):
            return day(text)
    return day(labelled.get("发布日期", ""))


def day(text):
    """The first day that a text names, in either kind of digits; None where it names none that exists."""
    found = DAY.search(text)
    if found:
        year, month, number = (int(part) for part in found.groups() if part)
    elif found := CHINESE_DAY.search(text):
        year = int("".join(str("〇一二三四五六七八九".find(sign.translate(ZEROES))) for sign in found[1]))
        month, number = number_of(found[2].replace("元", "一")), number_of(found[3])
    else:
        return None
    try:
        return date(year, month, number)
    except (ValueError, TypeError):
        return None


ZEROES = str.maketrans("○零Oo0", "〇〇〇〇〇")


def _addressees(front):
    """To whom it goes: the first line that ends in a colon and names bodies. “广州、清远市人民政府” is two of them."""
    for text in front:
        if text.endswith("：") and len(text) <= 120 and "。" not in text and ADDRESSEE.search(text):
            return tuple(name for part in parts(text[:-1], "，；") for name in _spread(parts(part, "、")))
    return ()


def _spread(names):
    """Short names of places take the ending of the body that follows them."""
    ending = re.search(rf"^[{CJK}]{{2,4}}?([市县区州]人民政府)$", names[-1]) if names else None
    if not ending:
        return names
    return [name + ending[1] if re.fullmatch(f"[{CJK}]{{2,3}}", name) else name for name in names]


def zone(texts):
    """The cities of the zone with their districts, from the first sentence that lists them."""
    for text in texts[:60]:
        for found in ZONE.finditer(text):
            cities = _cities(found[1])
            if cities and (len(cities) > 1 or len(cities[0][1]) > 1):
                whole = "\n".join(texts)
                return tuple(City(name, _area(name, whole), tuple(districts)) for name, districts in cities)
    return ()


def _cities(listed):
    """[(city, [districts])] in the order of the text. A comma may begin another city, 、 only with a district."""
    found = []
    for group in parts(listed, "，；"):
        members = [part for name in parts(group, "、") for part in re.split("以及|和(?!平)|及", name) if part]
        if not members or not all(PLACE.fullmatch(re.sub("(?:等.{0,8}|全域|全境)$", "", name)) for name in members):
            if found:
                break
            continue
        for place, name in enumerate(members):
            _add_place(found, re.sub("(?:等.{0,8}|全域|全境)$", "", name), is_first=place == 0)
    return found


def _add_place(found, name, *, is_first):
    city = CITY.fullmatch(name)
    is_city = city and (is_first or (not PART_OF_CITY.search(name) and city[2]) or not found)
    if is_city and not (found and PART_OF_CITY.search(name) and not is_first):
        found.append((city[1], [city[2]] if city[2] else []))
    elif found:
        found[-1][1].append(name)


def _area(city, text):
    """What the text calls the city's part of the zone."""
    short = re.sub("(?:市|州|盟|地区)$", "", city)
    return f"{short}片区" if f"{short}片区" in text else ""
