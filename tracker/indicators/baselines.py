"""The figures that the built-in plan states (粤府函〔2021〕76号): baselines, each with its own scope and date.

Figures of different scope are never chained. The plan publishes no target, so a target is “not published” until
somebody enters one with its source.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

ZONE = "试验区"
GUANGZHOU = "广州片区"
QINGYUAN = "清远片区"
BOTH_CITIES = "广州、清远两市"
END_OF_2020 = "2020年底"
UNDATED = "未注明日期"
PREFACE = "粤府函〔2021〕76号"
FOUNDATIONS = "粤府函〔2021〕76号，一"


EXTENTS = {ZONE: "zone", GUANGZHOU: "area", QINGYUAN: "area", BOTH_CITIES: "other"}
DAYS = {END_OF_2020: date(2020, 12, 31), "2020年": date(2020, 12, 31)}


class Baseline(NamedTuple):
    """A figure as the plan states it. Which way is better, and that districts add up, is inferred."""

    name: str
    baseline: Decimal
    unit: str
    scope_text: str
    baseline_text: str = END_OF_2020
    bound: str = "exact"
    source: str = FOUNDATIONS
    note: str = ""
    direction: str = "up"
    is_share: bool = False  # of which districts do not add up to the whole

    @property
    def scope(self):
        return EXTENTS[self.scope_text]

    @property
    def combination(self):
        return "whole" if self.is_share or self.scope == "other" else "sum"

    @property
    def baseline_on(self):
        """The day of the baseline; None where the text states none."""
        return DAYS.get(self.baseline_text)


BASELINES = (
    Baseline("面积", Decimal("9978"), "平方公里", ZONE, UNDATED, "about", PREFACE, direction="none"),
    Baseline("常住人口", Decimal("504"), "万人", ZONE, UNDATED, "about", PREFACE, direction="none"),
    Baseline("地区生产总值", Decimal("4194"), "亿元", ZONE, "2020年", "about", PREFACE),
    Baseline("农村承包地经营权流转面积", Decimal("55"), "万亩", GUANGZHOU),
    Baseline("整合承包地面积", Decimal("37"), "万亩", QINGYUAN),
    Baseline("土地入股面积", Decimal("5.9"), "万亩", QINGYUAN),
    Baseline("“三旧”改造完成面积", Decimal("3.1"), "万亩", ZONE),
    Baseline("现代农业产业园", Decimal("27"), "个", BOTH_CITIES),
    Baseline("联农带农户数", Decimal("11"), "万户", BOTH_CITIES, bound="about"),
    Baseline("森林面积", Decimal("6317"), "平方公里", ZONE),
    Baseline("森林覆盖率", Decimal("63"), "%", ZONE, is_share=True),
    Baseline("碳普惠核证减排量交易量", Decimal("5.1"), "万吨", ZONE, note="累计"),
    Baseline("碳普惠核证减排量成交额", Decimal("61.1"), "万元", ZONE, note="累计"),
    Baseline("结对帮扶学校", Decimal("175"), "所", BOTH_CITIES),
    Baseline("结对帮扶医疗卫生机构", Decimal("115"), "家", BOTH_CITIES),
    Baseline("农民专业合作社", Decimal("1000"), "家", ZONE, bound="at_least"),
    Baseline("家庭农场", Decimal("100"), "家", ZONE, bound="at_least"),
)
