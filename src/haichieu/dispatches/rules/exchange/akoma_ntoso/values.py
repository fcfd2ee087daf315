"""Plain data in XML and back, whatever keys a reading has."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from haichieu.dispatches.rules.exchange.errors import ExchangeError
from haichieu.dispatches.rules.exchange.xml_input import local_name, xml_text

_TAG = "hc:value"


def add_value(parent: Element, value: Any, *, name: str | None = None) -> None:
    """Add a value with its type as a child.

    >>> parent = Element("hc:reading")
    >>> add_value(parent, {"number": "134"}, name="letter")
    >>> parent[0].attrib, parent[0][0].text
    ({'name': 'letter', 'type': 'map'}, '134')
    """
    kind, text = _kind(value)
    element = SubElement(parent, _TAG, {**({"name": name} if name is not None else {}), "type": kind})
    element.text = text
    if kind == "map":
        for key, inner in value.items():
            add_value(element, inner, name=str(key))
    elif kind == "list":
        for inner in value:
            add_value(element, inner)


def _kind(value: Any) -> tuple[str, str | None]:
    match value:
        case None:
            return "null", None
        case bool():
            return "flag", "true" if value else "false"
        case int():
            return "whole", str(value)
        case float():
            return "number", repr(value)
        case str():
            return "text", xml_text(value)
        case dict():
            return "map", None
        case _:
            return "list", None


def read_value(element: Element) -> Any:
    """The value that `add_value` wrote.

    Raises
    ------
    ExchangeError
        When a type is unknown or a number is none.
    """
    text = element.text or ""
    children = [child for child in element if local_name(child) == "value"]
    try:
        match element.get("type"):
            case "null":
                return None
            case "flag":
                return text == "true"
            case "whole":
                return int(text)
            case "number":
                return float(text)
            case "text":
                return text
            case "list":
                return [read_value(child) for child in children]
            case "map":
                return {child.get("name") or "": read_value(child) for child in children}
    except ValueError:
        pass
    raise ExchangeError("Phần dữ liệu đọc kèm trong tệp Akoma Ntoso bị hỏng.")
