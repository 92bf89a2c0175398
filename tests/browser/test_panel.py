"""What scripts do in the administration: look rows up, and open another form beside the one being filled in."""


def test_rows_are_looked_up_while_typing(people):
    page = people.context("admin").new_page()
    page.goto("/admin/tracker/assignment/add/")

    page.click(".field-measure .select2-selection")
    with page.expect_response("**/admin/autocomplete/**") as answer:
        page.keyboard.type("居住证")
    page.locator(".select2-results__option", has_text="居住证").first.click()

    assert answer.value.status == 200
    assert "居住证" in page.text_content(".field-measure .select2-selection__rendered")
    assert page.context.watch.faults == []


def test_a_row_that_is_missing_is_made_beside_the_form(people):
    page = people.context("admin").new_page()
    page.goto("/admin/tracker/user/add/")

    with page.expect_popup() as opened:
        page.click("#add_id_organization")
    beside = opened.value
    beside.fill("#id_name", "浏览器里新建的单位")
    with beside.expect_event("close"):
        beside.click("[name=_save]")

    assert "浏览器里新建的单位" in page.text_content(".field-organization .select2-selection__rendered")
    assert page.context.watch.faults == []


def test_lists_are_searched_filtered_and_sorted(people):
    page = people.context("admin").new_page()

    page.goto("/admin/tracker/measure/")
    page.fill("#searchbar", "居住证")
    page.press("#searchbar", "Enter")
    page.wait_for_url("**q=*")
    page.click("thead .sortable a >> nth=0")
    page.wait_for_url("**o=*")
    page.click("#changelist-filter li a >> nth=1")
    page.wait_for_load_state()

    assert page.context.watch.faults == []
