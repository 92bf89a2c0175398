"""Who is made responsible, in all the ways in which brackets say it."""

import pytest

from tracker.exchange.outline.meaning.bodies import charge

CHARGES = [
    ("省自然资源厅牵头，省农业农村厅、各区政府配合", "省自然资源厅 / 省农业农村厅、各区政府"),
    ("责任单位：市发展改革局、市财政局", "市发展改革局、市财政局 /"),
    ("牵头单位：市住建局；配合单位：市财政局、各县（市、区）政府", "市住建局 / 市财政局、各县（市、区）政府"),
    ("市发改局、市财政局按职责分工负责", "市发改局、市财政局 /"),
    ("市发改局负责，市财政局配合", "市发改局 / 市财政局"),
    ("市教育局、市卫健委等部门按职责分工负责", "市教育局、市卫健委 /"),
    ("市农业农村局牵头会同市财政局、市住建局落实", "市农业农村局 / 市财政局、市住建局"),
    ("由市科技局会同市财政局负责", "市科技局 / 市财政局"),
    ("市住建局牵头，市财政局、市审计局按职责分工负责", "市住建局 / 市财政局、市审计局"),
    ("市委组织部、团市委、市妇联", "市委组织部、团市委、市妇联 /"),
    ("各镇（街道）、区直有关单位", "各镇（街道）、区直有关单位 /"),
    ("市财政局和市住建局负责", "市财政局、市住建局 /"),
    ("市公安局牵头负责，市政务服务数据管理局参与", "市公安局 / 市政务服务数据管理局"),
    ("市农业农村局牵头、市财政局配合", "市农业农村局 / 市财政局"),
    ("市工业和信息化局、市科学技术局", "市工业和信息化局、市科学技术局 /"),
    ("主办：市商务局；协办：市邮政管理局", "市商务局 / 市邮政管理局"),
]


@pytest.mark.parametrize(("text", "wanted"), CHARGES)
def test_a_bracket_names_leads_and_partners(text, wanted):
    found = charge(text)

    assert _written(found.bodies) == wanted
    assert found.limit is None


@pytest.mark.parametrize(("text", "wanted", "limit"), [
    ("市住建局，2023年底前", "市住建局 /", "2023年底前"),
    ("牵头单位：市发展改革局，配合单位：各区政府，完成时限：2023年6月底前", "市发展改革局 / 各区政府", "2023年6月底前"),
    ("中国人民银行临河分行负责，长期坚持", "中国人民银行临河分行 /", "长期坚持"),
    ("各县（市、区）人民政府负责；2024年一季度前", "各县（市、区）人民政府 /", "2024年一季度前"),
    ("2023年12月底前完成", "/", "2023年12月底前"),
])
def test_a_bracket_may_name_a_time_limit_too(text, wanted, limit):
    found = charge(text)

    assert _written(found.bodies) == wanted.strip() or not found.bodies
    assert found.limit.text == limit


@pytest.mark.parametrize("text", ["以下简称试验区", "存量优先", "含县级市", "市、区", "一", "", "试行"])
def test_other_brackets_name_nobody(text):
    assert charge(text) is None


def _written(bodies):
    leads = "、".join(body.name for body in bodies if body.role == "lead")
    partners = "、".join(body.name for body in bodies if body.role == "partner")
    return f"{leads} / {partners}".strip()
