"""How official texts say that something is to be done: how an action, its condition or its result begins.

A clause begins an action with a verb of the lexicon, with adverbs before it, with a verb and its complement
(抓紧, 管住), with an adverb that asks for a verb (稳步…), with those who may do it (有条件的…) or with who gives what
(省级财政对…给予). It is a result, and stays with the action before it, with 确保, 力争, 形成 and the like or with
为…提供. It is a condition, and waits for the action after it, with 按, 坚持, 通过, 将 and the like where nothing is
done in it.
"""

import re

from tracker.exchange.outline.meaning.words import ADVERBS, CONDITIONS, NOUNS_AFTER, RESULTS, VERBS

ADVERB = re.compile(f"(?:{'|'.join(sorted(ADVERBS, key=len, reverse=True))})(?:地)?")
MADE_SO = "[做抓用管守筑织办育留补选打讲搞扛扎压兜稳理摸查治][好实强优大牢紧住齐全足活细精准清严密]"  # 抓紧, 管住
VERB = re.compile("|".join([*(
    f"{verb}(?!{NOUNS_AFTER[verb]})" if NOUNS_AFTER.get(verb) else verb
    for verb in sorted(set(VERBS), key=len, reverse=True)
), MADE_SO]))
RESULT = re.compile("|".join(sorted(RESULTS, key=len, reverse=True)))
CONDITION = re.compile("|".join(sorted(CONDITIONS, key=len, reverse=True)))
BASIS = re.compile("^以.*?为([^，]{1,20})$")
TURNS = re.compile("作为|列为|转为|改为|归为|放到|放在|摆在|落到|落在|挺在")
FOR_THOSE = re.compile("(?:对)?[^，]{0,6}条件(?:成熟)?的(?:[^，的]{0,4}(?:地方|地区|村|企业|乡镇))?(?=.)")  # 有条件的…
GIVES = re.compile("[^，]{2,8}(?:财政|部门|银行|机构|基金)(?:对|给予|按|为|向)")  # 省级财政对…给予
SERVES = re.compile("为.{1,30}(?:提供|奠定|创造|打下|作出|做出|注入|积累)")
JOINING = re.compile("(?:并|同时|此外|另外|进而|还|也|再|且|要|应当|应|须|需|可以|可|继续|进一步|更加|更好地)+[，]?")
STRONG = re.compile(
    "(?:逐步|稳步|全面|深入|积极|大力|着力|加快|持续|不断|进一步|有序|稳妥|率先|扎实|切实|严格|统筹|全力|稳慎|审慎"
    "|坚决|分步|分批|分类|适时|常态化|因地制宜)"
)
PHRASE_END = re.compile(
    "(?:基础上|前提下|条件下|情况下|过程中|原则|要求|思路|部署|方式|形式|机遇|契机|抓手|重点|导向|作用|优势|标准|主线"
    "|目标|核心|关键|载体|引领|牵引|支撑|平台|突破口|根本|精神|规定|特点"
    "|实际|需求|问题|方面|经验|做法|主体|的|时|后|前|内|上|中|下|依据|遵循)$"
)
ABSTRACT = re.compile(
    "完善|健全|优化|加强|强化|深化|推进|加快|创新|构建|提升|改进|改善|促进|拓宽|拓展|畅通|夯实|规范|统筹|保障|推动"
    "|激活|壮大|培育|发展|做强|做优|抓好|落实|建立健全|破除|补齐|打通|增强"
    "|提高|扩大|稳定|严格|引导|做好|盘活|深入|支持|强健|夯牢|筑牢|搞好|用好|用活|搭建|打造"
)
CONCRETE = re.compile(
    "试行|试点|取消|降低|开展|制定|出台|设立|编制|探索|建成|新建|新增|完成|组建|成立|放宽|放开|允许|给予|启动|上线"
    "|举办|印发|推出|颁发|发放|改造|清理|公布|开通|选取|遴选|修订|每年|对|将"
    "|由|以|在|按|到|实行"
)


def begins_action(text):
    """Whether a clause opens with something that is done: adverbs, then a verb, or an adverb that asks for one."""
    joined = JOINING.match(text) or FOR_THOSE.match(text)
    if GIVES.match(text):
        return True
    place = joined.end() if joined else 0
    for _ in range(3):
        if VERB.match(text, place):
            return True
        adverb = ADVERB.match(text, place)
        if not adverb:
            return False
        if STRONG.match(text, place) and len(text) > adverb.end() + 3 and text[adverb.end()] not in "的性":
            return True
        place = adverb.end()
    return bool(VERB.match(text, place))


def begins_result(text):
    """Whether a clause says what comes of the action before it, or to whom it applies, without beginning another."""
    joined = re.match("(?:并|也|同时)", text)
    if SERVES.match(text):
        return True
    return bool(RESULT.match(text, joined.end() if joined else 0))


def begins_condition(text):
    """Whether a clause opens with the manner, basis or condition of an action."""
    return bool(CONDITION.match(text))


def is_phrase(text):
    """Whether a clause with a condition goes on in the next clause, because nothing is done in it."""
    basis = BASIS.search(text)
    if basis:
        return not VERB.search(basis[1], 1)
    return bool(PHRASE_END.search(text)) or not (VERB.search(text, 2) or TURNS.search(text))


def without_joining(text):
    """The clause without 并, 同时 and the like at its head."""
    joined = re.match("(?:并且|并|同时|此外|另外|进而)[，]?(?=..)", text)
    return text[joined.end():] if joined and not re.match("并[购网轨联列行入]", text) else text


def may_be_heading(text):
    """Whether a sentence has the shape of a heading in the running text: a short clause that names a field of work.

    “完善市民化配套政策” does; “探索试验区内居住证互认” and “取消落户限制” name a single thing to be done.
    """
    text = text.rstrip("。：")
    if not 4 <= len(text) <= 22 or re.search(r"[，；、：“”《》（）\d]", text):
        return False
    verb = next((found for found in [ABSTRACT.search(text)] if found and found.start() <= 8), None)
    return bool(verb) and not CONCRETE.match(text)
