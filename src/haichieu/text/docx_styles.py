"""How a run of a Word file looks as far as its text depends on it: font, capitals, hidden, numbered."""

from dataclasses import dataclass, replace

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off"})
_DEEPEST = 20
_UPRIGHT = frozenset(f"{W}{side}" for side in ("left", "right", "start", "end", "insideV"))


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of a run that change its text; None where nothing is said."""

    font: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None

    def over(self, below: "Look") -> "Look":
        """This look where it says something, else the one below."""
        return Look(
            self.font if self.font is not None else below.font,
            self.capitals if self.capitals is not None else below.capitals,
            self.hidden if self.hidden is not None else below.hidden,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """One style of the file, with what it inherits."""

    look: Look = Look()
    #: Identifier and level of its automatic numbering.
    numbering: tuple[str | None, int | None] = (None, None)
    breaks_page: bool = False
    is_ruled: bool = False


class Styles:
    """The styles of a Word file by their identifier."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.base = Look()
        self._normal: str | None = None
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.base = look_of(defaults)
        for element in root.findall(f"{W}style"):
            name = element.get(f"{W}styleId", "")
            self._elements[name] = element
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
                self._normal = name

    def paragraph(self, name: str | None) -> Style:
        """The style of a paragraph; the file's default where it names none."""
        return self.named(name if name is not None else self._normal)

    def named(self, name: str | None, *, depth: int = 0) -> Style:
        """A style with all that it inherits; an empty one where there is none of that name."""
        element = self._elements.get(name) if name is not None else None
        if name is None or element is None or depth > _DEEPEST:
            return Style()
        if name not in self._known:
            below = self.named(value_of(element.find(f"{W}basedOn")), depth=depth + 1)
            self._known[name] = _style(element, below)
        return self._known[name]


def _style(element: etree._Element, below: Style) -> Style:
    properties = element.find(f"{W}pPr")
    number, level = numbering_of(properties)
    own = replace(below, look=look_of(element.find(f"{W}rPr")).over(below.look))
    return replace(
        own,
        numbering=(
            number if number is not None else below.numbering[0],
            level if level is not None else below.numbering[1],
        ),
        breaks_page=below.breaks_page or is_on(properties, "pageBreakBefore") is True,
        is_ruled=below.is_ruled or any(map(has_rules, element.iter(f"{W}tblBorders", f"{W}tcBorders"))),
    )


def look_of(properties: etree._Element | None) -> Look:
    """The look that run properties (`w:rPr`) state."""
    if properties is None:
        return Look()
    return Look(_font(properties), is_on(properties, "caps"), is_on(properties, "vanish"))


def _font(properties: etree._Element) -> str | None:
    fonts = properties.find(f"{W}rFonts")
    if fonts is None:
        return None
    if any(fonts.get(f"{W}{side}Theme") for side in ("hAnsi", "ascii")):
        return ""
    font: str | None = fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")
    return font


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """The state of a switch such as `w:caps`; None where it is not there."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


def value_of(element: etree._Element | None) -> str | None:
    """The `w:val` of an element."""
    return None if element is None else element.get(f"{W}val")


def numbering_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """Identifier and level of the numbering that paragraph properties state."""
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None, None
    level = value_of(found.find(f"{W}ilvl"))
    return value_of(found.find(f"{W}numId")), int(level) if level and level.isdigit() else None


def has_rules(borders: etree._Element | None) -> bool:
    """Whether borders draw any upright line: a letterhead is often underlined, but never divided into columns."""
    return borders is not None and any(
        edge.tag in _UPRIGHT and edge.get(f"{W}val", "nil") not in ("nil", "none") for edge in borders
    )
