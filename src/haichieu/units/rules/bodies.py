"""Kinds of body whose documents have a layout rule of their own."""

BODY_KINDS = {
    "state": "Cơ quan nhà nước",
    "union": "Tổ chức công đoàn",
    "party": "Cơ quan của Đảng",
    "youth": "Đoàn Thanh niên",
}
