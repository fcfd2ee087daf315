"""Official layouts as dated data: which rule holds for which kind of body on which day."""

from haichieu.layout.styles.style import Margins, ParagraphRule, Style, TypeStyle, all_styles, style_for

__all__ = ["Margins", "ParagraphRule", "Style", "TypeStyle", "all_styles", "style_for"]
