"""Vendors on loopback that check as the real ones do: signature, template, parameters, token.

They verify by the vendor's published steps, written here apart from the code under test.
"""

import hashlib
import hmac
import json
import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote

from werkzeug import Request, Response

KEY_ID, SECRET = "LTAIexampleId", "example-secret-that-no-log-shows"


def answer(body, status=200):
    return Response(json.dumps(body), status, content_type="application/json")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class Vendor:
    """Keeps what it accepted; `replies` are given in place of the usual answer, first come."""

    def __init__(self):
        self.paths = ("/",)
        self.accepted = []
        self.replies = []

    def __call__(self, request: Request) -> Response:
        fault = self.check(request)
        if fault is not None:
            return fault
        if self.replies:
            return self.replies.pop(0)
        return self.accept(request)


class Aliyun(Vendor):
    templates = {"SMS_1": {"code"}, "SMS_2": {"name"}}

    def check(self, request):
        sent = request.headers["Authorization"]
        names = re.search(r"SignedHeaders=([^,]+)", sent)[1].split(";")
        must = {"host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-version"}
        assert must <= set(names)
        lines = "".join(f"{name}:{request.headers[name].strip()}\n" for name in names)
        query = request.query_string.decode()
        assert query == "&".join(sorted(query.split("&")))
        whole = "\n".join(
            [request.method, request.path, query, lines, ";".join(names), sha256(request.data)]
        )
        want = mac(SECRET.encode(), f"ACS3-HMAC-SHA256\n{sha256(whole.encode())}").hex()
        age = datetime.now(UTC) - datetime.fromisoformat(request.headers["x-acs-date"])
        if not sent.endswith(f"Signature={want}") or f"Credential={KEY_ID}," not in sent:
            return answer({"Code": "SignatureDoesNotMatch"}, 400)
        if abs(age.total_seconds()) > 900:
            return answer({"Code": "InvalidTimeStamp.Expired"}, 400)
        return None

    def accept(self, request):
        values = {name: one[0] for name, one in parse_qs(request.query_string.decode()).items()}
        wanted = self.templates.get(values["TemplateCode"])
        params = json.loads(values["TemplateParam"])
        if wanted is None:
            return answer({"Code": "isv.SMS_TEMPLATE_ILLEGAL"})
        if not wanted <= params.keys():
            return answer({"Code": "isv.TEMPLATE_MISSING_PARAMETERS"})
        if not re.fullmatch(r"1\d{10}", values["PhoneNumbers"]):
            return answer({"Code": "isv.MOBILE_NUMBER_ILLEGAL"})
        self.accepted.append({**values, "params": params})
        return answer({"Code": "OK", "Message": "OK", "BizId": "9006195^0"})


class Tencent(Vendor):
    templates = {"1110": 1, "1111": 2}

    def check(self, request):
        head = request.headers
        stamp = int(head["X-TC-Timestamp"])
        day = f"{datetime.fromtimestamp(stamp, UTC):%Y-%m-%d}"
        lines = (
            f"content-type:{head['Content-Type'].lower()}\nhost:{head['Host'].lower()}\n"
            f"x-tc-action:{head['X-TC-Action'].lower()}\n"
        )
        names = "content-type;host;x-tc-action"
        whole = "\n".join(["POST", "/", "", lines, names, sha256(request.data)])
        scope = f"{day}/sms/tc3_request"
        text = f"TC3-HMAC-SHA256\n{stamp}\n{scope}\n{sha256(whole.encode())}"
        key = mac(mac(mac(f"TC3{SECRET}".encode(), day), "sms"), "tc3_request")
        want = (
            f"TC3-HMAC-SHA256 Credential={KEY_ID}/{scope}, SignedHeaders={names}, "
            f"Signature={mac(key, text).hex()}"
        )
        if head["Authorization"] != want or abs(stamp - datetime.now(UTC).timestamp()) > 300:
            return self.error("AuthFailure.SignatureFailure")
        return None

    def error(self, code):
        return answer({"Response": {"Error": {"Code": code, "Message": "x"}, "RequestId": "1"}})

    def status(self, code, context=""):
        one = {"SerialNo": "2019:538884", "Code": code, "SessionContext": context, "Fee": 1}
        return answer({"Response": {"SendStatusSet": [one], "RequestId": "1"}})

    def accept(self, request):
        body = json.loads(request.data)
        count = self.templates.get(body["TemplateId"])
        if count is None or len(body["TemplateParamSet"]) != count:
            return self.status("FailedOperation.TemplateIncorrectOrUnapproved")
        self.accepted.append(body)
        return self.status("Ok", body["SessionContext"])


class Weixin(Vendor):
    """Gives numbered tokens; `valid` is the one that it takes."""

    def __init__(self):
        super().__init__()
        self.paths = ("/cgi-bin/stable_token", "/cgi-bin/message/template/send")
        self.valid, self.asked = 1, []

    def check(self, request):
        body = json.loads(request.data)
        if request.path == "/cgi-bin/stable_token":
            self.asked.append(body["force_refresh"])
            if (body["appid"], body["secret"]) != (KEY_ID, SECRET):
                return answer({"errcode": 40125, "errmsg": "invalid appsecret"})
            if body["force_refresh"]:
                self.valid += 1
            return answer({"access_token": f"token-{self.valid}", "expires_in": 7200})
        if request.args["access_token"] != f"token-{self.valid}":
            return answer({"errcode": 42001, "errmsg": "access_token expired"})
        return None

    def accept(self, request):
        body = json.loads(request.data)
        if body["template_id"] != "T1":
            return answer({"errcode": 40037})
        if any(
            name.startswith("thing") and len(one["value"]) > 20
            for name, one in body["data"].items()
        ):
            return answer({"errcode": 47003})
        self.accepted.append(body)
        return answer({"errcode": 0, "errmsg": "ok", "msgid": 200228332})


class Wecom(Vendor):
    def __init__(self):
        super().__init__()
        self.paths = ("/cgi-bin/webhook/send",)

    def check(self, request):
        if unquote(request.query_string.decode()) != "key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa":
            return answer({"errcode": 93000, "errmsg": "invalid webhook url"})
        return None

    def accept(self, request):
        body = json.loads(request.data)
        if len(body["text"]["content"].encode()) > 2048:
            return answer({"errcode": 40058})
        self.accepted.append(body)
        return answer({"errcode": 0, "errmsg": "ok"})
