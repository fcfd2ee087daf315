"""The patterns by which a sentence is told to ask, to tell or to lead in; matched against `matching_form`."""

from haichieu.dispatches.rules.words import TASK_VERB
from haichieu.text.patterns import at_word, late

DUTY = late(
    rf"(?:có|chịu) (?:trách nhiệm|nhiệm vụ),?\s+(?:chủ động |trực tiếp "
    rf"|giúp [^.;,]{{3,60}} )?(?:thi hành|{TASK_VERB})"
    r"|căn cứ (?:quyết định|nghị quyết|chỉ thị)(?: này)? (?:để )?thi hành\W*$"
    r"|chịu (?:hoàn toàn |mọi )?trách nhiệm trước (?!pháp luật)"
)
#: “Điều 64 Bộ luật Lao động quy định người sử dụng lao động có trách nhiệm …”: what a law says.
QUOTES_LAW = late(
    r"(?:điều|khoản|luật|nghị định|thông tư)(?!\w)[^.;]*? quy định(?! tại)[^.;]*$"
    r"|theo (?:các )?quy định (?:nói|nêu) trên,[^.;]*$"
)
#: “Nơi nào đã tổ chức thì không phải tổ chức lại”: nobody has to do anything.
EXCUSED = late(
    r"(?:[^.;,]{2,25} nào|(?:những |các )?(?:nơi|đơn vị|chi \w+|trường hợp|ai|người|cơ sở|hộ|lớp"
    r"|tổ)(?!\w)[^.;]{0,20})\s(?:đã"
    r"|không thuộc)\s[^.;]*?"
    r"(?:thì|,) (?:thôi|không (?:phải|cần) (?!là(?!\w))|được miễn)"
)
#: “Hội yêu cầu các cơ sở thu hồi nợ, đến nay đã thu được 38 triệu đồng”: an order that is over.
OVER = late(r"[^.;]*?,\s(?:đến nay|tới nay|nay|kết quả|qua đó|hiện)[^.;,]{0,30}\sđã\s")
KNOW_AND_DO = late(
    r"(?:để|xin thông báo|thông báo|cho|tới|đến).{0,160}(?:biết|được biết)(?:,| và|, và|,? quản lý và"
    r"|, chỉ đạo,? và)*\s*"
    r"(?:tổ chức |cùng |triển khai |chỉ đạo |phối hợp |nghiêm túc |quản lý |căn cứ )*"
    r"(?:thực hiện|triển khai|báo cáo|chỉ đạo|phối hợp|tổ chức|thi hành|áp dụng|làm căn cứ)"
    r"|gửi [^.;]{3,120} để (?:tham khảo|nghiên cứu),?(?: và)? (?:thực hiện|áp dụng|triển khai)"
    rf"|(?:để|đến|tới|cho)\s[^.;]{{0,160}}(?:được )?biết(?:,? và|,)\s+{TASK_VERB}"
)
TROUBLE = late(
    r"(?:khó khăn|vướng mắc|phát sinh|bất cập|vấn đề gì|chưa rõ|thắc mắc).{0,160}(?:phản ánh|báo cáo|liên hệ|gửi"
    r"|gọi|hỏi"
    r"|trao đổi"
    r"|thông tin|kiến nghị|có ý kiến|thông báo)(?! viên)"
)
MODAL = late(
    r"(?<!\w)(?:(?<!không )phải(?! là(?!\w))|không được|được đưa|nghiêm cấm"
    r"|(?<!vấn đề )(?<!nội dung )(?<!khi )cần)(?!\w)"
)
#: What a rule gives or excludes is no task.
GRANTS = late(
    r"thì (?:được|việc|không (?:phải|thuộc|được))|(?:được|không được) (?:miễn|giảm|hưởng|áp dụng|xét)"
)
TARGET = late(
    r"(?:phấn đấu|bảo đảm|đảm bảo|đạt)\s.{0,60}\d+\s?%|\d+\s?% .{3,60}(?:được|đạt|có)(?!\w)"
    rf"|^\d+\s?% (?:số |các |tổng số )?[^.;,]{{3,50}}?\s{TASK_VERB}"
    r"|tỷ lệ .{3,120} đạt (?:từ |tối thiểu |ít nhất |trên )?\d"
)
GROUNDS = late(
    r"(?:căn cứ|xét đề nghị|xét|theo đề nghị|thực hiện (?:luật|nghị|quyết|kế hoạch|công văn|chỉ thị"
    r"|chương trình|thông báo|hướng dẫn|văn bản)|"
    r"thi hành|tiếp theo|phúc đáp|trả lời|theo (?!dõi))"
)
BACKGROUND = late(
    r"(?:ngày \d|tuy nhiên|mặc dù|trong thời gian (?:qua|vừa qua)|thời gian (?:qua|vừa qua)|những năm qua"
    r"|hiện nay|qua (?:theo dõi|kiểm tra|báo cáo|"
    r"rà soát|sơ kết|công tác)|vừa qua|do (?:đó|các)|nguyên nhân|thực tế|kết quả|tính (?:từ|đến)|thời điểm"
    r"|năm \d{4}|quý [ivx]+|sau khi .{0,60}(?:nhận được|đã)|"
    r"kể từ khi|giải thích|ghi chú|số liệu|theo (?:báo cáo|quy định của pháp luật)|địa điểm|thành phần"
    r"|kinh phí|thời gian|điện thoại|email|website|mẫu số|"
    r"họ và tên|nếu trường hợp|trường hợp .{0,80}(?:thì|được)|quá thời hạn|cơ quan thuế|người nộp thuế"
    r"|đối tượng|hình thức|nguồn kinh phí|mức )"
)
ISSUER_ACTS = late(
    r"(?:thành lập|ban hành|phê duyệt|công nhận|bổ nhiệm|cho phép|nâng mức|điều chỉnh|sửa đổi|bãi bỏ|hủy bỏ"
    r"|công bố|điều động|quy định|tặng|khen thưởng|"
    r"chỉ định|cử (?=ông|bà|đồng chí)|chuẩn y|khiển trách|cảnh cáo|kỷ luật|"
    r"bổ sung|giao (?:chỉ tiêu|dự toán|biên chế)|áp dụng|bãi|thu hồi|chấp thuận|đồng ý|thống nhất|đổi tên"
    r"|kiện toàn|ủy quyền|nhiệm vụ|thực hiện chế độ|nay )(?!\w)"
)
IN_FORCE = late(
    r"(?:quyết định|nghị quyết|quy chế|quy định|hướng dẫn|chỉ thị|thông báo|văn bản|kế hoạch"
    r"|công văn) (?:này )?(?:có hiệu lực|thay thế|được áp dụng|thay )"
)
#: In the article on taking effect: what somebody must still do.
BESIDES = late(
    r"(?<!\w)(?:chịu trách nhiệm|căn cứ (?:quyết định|nghị quyết|chỉ thị) (?:này )?(?:để )?thi hành"
    r"|(?:và |được )+(?:đăng|công bố|niêm yết)(?! ký))"
)
#: A document or an article of law as the subject of the sentence, or what somebody gets: it is told, not asked.
CITES = late(
    r"(?:(?:quyết định|nghị định|nghị quyết|thông tư|luật|công văn|chỉ thị|tờ trình|văn bản|kế hoạch) số "
    r"|(?:tại |theo )?(?:khoản|điểm|điều|mục|tiết|chương|phần) [^.;]{0,200}?(?:quy định|hướng dẫn)(?!\w)"
    r"|theo (?:khoản|điểm|điều|quy định tại|luật|nghị định|thông tư|bộ luật) [^.;]{0,120}?(?:luật"
    r"|nghị định|thông tư|số \d)[^.;]{0,160},"
    r"|(?:học sinh|sinh viên|cán bộ|giáo viên|người lao động|đoàn viên|công nhân|công chức|viên chức|nhân viên|cá nhân)"
    r"[^.;:]{0,80}? được (?:nghỉ|hưởng|miễn|giảm) (?!(?:[^.;]* )?phải ))"
)
ONLY_ASKS = late(r"(?:giao|đề nghị|yêu cầu|phân công|đối với)\s")
BACKGROUND_AFTER = late(r"(?:tại |căn cứ|theo (?:quy định|báo cáo)|ngày )")
MUST_IF = late(
    r"(?:trường hợp|đối với|nếu|khi)\s[^.;]{8,200}(?:,| thì)\s(?:[^.;,]{0,60}\s)?(?:thì )?phải (?!là"
    r"|nộp thuế|chịu)"
)
TIMED = late(
    r"(?:trong (?:thời (?:gian|hạn)|vòng)|trước|chậm nhất|muộn nhất|định kỳ|hằng|hàng|sau khi|đến)\s"
)
#: “Mỗi đơn vị có ít nhất 03 bài dự thi”.
QUOTA = late(
    r"(?:(?:mỗi|từng) (?:đơn vị|tổ|chi|cơ sở|công đoàn|cđcs|trường|lớp|khối|phòng|ban|xã|thôn|bản|cụm"
    r"|đoàn|cá nhân|đồng chí|đội)"
    r"(?:\s[^\d.;:,]{1,20}){0,3}?\s\d|(?:mỗi|từng|các)\s(?!lần|ngày|tháng|năm|quý"
    r"|tuần)[^.;:]{3,60}\s(?:có|gửi|nộp|tham gia|đăng ký|cử|viết)\s"
    r"(?:[^.;:]{0,20}\s)?(?:ít nhất|tối thiểu|từ)\s\d)"
)
#: In a letter that explains: the body addressed does something, it is not only told what the law is.
INSTRUCTS = late(
    r"(?:^|[;.]\s|,\sthì\s|,(?<=[^,;.]{40},)\s)(?:các\s)?(?:cục|chi cục|cơ quan|sở|phòng|ủy ban"
    r"|ubnd)\s(?!(?:nhà nước )?có thẩm quyền)"
    r"[^.;,]{2,60}?\s(?:phối hợp|hướng dẫn|kiểm tra|rà soát|thông báo cho|xử lý|tổ chức thực hiện)(?!\w)"
)
MUST_BY = late(
    r"(?:^|\.\s)(?:các |mọi )?(?:người|đơn vị|cơ quan|tổ chức|cá nhân|doanh nghiệp|chủ|hộ"
    r"|cơ sở)\s[^.;]{2,80}?\sphải (?!là(?!\w)|chịu|nộp thuế)"
)
#: What follows somebody's name when something is told about them.
STATES = late(
    r"(?:là(?! đầu mối| cơ quan| đơn vị)|được(?! giao| phân công| cử| ủy quyền| yêu cầu| đề nghị)|dự kiến"
    r"|đã|đang|chưa|vẫn|có thể|không thuộc|thuộc"
    r"|gồm|bao gồm|còn|tự giải thể|tự chấm dứt"
    r"|(?:hoạt động|làm việc) theo (?:chế độ|nguyên tắc))(?!\w)"
)
#: “Phân công dự khai giảng: có danh sách kèm theo”.
ATTACHED = late(
    r"[^:;,]{3,80}:?\s(?:có|theo|xem) (?:danh sách|biểu|phụ lục|mẫu|lịch|bảng)[^.;]{0,30}(?:kèm"
    r"|đính)[^.;]{0,50}\W*$"
)
ISSUER_WILL = late(
    r"[^.;]{3,80}? sẽ (?:tổ chức|tổng kết|thành lập|kiểm tra|xem xét|thông báo|phối hợp|ban hành"
    r"|hướng dẫn|giải quyết)"
)
META = late(
    r"(?:chủ trì|chủ tọa|điều hành|phụ trách)\s?:|"
    r"(?:đơn vị|cơ quan|bộ phận|thời gian(?:, địa điểm[^:]{0,30})?|tiến độ|thời hạn|thời điểm|địa điểm"
    r"|thành phần|kinh phí|người)\s?"
    r"(?:(?:chủ trì|phối hợp|thực\W{0,2}hiện|hoàn thành|phụ trách|báo cáo|dự kiến|đào tạo|nghỉ(?: lễ"
    r"| tết)?|tổ chức|diễn ra|khai mạc|học|thi|[,/])\s?)*:"
)
LEAD = late(
    r"(?:chuyển [^.;:]{3,80} (?:đến|tới|cho) [^.;:]{3,80}:?\W*$|đề nghị|yêu cầu|giao|trách nhiệm|nhiệm vụ|chỉ đạo"
    r"|kết luận|phân công|quyết nghị|hướng dẫn"
    r"|kính trình|xin ý kiến"
    r"|tập trung|kêu gọi|lưu ý|"
    r"(?:triển khai|thực hiện|làm)[^.;]{0,60}(?:sau|nội dung|nhiệm vụ|công việc)"
    r"|thông báo(?! kết quả)(?:$|\W*$|[^.;]{0,160}(?:sau|nội dung)\W*$))"
)
OPINION = late(
    r"(?:có ý kiến|trả lời|quy định|cho biết|giải đáp|báo cáo|tham gia ý kiến|góp ý|thuyết minh"
    r"|nêu rõ)[^,]{0,40}:$|(?:bao gồm|gồm|cụ thể như|thì)\s*:$"
)
ASSIGNS = late(
    r"(?:đề nghị|yêu cầu|giao |kết luận|chỉ đạo|trách nhiệm|hướng dẫn|nhiệm vụ|nội dung sau|thực hiện)"
)
PURE_LEAD = late(
    r"^(?:thực hiện|triển khai|tập trung|làm|về)(?!\w)[^.;]{0,60}sau\W*$|(?:có trách nhiệm|có nhiệm vụ"
    r"|chịu trách nhiệm|như sau|sau đây)\W*$|^.{0,45}(?:gồm|cụ thể)\W*$"
)
#: Under “Yêu cầu” and “Chỉ tiêu”: how something is to be, or how much of it.
STANDARD = late(
    r"(?:\d+\s?%|mỗi )|(?:bài (?:viết|dự thi|thi)|tác phẩm|sản phẩm|hồ sơ|ảnh|video|clip|trang phục|tin, bài)"
    r"\s[^.;:]{0,40}?(?:bằng|từ \d|không|dài|đúng|phải|ghi|có|theo|được)(?!\w)|(?:các hoạt động|việc|công tác"
    r"|nội dung|hình thức)\s[^.;:]{0,60}?"
    r"(?:tổ chức|bảo đảm|đảm bảo|phải|diễn ra|thực hiện|tiến hành)(?!\w)"
)
#: Under a request for “the following”, an item that begins so names a thing or tells something.
NO_TASK = late(
    r"(?:việc|công tác|nội dung|các (?!cấp|đơn|cơ|phòng|sở|ban|bộ|xã|chi|đồng|công đoàn|huyện)|những|số"
    r"|tỷ lệ|giấy tờ|mẫu|phụ lục|danh sách|hồ sơ|mục tiêu|tại |theo |ngày |từ |trường hợp|đối với|nếu|người"
    r"|mức|thời|khoản|điểm|điều|luật|nghị"
    r"|thông tư|căn cứ|để |do |vì |về |là |có |một |[“\"(\d]"
    r"|(?:\S+\s){1,4}đối với )"
)
VERB_START = late(
    rf"(?:{TASK_VERB}|hằng |hàng |định kỳ|trước khi|khi |đối với|ngoài ra|đồng thời|sau khi|trong quá trình"
    rf"|kết thúc|đến |phải |cùng với|là đầu mối|là cơ quan)"
)
REPORTED = late(
    r"(?:đã|phải|được|theo|của|xét|tại|văn bản|cơ quan|về việc|hồ sơ|đơn|nội dung|có|các|những|công văn|ý kiến"
    r"|sự|số|không)\s+$|\($"
)

#: A courtesy that asks: “Rất mong được sự quan tâm giải quyết của UBND xã”.
HOPES = late(
    r"(?:rất )?(?:kính )?mong (?:được |nhận được |tiếp tục |sớm )*(?:sự )?(?:quan tâm,? )?(?:xem xét"
    r"|giải quyết|phê duyệt|chấp thuận|hỗ trợ)"
    r"|(?:rất )?(?:kính )?mong (?:được |nhận được )?sự quan tâm,? (?:phối hợp|giúp đỡ|tạo điều kiện)"
)
#: “Chi đoàn không nộp hồ sơ đúng hạn thì bị hạ một bậc”: what becomes of whoever does not.
SANCTIONS = late(
    r"(?:riêng )?[^.;:]{3,60}\s(?:không|chưa|chậm|quá|muộn|trễ|vi phạm)(?!\w)[^.;:]{2,90}\s(?:thì |sẽ )+"
    r"(?:bị |không được (?:xét|tính|công nhận|xem xét|khen)|không (?:xem xét|xét|tính))[^.;]*\W*$"
)
#: “Ghi nhận kết quả …”, “Cơ bản thống nhất với …”: what a conclusion says of the past, not what it asks.
ACKNOWLEDGES = late(
    r"(?:ghi nhận,? (?:và )?(?:kết quả|những|sự|nỗ lực|biểu dương|đánh giá|các kết quả)|đánh giá cao|hoan nghênh"
    r"|cơ bản (?:thống nhất|nhất trí|đồng ý)|nhất trí (?:với|về)"
    r"|biểu dương (?:những |các )?(?:kết quả|thành tích|tinh thần|sự|nỗ lực|cố gắng))(?!\w)"
)
#: “Thông tư số … có hiệu lực; theo đó …”: what the law will be.
NEW_LAW = late(r"(?:luật|nghị định|thông tư|nghị quyết) số [^.;]{0,180}? có hiệu lực(?! thì)")
#: “Biên bản được gửi đến …”, “Tiền ủng hộ xin chuyển vào …”: the thing stands first, whoever sends it is understood.
IS_SENT = late(
    r"(?:báo cáo|hồ sơ|văn bản|danh sách|bài|tác phẩm|phiếu|đơn|kết quả|ý kiến|tin,? (?:ảnh|bài)|biên bản|tiền"
    r"|kinh phí|số liệu|bản)(?!\w)[^.;:]{0,90}?\s(?:(?:được|xin|đề nghị|phải) )?(?:gửi|gởi|nộp|chuyển)"
    r"(?: \w+)? (?:v[eề]|đến|tới|cho|vào)\s"
)
#: “Nhận được công văn này, các khoa phổ biến …”.
ON_RECEIPT = late(
    r"(?:ngay )?(?:sau )?(?:khi )?nhận được (?:công văn|văn bản|kế hoạch|thông báo|chỉ thị|công điện|hướng dẫn"
    r"|quyết định) này,? "
)
#: “Trường hợp kê khai không đúng thì thu hồi khoản đã chi”: in a list of requests it asks too.
IF_THEN = late(rf"(?:trường hợp|nếu|khi)\s[^.;]{{5,120}}?(?:\sthì|,)\s(?:phải )?{TASK_VERB}")
#: A letter that passes on what the head of government “has the opinion” of passes on an order.
SUPERIOR = late(r"thủ tướng(?!\w)[^.;:]{0,90}có ý kiến[^.;,]{0,30}:$")
#: “Thực hiện Chỉ thị số …, Ban Thường vụ có ý kiến như sau:”: what follows carries out an order, it answers nobody.
CARRIES_OUT = late(
    r"(?:thực hiện|triển khai|thi hành|để|nhằm)\s(?!đúng )[^;:]*?(?<!\w)(?:có ý kiến|cho ý kiến)[^,;:]{0,40}:$"
)
#: “Tuyệt đối không cung cấp …”, “Chỉ được sử dụng …”: what must be kept to, whoever it binds.
FORBIDS = late(
    rf"(?:(?:tuyệt đối|kiên quyết|dứt khoát|nhất thiết|nhất định|kể từ nay)\s(?:không|phải|cấm|chấp hành|tuân)"
    rf"|nghiêm cấm|cấm |chỉ được |chỉ (?:{TASK_VERB})[^.;]{{0,60}} khi )"
)
#: “… xem xét hỗ trợ đối với trường hợp của bà:”: only the particulars of a person follow, the request stands before.
PARTICULARS = late(
    r"\s(?:của|đối với|cho|với)\s(?:[^.;:,]{0,30}\s)?(?:ông|bà|ông \(bà\)|ông/bà|đồng chí"
    r"|đ/c|cháu|em|anh|chị|gia đình|hộ|cá nhân)"
    r"(?: (?:có tên|sau|sau đây|dưới đây))*\s*:$"
)
#: How much is to be reached or kept.
BOUND = late(
    r"(?<!\w)(?:đạt|tối thiểu|tối đa|ít nhất|không (?:được )?(?:vượt )?quá|không vượt|không dưới"
    r"|không thấp hơn|phấn đấu)\s"
    r"(?:[^.;\d]{0,25}\s)?\d"
)
#: In a list of goals: “thời gian chờ dưới 45 phút”.
LEVEL = late(at_word(r"(?:dưới|trên|từ)\s\d"))
#: The issuer's own promise.
PROMISES = late(r"(?<!\w)(?:(?<!bản )(?<!giấy )(?<!ký )cam kết|xin hứa)(?!\w)|(?<!\w)sẽ(?!\w)")
#: What somebody gets.
GIVEN = late(at_word(r"được (?:hưởng|nghỉ|miễn|giảm|hỗ trợ|thanh toán|chi trả|nhận|cấp|tính)(?!\w)"))
#: “Mục tiêu: xây dựng …”: what for, not what to do.
AIMS = late(r"(?:mục tiêu|mục đích|ý nghĩa)(?: chung| cụ thể)?\s*:")
#: “Trong thời gian nghỉ Tết, các lớp giữ gìn …”: what a notice asks for while something lasts.
MEANWHILE = late(
    r"trong (?:thời gian|dịp|những ngày|các ngày|kỳ) (?:[^.;,]{0,30}\s)?(?:nghỉ|diễn ra|tổ chức|cách ly|thi công)(?!\w)"
    r"[^.;,]{0,40},"
)
#: Under “Mục đích, yêu cầu”: what is to be done, where “nâng cao …”, “phát huy …” say what for.
AIMED_ACTS = late(
    r"(?:triển khai|thực hiện|tổ chức|phân công|tham gia|phối hợp|chỉ đạo|huy động|tăng cường)(?!\w)"
)
