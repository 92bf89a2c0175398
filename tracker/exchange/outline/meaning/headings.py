"""What the headings of official documents announce: aims, tasks, or what stands around them."""

import re
from enum import Enum

from tracker.exchange.outline.meaning.actions import begins_action, may_be_heading
from tracker.exchange.outline.text.brackets import round_brackets


class Topic(Enum):
    """What a section is about; OTHER for background, principles and safeguards, OPEN where the title does not say."""

    OBJECTIVES = "objectives"
    TASKS = "tasks"
    OTHER = "other"
    OPEN = "open"


LINK = r"(?:与|和|及|以及|、|暨|的|及其)"
TASK_WORDS = (
    r"(?:突出|抓好|明确|全面|扎实|落实|推进|实施|聚焦|着力|认真|做好|主要|重点|试验|试点|试行|工作|改革|建设|具体|政策"
    r"|目标|年度|核心|创建|攻坚|行动|发展|整治|治理|提升|阶段性?|专项"
    r"|任务|举措|措施|内容|事项|安排|分工|分解|清单|责任|工程|项目|计划|创新|方向|领域|方法|步骤|对策|要点|部署|实验"
    r"|探索|各项|关键|细化|本年度?|20\d\d年|\d{4}|三年|五年|任务书|表)"
)
TASKS = re.compile(rf"(?:{TASK_WORDS}|{LINK})+")
TASK_CORE = re.compile(
    "任务|举措|措施|重点工作|主要工作|工作内容|主要内容|重点内容|改革内容|建设内容|试点内容|重点行动|重点事项"
    "|改革事项|重点工程|工作重点|建设重点|工作安排|行动内容|专项行动|试点事项|工作要点|重点改革"
    "|重点项目|主要行动"
)
OBJECTIVES = re.compile(
    "[^，。、与和及]{0,8}目标|"
    r"(?:发展|试验|主要|工作|总体|行动|目标|改革|建设|试点|预期|阶段性?|年度|具体|战略|近期|远期|中期|总|创建|攻坚"
    r"|整治|任务|指标|要求|20\d\d年|到20\d\d年|分年度|分阶段|与|和"
    r"|及|、|的)*目标(?:任务|要求|指标|愿景|和指标|与指标|如下|是)?"
)
OTHER = re.compile(
    "总体要求|总体思路|总体考虑|总体部署|指导思想|基本原则|工作原则|主要原则|工作思路|发展思路|编制依据|总则|附则|名词解释|编制说明"
    "|适用范围|适用对象|实施范围|试验范围|试点范围|保障措施|组织保障|组织领导|组织实施|组织管理|组织机构|组织推进|加强组织|强化保障|加强保障"
    "|工作保障|工作机制$|推进机制$|工作要求|有关要求|相关要求|实施要求|实施步骤|工作步骤|方法步骤|进度安排|时间安排|步骤安排|实施阶段|工作阶段"
    "|领导小组|存在(?:的)?(?:主要)?问题|主要问题|基本情况|概况|党.{0,16}领导$|解释权|施行日期|有效期|其他(?:事项)?$|附件|定义$|术语"
)
WEAK_OTHER = re.compile(
    "背景|现状|形势|意义|依据|(?:保障|实施|职责)(?:机制|体系|分工)$|(?:实施|服务|要素|政策|支撑)保障|保障支撑|监督考核|督促检查|督查|考核评价$"
    "|考核评估$|成效$|基础(?:条件)?$|发展环境|支持政策$|宣传(?:引导|发动)$|风险(?:分析|评估)|效益分析"
)
SHORT_OTHER = re.compile(
    r"保障|原则|要求|监督|考核|评估|宣传|意见|说明|投入|组织|领导|结语|落实|督导|问责|强化领导|加强领导"
)
LABEL = re.compile(
    r"[（【]?(?:[^，。：；、]{0,6}(?:牵头|责任|配合|协办|主办|参与|落实|负责|主责|实施)(?:责任)?(?:单位|部门|主体|领导"
    r"|地区)|(?:完成|办结|实施)?(?:时限"
    r"|时间)(?:要求)?)[：:]"
)
GENERAL = {
    "总体要求", "指导思想", "基本原则", "保障措施", "组织保障", "组织实施", "工作要求", "工作原则", "总体思路"
}
LONGEST = 40
LONGEST_WITH_COMMA = 26


def topic(title):
    """What a section with this title is about."""
    bare = plain(title)
    if not bare:
        return Topic.OPEN
    if OBJECTIVES.fullmatch(bare) and not (bare.endswith("任务") and "目标" not in bare[-6:-2]):
        return Topic.OBJECTIVES
    if len(bare) <= 24 and (OTHER.search(bare) or (WEAK_OTHER.search(bare) and not begins_action(bare))):
        return Topic.OTHER
    if TASKS.fullmatch(bare) and TASK_CORE.search(bare):
        return Topic.TASKS
    if SHORT_OTHER.search(bare) and len(bare) <= 6:
        return Topic.OTHER
    return Topic.OPEN


def plain(title):
    """A title without the brackets at its end and without its mark of punctuation."""
    title = title.strip().rstrip("。：；，、")
    for start, end in reversed(round_brackets(title)):
        if end == len(title) and start:
            title = title[:start]
    return title.strip()


def is_known(text):
    """Whether a line without a number is a heading for what it says: 主要任务, 工作目标, 保障措施."""
    if plain(text) in GENERAL:
        return True
    is_short = len(text) <= 12 and not re.search("[，。]", text)
    return is_short and topic(text) in {Topic.TASKS, Topic.OBJECTIVES}


def opens_paragraph(sentence, rest, *, is_numbered):
    """Whether the first sentence of a paragraph is the heading of the rest of it.

    ``sentence`` still has its full stop. Without a number it must also have the shape of a heading.
    """
    text = sentence.rstrip("。：")
    if not rest or "；" in text or LABEL.match(text):
        return False
    if text.endswith(("）", "！", "？")) and re.search("牵头|负责|单位", text):
        return False
    if not is_numbered:
        return is_known(text) or may_be_heading(text)
    if re.search(r"(?:19|20)\d\d年", plain(text)):
        return False
    if "，" not in text:
        return len(text) <= LONGEST
    return text.count("，") == 1 and len(text) <= LONGEST_WITH_COMMA and len(rest) >= 1.5 * len(text)


def names_following(sentence, following):
    """Whether a short sentence in a paragraph is a heading for the sentences behind it: they take up its words."""
    if not may_be_heading(sentence) or not following:
        return False
    text = sentence.rstrip("。")[-10:]
    words = {text[place:place + 2] for place in range(len(text) - 1)} - COMMON
    behind = "".join(following[:5])[:400]
    return any(word in behind for word in words)


COMMON = {
    "完善", "健全", "推进", "推动", "机制", "制度", "体系", "政策", "建设", "发展", "服务", "管理", "工作", "改革",
    "水平", "能力", "优化", "加强", "强化", "深化", "创新", "模式", "环境", "保障", "方式", "平台", "力度", "建立",
    "构建", "提升", "城乡", "农村", "配套", "实施", "全面", "加快", "资源", "公共", "和服", "与服",
}
