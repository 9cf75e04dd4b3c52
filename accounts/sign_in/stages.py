"""Steps of a sign-in that differ from allauth's."""

from allauth.account.stages import EmailVerificationStage


class EmailStage(EmailVerificationStage):
    """Asks for the code of an e-mail address only of those who have no proved phone."""

    def handle(self):
        user = self.login.user
        if user is None and self.login.phone:
            return None, True
        if user is not None and user.phone_verified:
            return None, True
        return super().handle()
