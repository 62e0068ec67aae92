import write_layout_reference


def test_the_page_of_layouts_is_what_the_layouts_say_today() -> None:
    assert write_layout_reference.PAGE.read_text(encoding="utf-8") == write_layout_reference.page()
