"""国家城乡融合发展试验区广东广清接合片区实施方案, as far as its text is at hand: it breaks off inside 三（一）.

Confidence (``tracker.plans.status.Confidence``): A the official text, B official media or a mirror of an official page,
C inferred, D unverified. Sentences of the document are not repeated here; they enter when the document is imported.
"""

from datetime import date
from typing import NamedTuple

NAME = "guangqing"  # under which the audit log remembers that this plan was loaded

DOCUMENT = "粤府函〔2021〕76号"
NATIONAL = "发改规划〔2019〕1947号"
QINGYUAN = "清府函〔2021〕125号"
STANDARD_CODES = "GB/T 2260"

STARTS_ON = date(2022, 1, 1)
DUE_ON = date(2025, 12, 31)
DUE_TEXT = "2022—2025年"

PLAN = {
    "title": "国家城乡融合发展试验区广东广清接合片区实施方案",
    "short_title": "广清接合片区实施方案",
    "document_number": DOCUMENT,
    "issuer": "广东省人民政府",
    "issued_on": date(2021, 4, 15),
    "starts_on": STARTS_ON,
    "ends_on": DUE_ON,
    "source": DOCUMENT,
    "confidence": "A",
    "note": (
        "主送：广州、清远市人民政府，省政府各部门、各直属机构。批复机关：国家发展改革委。执行中的问题：向省发展改革委反映。\n"
        "手头文本至“三、（一）”中断，其后的任务和措施未经核实，不计入任何统计。\n"
        f"清远片区：10项任务、145个项目（可信度B，{QINGYUAN}）。\n"
        "广州片区：8项任务，三年52项改革措施，2021年12项重点，265个项目、总投资超过8000亿元（可信度B，央广网2021-08-04）。"
    ),
}

OBJECTIVES = (  # 二（二）; one horizon for all, qualitative, no figures
    "制度化通道基本打通",
    "人口迁徙制度基本建立",
    "建设用地市场全面形成",
    "普惠金融服务体系基本建立",
    "农村产权保护交易制度基本建立",
    "农民持续增收体制机制更加完善",
    "城乡发展差距和居民生活水平差距明显缩小",
    "引领示范带动效应充分释放",
    "形成可复制可推广的典型经验和改革措施",
)
OBJECTIVES_SOURCE = f"{DOCUMENT}，二（二）"


class District(NamedTuple):
    code: str
    name: str
    short_name: str
    has_national_code: bool = True
    answered_by: str = ""
    source: str = f"{DOCUMENT}；{STANDARD_CODES}"


class Area(NamedTuple):
    """A part of the zone and the addressee of the plan that leads its measures (confidence C)."""

    code: str
    name: str
    city: str
    lead: str
    districts: tuple[District, ...]


AREAS = {
    "G": Area("440100", "广州片区", "广州市", "广州市人民政府", (
        District("440114", "花都区", "花都"),
        District("440117", "从化区", "从化"),
        District("440118", "增城区", "增城"),
    )),
    "Q": Area("441800", "清远片区", "清远市", "清远市人民政府", (
        District("441802", "清城区", "清城"),
        District("441803", "清新区", "清新"),
        District("441821", "佛冈县", "佛冈"),
        District(
            "441881-LZ", "英德市连樟样板区", "连樟", has_national_code=False, answered_by="英德市人民政府",
            source=f"{DOCUMENT}；无国家代码，编号由本系统自编，不得套用英德市（441881）的数据",
        ),
    )),
}


class Organization(NamedTuple):
    name: str
    short_name: str
    level: str
    source: str
    parent: str = ""


ORGANIZATIONS = (
    Organization("广东省人民政府", "省政府", "province", f"{DOCUMENT}印发机关"),
    Organization("省发展改革委", "", "province", f"{DOCUMENT}，执行中的问题向其反映", "广东省人民政府"),
    Organization("广州市人民政府", "广州市政府", "city", f"{DOCUMENT}主送机关", "广东省人民政府"),
    Organization("清远市人民政府", "清远市政府", "city", f"{DOCUMENT}主送机关", "广东省人民政府"),
)
LEAD_SOURCE = f"{DOCUMENT}主送机关；原文未指定责任部门"


class Task(NamedTuple):
    number: int
    title: str
    standing: str
    confidence: str
    source: str
    note: str = ""


TASK_SOURCE = f"{DOCUMENT}，三（一）"
_KNOWN = f"{NATIONAL}；{QINGYUAN}"
_PLATFORM = "清远片区2022年目标：平台建成并运行（B）。"
_BREAKTHROUGH = "清远片区2022年目标：取得突破（B）。"
_OPEN = "省方案是否保留这项任务尚不清楚。"

TASKS = (
    Task(1, "建立城乡有序流动的人口迁徙制度", "confirmed", "A", TASK_SOURCE, "手头文本在本任务内中断，见措施1-14。"),
    Task(2, "建立进城落户农民依法自愿有偿转让退出农村权益制度", "unverified", "B", _KNOWN, _BREAKTHROUGH),
    Task(3, "建立农村集体经营性建设用地入市制度", "unverified", "B", _KNOWN, _PLATFORM),
    Task(4, "完善农村产权抵押担保权能", "unverified", "B", _KNOWN, _BREAKTHROUGH),
    Task(5, "建立科技成果入乡转化机制", "unverified", "D", NATIONAL, _OPEN),
    Task(6, "搭建城中村改造合作平台", "unverified", "B", _KNOWN, _PLATFORM),
    Task(7, "搭建城乡产业协同发展平台", "unverified", "B", _KNOWN, _PLATFORM),
    Task(8, "建立生态产品价值实现机制", "unverified", "D", NATIONAL, _OPEN),
    Task(9, "建立城乡基础设施一体化发展体制机制", "unverified", "D", NATIONAL, _OPEN),
    Task(10, "建立城乡基本公共服务均等化发展体制机制", "unverified", "D", NATIONAL, _OPEN),
    Task(11, "健全农民持续增收体制机制", "unverified", "D", NATIONAL, _OPEN),
)

SETTLING = "因城施策完善落户政策"
SERVICES = "完善市民化配套政策"


class Measure(NamedTuple):
    """A measure of task （一）. ``areas`` are keys of ``AREAS``; ``scope_confidence`` C: the text names no scope."""

    code: str
    heading: str
    title: str
    short_title: str
    areas: str
    scope_text: str
    scope_confidence: str
    kind: str


MEASURES = (
    Measure("1-01", SETTLING, "降低城镇落户门槛", "降低落户门槛", "G", "广州片区", "A", "one_off"),
    Measure("1-02", SETTLING, "构建分类弹性落户机制", "分类弹性落户", "G", "广州片区", "A", "one_off"),
    Measure("1-03", SETTLING, "逐步取消重点人群落户限制（存量优先）", "取消重点人群限制", "G", "广州片区", "A",
            "staged"),
    Measure("1-04", SETTLING, "全面取消城镇落户限制", "清远全面放开落户", "Q", "清远片区", "A", "one_off"),
    Measure("1-05", SETTLING, "试行以经常居住地登记户口制度", "经常居住地登记", "GQ", "", "C", "pilot"),
    Measure("1-06", SETTLING, "推进农村集体经济组织成员资格认定", "成员资格认定", "GQ", "", "C", "staged"),
    Measure("1-07", SETTLING, "逐步实现村集体成员权益与户籍变动脱钩", "权益与户籍脱钩", "GQ", "", "C", "staged"),
    Measure("1-08", SERVICES, "探索试验区内居住证互认", "居住证互认", "GQ", "试验区内", "A", "one_off"),
    Measure("1-09", SERVICES, "建立市民化成本核算体系", "市民化成本核算", "GQ", "", "C", "one_off"),
    Measure("1-10", SERVICES, "推进常住人口基本公共服务均等化", "公共服务均等化", "GQ", "", "C", "long_running"),
    Measure("1-11", SERVICES, "健全政府、企业、个人共同分担市民化成本机制", "成本分担机制", "GQ", "", "C", "one_off"),
    Measure("1-12", SERVICES, "推动公共资源按常住人口规模配置", "按常住人口配置", "GQ", "", "C", "long_running"),
    Measure("1-13", SERVICES, "深化“人地钱挂钩”配套政策", "人地钱挂钩", "GQ", "", "C", "long_running"),
)
SCOPE_NOTE = "原文没有写明范围，按全试验区理解。"

GAP = {  # shown as such, never filled, in no denominator, nobody's duty
    "code": "1-14",
    "number": 14,
    "title": "建立……（原文至此中断）",
    "short_title": "原文缺失",
    "heading": SERVICES,
    "standing": "gap",
    "scope_confidence": "D",
    "source": TASK_SOURCE,
    "confidence": "D",
    "note": "手头文本在此处中断。取得正式文本之前不补写、不分工、不计入统计。",
}
