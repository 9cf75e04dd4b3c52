"""Contact data is found however it is written, and the numbers of a technical text are not it."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ValidationError
from marketplace import public_texts
from marketplace.contact_data import found
from marketplace.models import Listing
from marketplace.services import listings
from tests.factories import ListingFactory, right
from tests.marketplace.conftest import approve, consent

CONTACT = {
    "手机号码": [
        "13812345678", "138 1234 5678", "138-1234-5678", "138.1234.5678", "138·1234·5678",
        "138—1234—5678", "138-12345678", "+8613812345678", "+86 138 1234 5678",
        "(+86)13812345678",
        "（+86）138-1234-5678", "0086-13812345678", "86 19912345678", "１３８１２３４５６７８",
        "138 1234\u200b 5678", "电话13812345678", "电话：138 1234 5678",
        "手机号码：17012345678",
        "Tel:13812345678", "tel 13812345678", "TEL13812345678", "vx13812345678",
        "微信同号13812345678", "微信同号：138 1234 5678", "联系人张某13812345678（微信同号）",
        "张某 13812345678，李某", "请打13812345678年底前有效", "whatsapp:13812345678",
        "1381234 5678", "138 123 45678", "①③⑧①②③④⑤⑥⑦⑧", "一三八一二三四五六七八",
        "手机同微信幺三八一二三四五六七八",
    ],
    "固定电话": [
        "0792-8123456", "0792 8123456", "07928123456", "(0792)8123456", "（0792）8123456",
        "(0792) 812 3456", "0792 812 3456", "0792—8123456", "010-81234567", "010-8123 4567",
        "021 6123-4567", "0755-26123456", "+86 792 8123456", "+86-10-81234567",
        "+86(792) 8123456", "0792-8123456转801", "0792-8123456-801", "电话 8123456",
        "电话：8123456", "Tel: 8123-4567", "传真：81234567", "400-820-8820", "400-8208-820",
        "400-8208820", "4008208820", "800-820-8820", "热线400 820 8820",
        "8123456转802", "联系电话8123456", "座机:0792－8123456",
    ],
    "邮箱": [
        "someone@example.com", "some.one+x@mail.example.edu.cn", "ＡＢＣ＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "邮箱someone@example.com。", "a@b.cn", "someone(at)example.com",
        "someone [at] example.com",
        "A@EXAMPLE.COM", "12345678@qq.com",
        "zhang#example.com", "zhang@example．com",
    ],
    "身份证号码": [
        "110101199003071234", "36040219900307123X", "36040219900307123x",
        "身份证360402 19900307 1234", "证件号：360402-19900307-123X",
        "３６０４０２１９９００３０７１２３４",
    ],
    "微信或 QQ 号": [
        "微信：example_01", "微信同号zhangsan88", "加V：zhangsan88", "加微 zhangsan88",
        "微信号abcdef", "微信号：abcdef", "微信 abc123", "加微信abc12345",
        "vx：abc123", "VX: abc_123", "wx:abc1234", "V信：abc12345", "WeChat: zhangsan",
        "wechat id: zhangsan_1", "微信:12345678", "QQ:12345678", "QQ群:12345678",
        "QQ群号：12345678",
        "QQ 12345678", "qq12345678", "QQ号：12345", "Q群 12345678", "扣扣12345678",
        "QQ交流群123456789",
    ],
}  # fmt: skip
TECHNICAL = [
    "断头由 40 次降到 10 次", "产量 13900000 米", "产值13800000000元", "投资 13800000000 元",
    "年产 15000000000 个", "标准 GB/T 18369-2022", "GB/T 1234-2020、GB 150.1～150.4-2011",
    "GB/T 13912-2020", "DB36/T 1391-2021", "Q/JX 0792-2023", "ISO 13849-1:2015",
    "IEC 61400-12-1",
    "ZL202610000000.1", "ZL 2020 1 0312345.6", "专利号 ZL 2013 1 0312345.X", "ZL201310312345.6",
    "CN113812345678A", "CN 102020345678 B", "PCT/CN2020/138123", "201910381234.5",
    "申请号 02113456.7", "2020SR1381234", "软著登字第13812345号", "国药准字Z20133812",
    "国作登字-2020-F-01234567", "ChiCTR1900012345", "CAS 13463-67-7", "CAS 号 138-12-3",
    "ISBN 978-7-03-042345-6", "ISSN 0423-2345", "DOI 10.1016/j.cej.2020.138123",
    "10.13812/j.cnki.1234-5678", "HS 编码 8543709990", "6901234567892", "型号 YX3-138-1234",
    "型号 JX13812345678", "零件号 400-820-8820A", "部件 0792A-8123456", "P/N 138-1234-567",
    "0.13812345678", "3.13812345678", "13812345678.5", "1,381,234,567.8 元", "1380123456",
    "138123456789", "精度 0.0792 8123456 次", "转速 400-800-1200 r/min", "400-600-1000 目",
    "400 600 1200 mm", "400 600 1200", "300 400 500 600", "温度 150 1000 2000 ℃",
    "800-1000-1200 ℃",
    "2013-2020-2023", "2020年01月至2023年12月", "20200101-20231231", "1990-03-07 12:34",
    "波长 1310 1550 nm", "1310/1490/1550 nm", "10.0.0.138", "192.168.138.123:8080", "v1.3.8",
    "6 μm、9 μm、12 μm", "1.38×10^-23 J/K", "1.38 e10 5678", "99.9999%", "100 000 000 次",
    "91360400MA35ABCD1X", "913604001990123456", "统一社会信用代码 913604007057421234",
    "Fe3O4@SiO2.5%", "Pd@C.该催化剂", "Au@Ag 核壳", "ZIF-8@GO、Co@NC", "core@shell.",
    "5 mg@2 h.",
    "微信小程序", "接入微信、QQ等平台", "WeChat platform based", "微信公众号", "微信H5页面",
    "微信支付SDK",
    "QQ图", "Q-Q plot 12345", "vx=0.5 m/s", "vx: velocity along x", "Vx 12.5 V", "VX-680",
    "wx 与 wy 的夹角", "电话机 8000 台", "电话网络 2020", "400 MPa", "400-500 ℃",
    "电话用户 8123456 户", "每天 4008208820 次", "N 400-820", "Cr13Mo 1.3812", "SKF 6205-2RS",
    "TC4 (Ti-6Al-4V)", "STM32F103C8T6", "AT89C51", "0603 0805 1206", "0402-0603-0805",
    "坐标 29.7050, 115.9920", "E 115°59′ 13812", "06-0792-2022", "批号 20130812-0123",
    "C#.NET", "F#a.com 函数", "8123456转为 802", "电机 3000转 800", "一二三四五六七八九十",
    "2026.11.30-2027.1.5", "二〇二六年一月", "加V形槽 12345678 件",
    "12 345 678", "1 381 234 5678 字", "30-50-138", "电压 0~400 V", "0402 2012 3216 封装",
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in CONTACT.items() for text in texts]
)
@pytest.mark.parametrize("frame", ["{}", "有意合作请联系：{}，谢谢。", "团队负责人\n{}\n长期有效"])
def test_contact_data_is_found(kind, text, frame):
    assert any(one.startswith(kind) for one in found(frame.format(text)))


@pytest.mark.parametrize("text", TECHNICAL)
@pytest.mark.parametrize("frame", ["{}", "本成果：{}。", "其中{}，已验证"])
def test_numbers_of_a_technical_text_are_none(text, frame):
    assert found(frame.format(text)) == []


PHONE = "138 1234 5678"
IN_COLUMN = {
    **{
        name: f"请打 {PHONE}"
        for name in public_texts.NAMES
        if name not in {"comparison", "keywords", "rights", "attachments"}
    },
    "comparison": [["强度", "1.3", "0.9", f"问 {PHONE}"]],
    "keywords": ["铜箔", PHONE],
    "rights": [right("invention", "ZL1（示例）", holder=f"张某 {PHONE}")],
    "attachments": [{"file": 1, "kind": "evidence", "tier": "public", "title": PHONE}],
}


@given(text=st.text(alphabet="01389 -.()+@a微信qQ:电话元\n", max_size=60))
def test_whatever_the_text_an_answer_comes(text):
    assert all(isinstance(one, str) for one in found(text))


@pytest.mark.parametrize("text", ["1" * 99_999, "a." * 50_000, "1 " * 50_000, "a@" * 50_000])
def test_a_long_text_is_read_in_time(text):
    found(text)


def test_every_public_column_is_looked_at_and_no_other():
    assert {*IN_COLUMN} == {*public_texts.NAMES}
    for name, value in IN_COLUMN.items():
        assert {*public_texts.with_contact_data({name: value})} == {name}
    hidden = [{**IN_COLUMN["attachments"][0], "tier": "review"}]
    assert not public_texts.with_contact_data(
        {"restricted_details": PHONE, "price_fen": 13812345678, "attachments": hidden}
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", IN_COLUMN)
def test_an_achievement_with_it_is_not_submitted_and_says_where(name, client, market):
    listing = ListingFactory(**{name: IN_COLUMN[name]})
    listing.save_revision(user=listing.author)

    with pytest.raises(ValidationError) as refusal:
        listings.submit_listing(listing.pk, actor=listing.author)

    assert {*refusal.value.message_dict} == {name}
    assert f"{PHONE}”，请删去" in refusal.value.message_dict[name][0]
    assert Listing.objects.get().status == Listing.Status.DRAFT
    client.force_login(listing.author)
    page = client.get(reverse("marketplace:edit", args=[listing.number])).content.decode()
    assert "请删去；有意者通过本站联系您。" in page
    assert reverse("marketplace:submit", args=[listing.number]) not in page
    sent = client.post(reverse("marketplace:submit", args=[listing.number]), follow=True)
    assert "请先补齐或改好" in sent.content.decode()


@pytest.mark.django_db
def test_what_is_public_already_stays_and_is_not_submitted_again(public):
    Listing.objects.filter(pk=public.pk).update(team=PHONE)
    row = Listing.objects.get(pk=public.pk)
    row.save_revision(user=row.author)

    listings.save_listing(row.pk, {"benefit": "效率高 30%"}, actor=row.author)
    with pytest.raises(ValidationError, match="请删去"):
        listings.submit_listing(row.pk, actor=row.author)

    row.refresh_from_db()
    assert (row.live, row.team) == (True, PHONE)
    listings.save_listing(row.pk, {"team": "六人。"}, actor=row.author)
    assert listings.submit_listing(row.pk, actor=row.author).live


@pytest.mark.django_db
def test_an_editor_does_not_pass_what_was_submitted_before_the_rule(at_unit, editor, monkeypatch):
    monkeypatch.setattr(public_texts, "NAMES", ())
    listings.withdraw_listing(at_unit.pk, actor=at_unit.author)
    listings.save_listing(at_unit.pk, {"team": PHONE}, actor=at_unit.author)
    listings.submit_listing(at_unit.pk, actor=at_unit.author)
    consent(at_unit)
    monkeypatch.undo()
    listing = Listing.objects.get(pk=at_unit.pk)

    with pytest.raises(ValidationError, match="团队：公开内容里不能有手机号码"):
        approve(listing, editor)

    assert not Listing.objects.get(pk=listing.pk).live
