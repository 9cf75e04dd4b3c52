"""An OpenID Connect provider on loopback, as far as a client can tell: discovery, authorisation
with PKCE, signed tokens, user info and keys. The person there agrees to everything.
"""

import base64
import hashlib
import json
import time
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from werkzeug import Response

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "zhuanhua-test", "a-secret-of-the-test"


class Provider:
    """Answers at ``url``; what it says of the person is in ``person``."""

    def __init__(self, server):
        self.url = server.url_for("").rstrip("/")
        self.person = {"sub": "person-1", "name": "甲某"}
        self.asked: list[dict[str, str]] = []
        self._codes: dict[str, dict[str, str]] = {}
        for path, answer in (
            ("/.well-known/openid-configuration", self._discovery),
            ("/authorize", self._authorize),
            ("/token", self._token),
            ("/userinfo", self._userinfo),
            ("/keys", self._keys),
        ):
            server.expect_request(path).respond_with_handler(answer)

    def agree(self, address):
        """The address that the person's browser is sent back to from ``address``."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked.append(asked)
        code = f"code-{len(self.asked)}"
        self._codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return f"{asked['redirect_uri']}?{back}"

    def _discovery(self, request):
        return _json(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    def _authorize(self, request):
        return Response(status=302, headers={"Location": self.agree(request.url)})

    def _token(self, request):
        """One use a code, by the client it was given to, with the verifier of its challenge."""
        form, asked = request.form, self._codes.pop(request.form.get("code", ""), None)
        if asked is None or (form["client_id"], form["client_secret"]) != (CLIENT, SECRET):
            return _json({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (form["redirect_uri"], challenge) != (asked["redirect_uri"], asked["code_challenge"]):
            return _json({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, **self.person}
        signed = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        token = {"access_token": "token-1", "token_type": "Bearer", "id_token": signed}
        return _json({**token, "expires_in": 300})

    def _userinfo(self, request):
        if request.headers.get("Authorization") != "Bearer token-1":
            return _json({"error": "invalid_token"}, 401)
        return _json(self.person)

    def _keys(self, request):
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return _json({"keys": [{**key, "kid": "1", "use": "sig", "alg": "RS256"}]})


def _json(data, status=200):
    return Response(json.dumps(data), status=status, mimetype="application/json")
