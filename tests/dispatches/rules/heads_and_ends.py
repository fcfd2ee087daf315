"""A short invented letter whose head or end is exchanged, and what is compared of each."""

from haichieu.dispatches.rules import Reading

HEAD = "UBND XÃ A\nSố: 1/UBND\nA, ngày 5 tháng 6 năm 2026\nV/v báo cáo\n\nKính gửi: Các thôn.\n"
BODY = "\nĐề nghị các đơn vị báo cáo kết quả trước ngày 30/6/2026./.\n"
END = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\n\nTrần Văn Bình\n"

#: kind, issuer, number, symbol, place, date, subject, addressees
Head = tuple[str, str | None, str | None, str | None, str | None, str | None, str | None, tuple[str, ...]]
#: recipients; the signer's authority, title and name
End = tuple[tuple[str, ...], str | None, str | None, str | None]


def head_of(reading: Reading) -> Head:
    return (
        reading.kind,
        reading.issuer,
        reading.number,
        reading.symbol,
        reading.place,
        reading.date,
        reading.subject,
        reading.addressees,
    )


def end_of(reading: Reading) -> End:
    signer = reading.signer
    return reading.recipients, signer["authority"], signer["title"], signer["name"]
