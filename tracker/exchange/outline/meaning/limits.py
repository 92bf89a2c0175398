"""Time limits as official texts word them, and the days they mean.

“2025年底前” and “到2025年” run to the last day of the year. A bare “前” after a year or a month is read to the letter:
“2025年前” and “2025年1月前” end with 31 December 2024. After a quarter or half-year it is read as their end, since
nobody names a quarter in which there is no more time to work.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from tracker.exchange.outline.shapes import Limit
from tracker.plans.numerals import number_of

DASH = r"(?:[-—–\uff0d―~～]{1,2}|至|到)"
BEFORE = "(?:之前|以前|前)"
YEAR = r"(?:(?P<year>(?:19|20)\d\d)(?:年度?|(?=[-—–\uff0d―~～])))"
FIVE_YEARS = {"十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
PART = (
    r"(?P<half>上半年|下半年)|第?(?P<quarter>[一二三四1-4])季度|(?P<month>1[0-2]|[1-9]|0[1-9])月份?"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])日|(?P<third>[上中下])旬)?"
)
AT = r"(?:年?(?P<end>底|末|内|终)|年?(?P<begin>初))"
LEAD_IN = r"(?:力争|争取|确保|计划|原则上)?(?:于|在|到|至|截至|截止)?"
RANGE_END = (
    rf"(?:(?P<until_year>(?:19|20)\d\d)年?度?)?(?:(?P<until_month>1[0-2]"
    rf"|0?[1-9])月(?:(?P<until_day>\d{{1,2}})日)?)?(?:底|末)?{BEFORE}?"
)
LONG = (
    r"长期(?:坚持|推进|实施|任务|开展|落实|有效|执行|性工作)?|(?:持续|常态化|滚动)(?:推进|实施|开展|坚持|落实|进行"
    r"|用力)?(?=$|[）。；，、])"
    r"|持续(?:推进|开展|实施|坚持|深化|优化|完善|加强|提升|巩固)|常态化(?:推进|开展|实施)|每(?:季度|半年|个?月|两年"
    r"|年)|逐年|年度任务|常年"
)
SHORT = r"立即(?:实施|执行|启动|开展|推进|落实)|即日起|立行立改|近期|中期|远期|近中期|中远期"
RELATIVE = (
    r"(?:自?(?:本[^，。；]{1,6})?(?:印发|发布|实施|施行)之日起)?(?P<span>[一二三四五六七八九十两\d]{1,3})(?:个月|年"
    r"|个工作日|日)(?:之内|以内|内)"
)
LIMIT = re.compile(
    rf"(?P<range>(?:(?P<plain_from>(?:19|20)\d\d)|{YEAR.replace('year', 'from_year')}"
    rf"(?:(?P<from_month>1[0-2]|0?[1-9])月?(?:(?P<from_day>\d{{1,2}})日)?)?起?){DASH}{RANGE_END}(?=[^\d]|$))"
    r"|(?P<start>[从自](?P<start_year>(?:19|20)\d\d)年(?:(?P<start_month>1[0-2]|0?[1-9])月(?:(?P<start_day>\d{1,2})日)?)?(?:起|开始))"
    rf"|(?P<plan>[“\"]?(?P<five>十[三四五六])五[”\"]?(?P<plan_end>时期末|期末|末)?(?:时期|期间)?(?:{BEFORE})?)"
    rf"|(?P<point>(?P<to>到|至|截至)?{YEAR.replace('(?=', '(?!)(?=')}(?:{PART})?{AT}?(?P<before>{BEFORE})?)"
    rf"|(?P<thisyear>(?P<which>今年|本年度?|当年|明年|次年)(?:(?P<tpart>上半年|下半年|第?[一二三四1-4]季度|(?:1[0-2]"
    rf"|[1-9])月份?))?年?(?:底|末"
    rf"|内)?{BEFORE}?)"
    rf"|(?P<bare>(?<![\d年])(?:(?P<bhalf>上半年|下半年|年底|年末|年内)|第?(?P<bquarter>[一二三四1-4])季度"
    rf"|(?P<bmonth>1[0-2]|[1-9])月份?(?:(?P<bday>3[01]|[12]\d|[1-9])日)?)(?:底|末)?{BEFORE}?)"
    rf"|(?P<relative>{RELATIVE})|(?P<long>{LONG})|(?P<short>{SHORT})"
)
NUMERIC = re.compile(r"(20\d\d)[-./](\d{1,2})(?:[-./](\d{1,2}))?(?:日)?(?:底|末|前|之前)*")
HINT = re.compile("[年月季五日期续每即内]|20|19|常态|滚动|立行|长期")
LABEL = re.compile("^(?:完成|办结|截止|整改|实施)?(?:时限|时间|期限|日期|进度)(?:要求)?[：:]")
TITLES = re.compile("《[^《》]{0,100}》")


def limits(text, *, year=None):
    """The time limits in a text, as (start, end, Limit) in order; names of documents in 《》 hold none.

    ``year`` is meant where the text says “6月底前” or “今年” and names none.
    """
    if not HINT.search(text):
        return []
    titles = [found.span() for found in TITLES.finditer(text)]
    found = []
    for match in LIMIT.finditer(text):
        if any(start <= match.start() < end for start, end in titles):
            continue
        limit = _read(match, year)
        if limit:
            found.append((match.start(), match.end(), limit))
    return found


def whole(text, *, year=None):
    """The time limit that a cell or the inside of a bracket consists of; None where it says anything else."""
    text = LABEL.sub("", text.strip()).strip()
    numeric = NUMERIC.fullmatch(text)
    if numeric:
        year, month, day = (int(part) if part else None for part in numeric.groups())
        return Limit(text, due_on=_day(year, month, day)) if _day(year, month, day) else None
    found = limits(text, year=year)
    rest = re.sub(LEAD_IN + "$", "", text[:found[0][0]]) + text[found[-1][1]:] if found else text
    if not found or re.sub("[，、。；,;起完成左右]|底?前|并|后|推进|实施|坚持|办结|取得明显成效", "", rest):
        return None
    best = _best(found)
    return best if len(found) == 1 else Limit(text[:60], best.starts_on, best.due_on, best.is_long_running)


def first(text, *, year=None):
    """The limit that counts among those in a text: the first that names a day, then the first at all."""
    found = limits(text, year=year)
    return _best(found) if found else None


def _best(found):
    return next((limit for _, _, limit in found if limit.due_on), found[0][2])


def _read(match, year):
    groups, text = match.groupdict(), match[0]
    if groups["range"]:
        return _range(groups, text)
    if groups["start"]:
        starts_on = _day(int(groups["start_year"]), _int(groups["start_month"]) or 1, _int(groups["start_day"]) or 1)
        return Limit(text, starts_on, is_long_running=True) if starts_on else None
    if groups["plan"]:
        first = FIVE_YEARS[groups["five"]]
        return Limit(text, None if groups["plan_end"] else date(first, 1, 1), date(first + 4, 12, 31))
    if groups["point"]:
        return _point(groups, text)
    if groups["thisyear"]:
        return _this_year(groups, text, year)
    if groups["bare"]:
        return _bare(groups, text, year)
    return Limit(text, is_long_running=bool(groups["long"]))


def _range(groups, text):
    first = int(groups["plain_from"] or groups["from_year"])
    last = int(groups["until_year"] or first)
    if last < first or not (groups["until_year"] or groups["until_month"]):
        return None
    starts_on = _day(first, _int(groups["from_month"]) or 1, _int(groups["from_day"]) or 1)
    due_on = _day(last, _int(groups["until_month"]) or 12, _int(groups["until_day"]))
    return Limit(text, starts_on, due_on) if starts_on and due_on and starts_on <= due_on else None


def _point(groups, text):
    """A year with or without a part of it. A year alone is a limit only where a word says so; see ``is_bare_year``."""
    year, is_before = int(groups["year"]), bool(groups["before"])
    if groups["half"]:
        return Limit(text, due_on=_day(year, 6 if groups["half"] == "上半年" else 12))
    if groups["quarter"]:
        return Limit(text, due_on=_day(year, 3 * number_of(groups["quarter"])))
    if groups["month"]:
        month, day = int(groups["month"]), _int(groups["day"])
        if groups["third"]:
            day = {"上": 10, "中": 20, "下": None}[groups["third"]]
        due_on = _day(year, month, day)
        if is_before and not (groups["end"] or day or groups["third"]):
            due_on = date(year, month, 1) - timedelta(days=1)
        return Limit(text, due_on=due_on) if due_on else None
    if groups["begin"]:
        return Limit(text, due_on=date(year, 1, 31))
    if is_before and not groups["end"]:
        return Limit(text, due_on=date(year - 1, 12, 31))
    return Limit(text, due_on=date(year, 12, 31))


def _this_year(groups, text, year):
    if year is None:
        return Limit(text)
    year += groups["which"] in {"明年", "次年"}
    return Limit(text, due_on=_end_of(groups["tpart"] or "", year))


def _bare(groups, text, year):
    """A part of a year that is not named; a month needs a word such as 底前 to be a limit."""
    if groups["bmonth"] and not re.search("[底末前]", text):
        return None
    if year is None:
        return Limit(text)
    if groups["bmonth"]:
        month, day = int(groups["bmonth"]), _int(groups["bday"])
        due_on = _day(year, month, day)
        if not day and not re.search("[底末]", text):
            due_on = date(year, month, 1) - timedelta(days=1)
        return Limit(text, due_on=due_on) if due_on else None
    return Limit(text, due_on=_end_of(groups["bhalf"] or f"{groups['bquarter']}季度", year))


def _end_of(part, year):
    if part.startswith("上半年"):
        return _day(year, 6)
    if "季度" in part:
        return _day(year, 3 * number_of(part.strip("第季度")))
    month = re.match(r"\d{1,2}", part)
    return _day(year, int(month[0])) if month else _day(year, 12)


def _day(year, month, day=None):
    """That day, without a day the last of the month; None for one that does not exist."""
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    return date(year, month, day or last) if (day or last) <= last else None


def _int(text):
    return int(text) if text else None
