"""Settings of a worker that is to be killed; see `slow_topic`."""

from config.settings.test import *  # noqa: F403

INSTALLED_APPS += ["tests.parts.slow_topic.SlowTopic"]  # noqa: F405
