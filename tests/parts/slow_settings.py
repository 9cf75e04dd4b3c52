"""Settings of a process that is to be killed; see `slow_topic` and `halting`."""

from config.settings.test import *  # noqa: F403

INSTALLED_APPS += ["tests.parts.slow_topic.SlowTopic", "tests.parts.halting.Halting"]  # noqa: F405
