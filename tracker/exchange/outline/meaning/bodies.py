"""Who is made responsible: the brackets and labels in which official texts name bodies.

Bodies that answer for a thing, alone or side by side, are leads; those that cooperate, and those that a lead works
together with, are partners. Which of several leads stands first is the order of the text.
"""

import re
from dataclasses import dataclass

from tracker.exchange.outline.meaning import limits
from tracker.exchange.outline.shapes import Body, Limit
from tracker.exchange.outline.text.brackets import parts
from tracker.plans.status import AssignmentRole

LEAD, PARTNER = AssignmentRole.LEAD, AssignmentRole.PARTNER

LONGEST_NAME = 60

NAME_END = (
    r"(?:局|厅|委|办|部|院|署|政府|中心|公司|集团|银行|[分支]行|协会|商会|学会|联合会|联社|总工会|工会|团委|妇联|残联"
    r"|侨联|文联|科协|社科联|工商联|供销社"
    r"|单位|部门|机构|街道|街道办|办事处|学校|医院|大学|学院|海关|指挥部|专班|领导小组|工作组|党组|支队|大队|总队|公安"
    r"|法院|检察院|[县市区]|片区|乡|镇"
    r"|办公室|管理所|研究所|监管所|工作站|服务站|管理站|供电所|电网|消防|税务|统计|金融办|团市委|团省委|团区委|团县委"
    r"|人行|企业|运营商|管理处|联席会议)(?:（[^（）]{1,12}）)?"
)
IS_NAME = re.compile(rf"[^，。；：“”]{{1,40}}{NAME_END}")
IS_BODY = re.compile(
    rf"(?!含|不含|包括|以下|简称|原|如|即"
    rf"|试行)[^，。；：“”]{{1,40}}(?<![^各]园区)(?<!开发区){NAME_END}(?<!企业)(?<!部门)(?<!机构)(?<!学校)"
)
LABEL = re.compile(
    r"(?P<lead>(?:第一|主要|市级|省级|县级|总)?(?:牵头|责任|主责|主办|承办|实施|负责|落实|主管)(?:责任)?(?:单位|部门"
    r"|主体|地区|机构|领导)?)(?:及分工)?[：:]"
    r"|(?P<partner>(?:主要)?(?:配合|协办|协同|参与|参加|协作|会办|支持)(?:责任)?(?:单位|部门|主体|地区|机构)?)[：:]"
    r"|(?P<limit>(?:完成|办结|截止|整改|实施)?(?:时限|时间|期限)(?:要求)?)[：:]|(?P<other>[^：:，。；、]{1,8})[：:]"
)
ROLE = re.compile(
    r"(?P<and>(?:具体)?(?:牵头)?(?:负责)?会同|(?:牵头)(?:并)?联合|牵头[，]?(?=[^，。；负落组推开实制])|联合)"
    r"|(?P<lead>(?:共同)?牵头(?:负责|落实|组织实施|推进|实施|抓总)?|(?:共同|具体|分别|统筹|总)?负责(?:落实|实施|推进"
    r"|组织实施)?|主办|承办)"
    r"|(?P<partner>(?:共同|积极|协同)?(?:配合|协助|协办|参与|参加|协同)(?:落实|实施|推进|做好)?)"
    r"|(?P<shared>(?:等)?(?:均)?(?:按照?|依)(?:照)?(?:各自)?(?:的)?(?:职责|职能|分工|部门)+(?:分工)?(?:负责|落实|实施"
    r"|推进|抓好落实|配合|协同推进|共同推进|做好)?"
    r"|分工负责|(?:组织)?(?:落实|实施|推进)(?=$|[，。；）]))"
)
MARKERS = re.compile(
    r"牵头|配合|负责|(?:责任|主办|协办|承办|参与|参加|主责)(?:单位|部门|主体)|主办|协办|按(?:照)?(?:各自)?职责|分工"
    r"|会同"
)
ET_CETERA = re.compile(
    r"(?<=.)等(?:市直|省直|区直|县直|相关|有关|各有关|多个)?(?:责任)?(?:单位|部门|部门和单位|单位和部门|地区|方面)?$"
)
NOT_A_NAME = re.compile(r"(?:下同|列首位|排名|排在|首位|第一位|以下|均需|均为|为牵头|各自|职责|分工|落实|按照|等)")


@dataclass(frozen=True)
class Charge:
    """What a bracket says: who answers, and until when."""

    bodies: tuple = ()
    limit: Limit | None = None


def charge(text, *, year=None):
    """The charge that the inside of a bracket, or a line with labels, consists of; None where it says more."""
    text = text.strip().strip("。；")
    limit = limits.whole(text, year=year)
    if limit:
        return Charge(limit=limit)
    if not MARKERS.search(text) and not _is_list_of_names(text, year):
        return None
    found, role, limit = [], LEAD, None
    has_lead = False
    for clause in parts(text, "，；;,。"):
        label = LABEL.match(clause)
        if label:
            clause = clause[label.end():]
            role = PARTNER if label["partner"] else LEAD if label["lead"] else None
        clause_limit = limits.whole(clause, year=year)
        if clause_limit or (label and label["limit"]):
            limit = limit or clause_limit or Limit(clause[:60])
            continue
        if role is None:
            continue
        named = [Body(name, role) for name in names(clause)] if label else _by_role_words(clause, role, has_lead)
        found += named
        has_lead = has_lead or bool(re.search("牵头|主办|负责", clause)) or bool(label and label["lead"])
    found = _once(found)
    return Charge(tuple(found), limit) if found or limit else None


def both(one, other):
    """Two charges as one; either may be None."""
    if one is None or other is None:
        return one or other
    return Charge(one.bodies + tuple(body for body in other.bodies if body not in one.bodies), one.limit or other.limit)


def acting_bodies(text):
    """The bodies that a clause opens with as its subject, “由X会同Y”, “X、Y”; empty where it is anything else."""
    found = _by_role_words(text, LEAD, False)
    rest = ROLE.sub("", text)
    for body in found:
        rest = rest.replace(body.name, "", 1)
    is_all = not re.sub("[由、和与及，]|以及|共同|分别", "", rest)
    return tuple(_once(found)) if is_all and all(_is_acting(body.name) for body in found) else ()


def _is_acting(name):
    """Whether it can be who acts; a place is where something applies."""
    return bool(IS_BODY.fullmatch(name)) and name[0] not in "在于" and name[-1] not in "县市区州镇乡"


def alone(text, *, year=None):
    """The charge that a sentence without brackets consists of, “X牵头，Y、Z配合”; None where it says more."""
    clauses = [clause for clause in parts(text, "，；。") if not limits.whole(clause, year=year)]
    if not clauses or not all(ROLE.search(clause) and acting_bodies(clause) for clause in clauses):
        return None
    return charge(text, year=year)


def _is_list_of_names(text, year):
    clauses = [clause for clause in parts(text, "，；;,。") if not limits.whole(clause, year=year)]
    found = [name for clause in clauses for name in names(LABEL.sub("", clause, count=1))]
    return bool(found) and all(IS_BODY.fullmatch(name) and len(name) <= 30 for name in found)


def _by_role_words(clause, role, has_lead):
    """Names before each word that gives a role: X牵头, X会同Y负责, X、Y按职责分工负责, X、Y配合."""
    found, start, next_role = [], 0, None
    for word in ROLE.finditer(clause):
        named = names(clause[start:word.start()])
        given = LEAD if word["and"] or word["lead"] else PARTNER if word["partner"] else PARTNER if has_lead else LEAD
        if word["lead"] and "牵头" not in word[0] and has_lead:
            given = PARTNER  # “X牵头，Y、Z负责”: the lead is named already
        found += [Body(name, next_role or given) for name in named]
        next_role = PARTNER if word["and"] else next_role
        start = word.end()
    found += [Body(name, next_role or role) for name in names(clause[start:])]
    return found


def names(text):
    """The names in a list, as the text has them; 、 inside of brackets parts none."""
    text = re.sub(r"^(?:由|请|以及|和|与|并由|分别由|具体由|并)", "", text.strip())
    found = []
    for part in parts(text, "、/\t "):
        found += _parted(ET_CETERA.sub("", part))
    found = _spread(found)
    found = [name for name in found if not NOT_A_NAME.match(name) and not MARKERS.fullmatch(name)]
    return [name for name in found if 2 <= len(name) <= LONGEST_NAME]


def _spread(names):
    """“榆江市、岩州市人民政府”: places without an ending take that of the last."""
    ending = re.search("[市县区州]((?:人民)?政府|管委会)$", names[-1]) if names else None
    if not ending:
        return names
    return [name + ending[1] if re.fullmatch("[^各]{1,4}[市县区州]", name) else name for name in names]


def _parted(text):
    """“市财政局和市住建局” is two bodies where both sides are names."""
    for word in ("以及", "和", "及", "与", "并"):
        before, found, after = text.partition(word)
        if found and IS_NAME.fullmatch(before) and IS_NAME.fullmatch(after):
            return [before, *_parted(after)]
    return [text]


def _once(found):
    """Each name once; as a lead where it is named in both roles."""
    kept = {}
    for body in found:
        if body.name not in kept or body.role == LEAD:
            kept[body.name] = Body(body.name, body.role)
    return list(kept.values())
