"""Words of office Vietnamese that several readers share: kinds of documents, bodies, titles, verbs.

All lists are folded (no marks, lower case) and matched against folded text of the same length.
"""

import re

#: Kinds of documents (Nghị định 30/2020/NĐ-CP, Điều 7; Quy định 66-QĐ/TW; Luật Ban hành văn bản QPPL).
KINDS: tuple[str, ...] = (
    "bộ luật", "luật", "pháp lệnh", "hiến pháp", "nghị quyết liên tịch", "nghị quyết", "nghị định", "lệnh",
    "thông tư liên tịch", "thông tư", "quyết định", "chỉ thị", "quy chế", "quy định", "thông cáo", "thông báo",
    "thông tri", "hướng dẫn", "chương trình", "kế hoạch", "phương án", "đề án", "dự án", "báo cáo", "biên bản",
    "tờ trình", "hợp đồng", "công điện", "công thư", "công văn", "bản ghi nhớ", "giấy mời", "giấy giới thiệu",
    "giấy ủy quyền", "giấy triệu tập", "kết luận", "văn bản", "phiếu chuyển", "phiếu báo", "phiếu gửi",
    "phiếu trình", "điều lệ", "thư mời", "lời kêu gọi", "thể lệ", "phúc đáp", "giấy phép", "giấy chứng nhận",
    "đơn đề nghị", "đơn",
)  # fmt: skip

#: First words of the names of bodies.
_BODY_HEADS = (
    "uy ban", "ubnd", "ub mttq", "ubmttq", "hdnd", "hoi dong", "bo", "so", "tong cuc", "chi cuc", "cuc", "vu",
    "vien", "van phong", "phong", "ban", "bo phan", "hoi", "chi hoi", "hiep hoi", "lien hiep", "lien minh",
    "lien doan", "ldld", "cong doan", "cdcs", "lien so", "lien bo", "doan", "chi doan", "tinh doan", "thanh doan",
    "huyen doan", "tinh uy", "thanh uy", "huyen uy", "thi uy", "quan uy", "dang uy", "dang bo", "chi bo",
    "chi uy", "cap uy", "dang doan", "thuong truc", "mat tran", "trung tam", "truong", "hoc vien", "dai hoc",
    "benh vien", "tram", "cong ty", "tong cong ty", "tap doan", "cong an", "quan su", "kho bac", "bao hiem",
    "toa an", "thanh tra", "ngan hang", "dai", "bao", "co quan", "don vi", "doanh nghiep", "to chuc", "to",
    "nha truong", "quy bo", "quy so", "chinh phu", "thu tuong", "quoc hoi", "dia phuong", "buu dien",
    "he thong", "hop tac xa", "khoi", "nganh", "huyen", "thanh pho", "thi xa", "tinh", "xa", "phuong", "thon",
    "ap", "xom", "khu pho", "buon", "ban quan ly", "bqh", "bch", "btv", "nhom", "doi", "lop", "khoa", "xi nghiep",
    "nha may", "cap",
)  # fmt: skip

#: First words of the titles of office holders.
_TITLE_HEADS = (
    "chu tich", "pho chu tich", "giam doc", "pho giam doc", "tong giam doc", "cuc truong", "chi cuc truong",
    "tong cuc truong", "vu truong", "vien truong", "bo truong", "thu truong", "chanh", "pho chanh", "truong phong",
    "truong ban", "truong cac", "truong thon", "truong", "pho truong", "hieu truong", "pho hieu truong", "bi thu", "pho bi thu",
    "chu nhiem", "pho chu nhiem", "tong bien tap", "nguoi dung dau", "dong chi", "cac dong chi", "d/c", "ong",
    "ba", "thu ky", "uy vien", "thanh vien", "can bo", "giao vien", "to truong", "doi truong", "ke toan", "quy",
    "lanh dao", "thay", "co", "cong chuc", "vien chuc", "nguoi phat ngon", "chuyen vien", "bac si", "ca nhan",
    "moi", "tung", "cac", "nhung", "toan the", "dang vien", "doan vien", "nguoi", "phu huynh", "dai bieu",
    "ho kinh doanh", "ho gia dinh", "ho dan", "nhan dan", "hoi vien", "hoc sinh", "sinh vien", "ubkt", "bgh",
)  # fmt: skip


def _alternation(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


#: A folded pattern for the beginning of the name of a body.
BODY = rf"(?:{_alternation(_BODY_HEADS)})(?![a-z])"
#: A folded pattern for the beginning of whoever can be asked to do something.
ACTOR = rf"(?:{_alternation(_BODY_HEADS + _TITLE_HEADS)})(?![a-z])"

#: Verbs with which office tasks begin.
TASK_VERBS: tuple[str, ...] = (
    "trien khai", "to chuc", "thuc hien", "chu tri", "phoi hop", "xay dung", "bao cao", "tong hop", "ra soat",
    "tham muu", "huong dan", "kiem tra", "giam sat", "theo doi", "don doc", "tuyen truyen", "pho bien", "quan triet",
    "dang tai", "chia se", "cung cap", "bo tri", "cu", "gui", "lap", "nop", "hoan thanh", "day manh", "tang cuong",
    "nang cao", "dam bao", "bao dam", "chi dao", "lanh dao", "can cu", "tiep tuc", "chu dong", "thuong xuyen",
    "kip thoi", "phat huy", "van dong", "thong bao", "thong tin", "cong khai", "cong bo", "niem yet", "ban hanh",
    "xem xet", "giai quyet", "xu ly", "tiep nhan", "phan cong", "phan loai", "danh gia", "so ket", "tong ket",
    "chuan bi", "quan ly", "su dung", "khai thac", "cap nhat", "dang ky", "de xuat", "bo sung", "sua doi",
    "hoan thien", "duy tri", "mo", "dang", "viet", "phat", "treo", "ky", "duyet", "tham dinh", "phe duyet", "trinh",
    "thanh lap", "kien toan", "cung co", "khac phuc", "ngan chan", "phong", "xac minh", "lam ro", "tra loi",
    "phan hoi", "chuyen", "giao", "thu thap", "luu tru", "sao luu", "bao quan", "thanh toan", "quyet toan", "cap",
    "mua sam", "khen thuong", "bieu duong", "de nghi", "yeu cau", "nghiem tuc", "tap trung", "khan truong",
    "ho tro", "tao dieu kien", "tham gia", "tham du", "du", "dong vien", "khuyen khich", "kiem diem", "bam sat",
    "dinh huong", "nam bat", "phat hien", "huy dong", "dieu tra", "khao sat", "thong ke", "tinh toan", "doi chieu",
    "xac nhan", "chung nhan", "ap dung", "tuan thu", "chap hanh", "phan anh", "gop y", "cho y kien", "dam nhiem",
    "chiu trach nhiem", "co trach nhiem", "la dau moi", "la co quan", "lam dau moi", "dua", "day nhanh", "han che",
    "khong", "quy dinh", "giai dap", "tiep can", "moi", "hop", "ke khai", "nhap", "in", "cai dat", "van hanh",
    "truc", "bao ve", "sap xep", "khoi tao", "cham soc", "tham", "trao", "trong", "giam", "tang", "phan dau", "dat",
    "thuc", "ra mat", "phat dong", "huong ung", "nghien cuu", "trao doi", "lam viec", "ket noi", "lien he", "lua chon",
    "gioi thieu", "cong nhan", "xet", "chinh sua", "khoi phuc", "thay the", "bai bo", "giai trinh", "bo nhiem",
    "neu cao", "de cao", "xac dinh", "kien quyet", "thong nhat", "can doi", "lua", "chot", "nhac", "so tan", "gia co",
    "bien tap", "khai bao", "thiet ke", "phan bo", "chi tra", "quy hoach", "tien hanh", "thuc thi", "dieu chinh",
    "tich cuc", "ho so", "kiem soat", "thi diem", "tu kiem tra", "danh so", "sang loc", "tiem", "kham", "phun",
)  # fmt: skip
#: A folded pattern for the beginning of a task.
TASK_VERB = rf"(?:{_alternation(TASK_VERBS)})(?![a-z])"
