"""How platforms are called on pages."""

PLATFORMS = {
    "site": "Trang thông tin điện tử",
    "facebook": "Facebook",
    "zalo": "Zalo OA",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "newsletter": "Bản tin",
    "radio": "Đài truyền thanh",
    "other": "Khác",
}

ICONS = {"site": "globe2", "facebook": "facebook", "zalo": "chat-dots", "youtube": "youtube"}


def platform_name(platform: str) -> str:
    """The usual name, or the stored one when it is none of ours.

    >>> platform_name("zalo"), platform_name("Viber")
    ('Zalo OA', 'Viber')
    """
    return PLATFORMS.get(platform, platform)


def platform_icon(platform: str) -> str:
    """Name of the icon in the sprite."""
    return ICONS.get(platform, "broadcast")
