"""Real providers before vendors on loopback that check what the real ones check."""

import logging
import time
from datetime import UTC, datetime

import pytest
from werkzeug import Response

from core import notices, outbox
from core.notices import channels
from core.notices.message import ChannelError, Message
from core.notices.providers import aliyun, tencent, wecom, weixin, wire
from tests.factories import UserFactory
from tests.parts import vendors
from tests.parts.vendors import KEY_ID, SECRET, answer

ROBOT = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"


@pytest.fixture(autouse=True)
def _keys(settings, httpserver, monkeypatch):
    settings.SMS_ACCESS_KEY_ID = settings.WECHAT_APP_ID = KEY_ID
    settings.SMS_ACCESS_KEY_SECRET = settings.WECHAT_APP_SECRET = SECRET
    settings.SMS_SIGN_NAME, settings.SMS_APP_ID = "转化通", "1400006666"
    base = httpserver.url_for("").rstrip("/")
    settings.SMS_BASE_URL = settings.WECHAT_BASE_URL = settings.WECOM_BASE_URL = base
    monkeypatch.setattr(weixin, "_tokens", {})


def serve(httpserver, vendor):
    for path in vendor.paths:
        httpserver.expect_request(path).respond_with_handler(vendor)
    return vendor


def message(template="code", address="13900000001", **params):
    return Message(
        "sms",
        address,
        "您的账号：修改密码，以及很长很长很长很长的标题",
        "请核对。",
        "7b1c",
        url="https://city.example/x/",
        template=template,
        params=params or {"code": "482913"},
    )


@pytest.fixture
def aliyun_server(httpserver, settings):
    settings.SMS_TEMPLATES = {"code": "SMS_1", "returned": "SMS_2", "gone": "SMS_9"}
    return serve(httpserver, vendors.Aliyun())


@pytest.fixture
def tencent_server(httpserver, settings):
    settings.SMS_TEMPLATES = {"code": "1110", "returned": "1111", "gone": "9"}
    return serve(httpserver, vendors.Tencent())


@pytest.fixture
def weixin_server(httpserver, settings):
    fields = {"thing1": "title", "thing2": "name", "const3": "text"}
    settings.WECHAT_TEMPLATES = {"*": {"id": "T1", "fields": fields}}
    return serve(httpserver, vendors.Weixin())


@pytest.fixture
def wecom_server(httpserver):
    return serve(httpserver, vendors.Wecom())


def test_aliyun_s_published_example_has_our_signature(settings):
    settings.SMS_ACCESS_KEY_ID = "YourAccessKeyId"
    settings.SMS_ACCESS_KEY_SECRET = "YourAccessKeySecret"
    query = "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai"
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": vendors.sha256(b""),
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }

    assert aliyun.authorization(query, headers) == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
        "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature="
        "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_tencent_s_published_example_has_our_signature(settings):
    settings.SMS_ACCESS_KEY_ID = settings.SMS_ACCESS_KEY_SECRET = "*" * 32
    body = (
        rb'{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}'
    )
    headers = {
        "content-type": "application/json; charset=utf-8",
        "host": "cvm.tencentcloudapi.com",
        "x-tc-action": "describeinstances",
    }
    now = datetime.fromtimestamp(1551113065, UTC)

    signed = tencent.authorization(body, headers, now, "cvm")

    assert signed.endswith(
        "Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"
    )


def test_aliyun_takes_template_parameters_and_our_key(aliyun_server):
    assert aliyun.send(message("returned", name="示例 & 合同+1~*")) == "9006195^0"

    (sent,) = aliyun_server.accepted
    assert sent["params"] == {"name": "示例 & 合同+1~*"}
    assert (sent["OutId"], sent["SignName"]) == ("7b1c", "转化通")


def test_tencent_takes_parameters_in_order_and_our_key(tencent_server):
    assert tencent.send(message("returned", b="乙", a="甲")) == "2019:538884"

    (sent,) = tencent_server.accepted
    assert sent["TemplateParamSet"] == ["乙", "甲"]
    assert sent["PhoneNumberSet"] == ["+8613900000001"]
    assert sent["SessionContext"] == "7b1c"


def refusal(act):
    with pytest.raises(ChannelError) as caught:
        act()
    return caught.value


@pytest.mark.parametrize(
    ("code", "is_final"),
    [
        ("isv.MOBILE_NUMBER_ILLEGAL", True),
        ("isv.SMS_SIGNATURE_ILLEGAL", True),
        ("isv.BUSINESS_LIMIT_CONTROL", False),
        ("isv.AMOUNT_NOT_ENOUGH", False),
        ("isp.SYSTEM_ERROR", False),
        ("Throttling.User", False),
        ("InvalidAccessKeyId.NotFound", False),
    ],
)
def test_aliyun_s_faults_pass_or_are_final(aliyun_server, code, is_final):
    aliyun_server.replies.append(answer({"Code": code, "Message": "x"}))

    error = refusal(lambda: aliyun.send(message()))

    assert (error.is_final, str(error)) == (is_final, f"阿里云短信：{code}")


@pytest.mark.parametrize(
    ("code", "is_final"),
    [
        ("FailedOperation.PhoneNumberInBlacklist", True),
        ("InvalidParameterValue.IncorrectPhoneNumber", True),
        ("FailedOperation.InsufficientBalanceInSmsPackage", False),
        ("LimitExceeded.PhoneNumberThirtySecondLimit", False),
        ("InternalError.Timeout", False),
    ],
)
def test_tencent_s_faults_pass_or_are_final(tencent_server, code, is_final):
    tencent_server.replies.append(tencent_server.status(code))
    tencent_server.replies.append(tencent_server.error(code))

    for _both in ("of the number", "of the request"):
        error = refusal(lambda: tencent.send(message()))
        assert (error.is_final, str(error)) == (is_final, f"腾讯云短信：{code}")


@pytest.mark.parametrize("send", [aliyun.send, tencent.send])
def test_a_wrong_secret_is_tried_again_for_the_operator_mends_it(send, request, settings):
    name = send.__module__.rpartition(".")[2]
    request.getfixturevalue(f"{name}_server")
    settings.SMS_ACCESS_KEY_SECRET = "another"

    assert not refusal(lambda: send(message())).is_final


@pytest.mark.parametrize("send", [aliyun.send, tencent.send])
def test_an_unapproved_template_is_final(send, request):
    name = send.__module__.rpartition(".")[2]
    request.getfixturevalue(f"{name}_server")

    assert refusal(lambda: send(message("gone"))).is_final


@pytest.mark.parametrize(
    "reply",
    [
        Response("", 500),
        Response("", 503),
        Response("", 429),
        Response("<html>", 200),
        Response("[]", 200),
        Response("", 302, {"Location": "http://127.0.0.1:9/"}),
        Response('{"Code": "OK"}' + " " * 70_000, 200),
    ],
    ids=["500", "503", "429", "html", "list", "redirect", "long"],
)
def test_a_server_in_trouble_is_tried_again(aliyun_server, reply):
    aliyun_server.replies.append(reply)

    assert not refusal(lambda: aliyun.send(message())).is_final


def test_silence_ends_and_a_closed_port_too(httpserver, settings, monkeypatch):
    monkeypatch.setattr(wire, "TIMEOUT_S", (0.2, 0.2))
    settings.SMS_TEMPLATES = {"code": "SMS_1"}
    httpserver.expect_request("/").respond_with_handler(lambda _request: time.sleep(0.6))

    slow = refusal(lambda: aliyun.send(message()))
    settings.SMS_BASE_URL = "http://127.0.0.1:9"
    closed = refusal(lambda: aliyun.send(message()))

    assert (str(slow), slow.is_final) == ("阿里云短信：超时", False)
    assert (str(closed), closed.is_final) == ("阿里云短信：无法连接", False)


def test_a_token_is_asked_for_once(weixin_server):
    for _time in range(2):
        assert weixin.send(message(name="示例")) == "200228332"

    assert weixin_server.asked == [False]
    sent = weixin_server.accepted[0]
    assert (sent["client_msg_id"], sent["url"]) == ("7b1c", "https://city.example/x/")
    assert sent["data"]["thing2"] == {"value": "示例"}
    assert len(sent["data"]["thing1"]["value"]) == 20


def test_an_expired_token_is_renewed_and_the_message_sent(weixin_server):
    weixin.send(message(name="甲"))
    weixin_server.valid = 2

    weixin.send(message(name="乙"))

    assert weixin_server.asked == [False, False]
    assert len(weixin_server.accepted) == 2


def test_a_token_that_stays_stale_is_forced_once(weixin_server):
    weixin.send(message(name="甲"))
    weixin_server.replies.append(answer({"errcode": 40001}))

    weixin.send(message(name="乙"))

    assert weixin_server.asked == [False, False, True]
    assert len(weixin_server.accepted) == 2


@pytest.mark.parametrize(
    ("code", "is_final"),
    [(43004, True), (40003, True), (47003, True), (45009, False), (-1, False)],
)
def test_weixin_s_faults_pass_or_are_final(weixin_server, code, is_final):
    weixin_server.replies.append(answer({"errcode": code}))

    assert refusal(lambda: weixin.send(message(name="甲"))).is_final is is_final


def test_without_a_token_nothing_is_sent_and_it_is_tried_again(weixin_server, settings):
    settings.WECHAT_APP_SECRET = "another"

    error = refusal(lambda: weixin.send(message(name="甲")))

    assert (str(error), error.is_final) == ("微信模板消息：取不到凭据，errcode 40125", False)
    assert weixin_server.accepted == []


def test_a_robot_writes_title_text_and_link_within_its_room(wecom_server):
    wecom.send(message(address=ROBOT))
    long = Message("wecom", ROBOT, "题", "长" * 3000, "k", url="https://city.example/x/")
    wecom.send(long)

    first, second = (one["text"]["content"] for one in wecom_server.accepted)
    assert first.splitlines()[1:] == ["请核对。", "https://city.example/x/"]
    assert second.endswith("长\nhttps://city.example/x/")


def test_a_robot_that_is_gone_is_final_and_a_busy_one_is_not(wecom_server):
    assert refusal(lambda: wecom.send(message(address="0" * 36))).is_final
    wecom_server.replies.append(answer({"errcode": 45009}))
    assert not refusal(lambda: wecom.send(message(address=ROBOT))).is_final


def test_nothing_secret_is_logged_or_said(wecom_server, weixin_server, settings, caplog):
    caplog.set_level(logging.DEBUG)
    settings.WECOM_BASE_URL = settings.SMS_BASE_URL = "http://127.0.0.1:9"
    settings.SMS_TEMPLATES = {"code": "SMS_1"}
    weixin.send(message(name="甲"))
    errors = [
        refusal(lambda: wecom.send(message(address=ROBOT))),
        refusal(lambda: aliyun.send(message())),
    ]

    ours = [one.getMessage() for one in caplog.records if one.name != "werkzeug"]
    said = str(ours) + repr(errors) + str([error.__cause__ for error in errors])
    for secret in (SECRET, ROBOT, "token-1", "13900000001", "482913"):
        assert secret not in said
    assert all(error.__suppress_context__ for error in errors)


def test_a_kind_without_a_template_is_not_offered(settings):
    settings.SMS_PROVIDER, settings.SMS_TEMPLATES = "aliyun", {"code": "SMS_1"}
    settings.WECHAT_PROVIDER, settings.WECHAT_TEMPLATES = "weixin", {"*": {}}

    assert channels.carries("sms", "code")
    assert not channels.carries("sms", "case.returned")
    assert channels.carries("wechat", "case.returned")
    assert not channels.carries("wecom", "case.returned")


def test_parameters_reach_the_provider_in_the_order_of_the_template(db, settings, monkeypatch):
    notices.register_kind(
        "case.due", "期限", "登记", title="%(name)s", channels=("sms",), sms_params=("name", "by")
    )
    sent = []
    settings.SMS_PROVIDER = "kept"
    monkeypatch.setitem(
        channels._providers, "kept", channels.Provider(lambda one: sent.append(one) or "1")
    )

    notices.send("case.due", [UserFactory()], context={"by": "5日", "name": "甲"}, actor=None)
    outbox.drain("notices")

    assert list(sent[0].params.items()) == [("name", "甲"), ("by", "5日")]
