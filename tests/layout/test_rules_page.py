"""The page on the layout check names every rule as the program has it."""

from haichieu.layout.checker import RULES
from tests.shared_data import ROOT


def test_every_rule_stands_on_the_page_with_its_words() -> None:
    page = (ROOT / "docs" / "algorithms" / "layout-check.md").read_text("utf-8")
    for rule in RULES:
        assert f"| `{rule.name}` | {rule.part} | {rule.says} | {rule.severity} |" in page, rule.name
    assert page.count("\n| `") == len(RULES)
