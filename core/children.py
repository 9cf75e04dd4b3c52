"""A child process that does not outlive its parent, however the parent ends."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1  # Source: Linux, prctl(2)


def end_with_parent() -> Callable[[], None]:
    """What a child runs between fork and exec, so that it is asked to end when we are gone.

    ``kill -9`` leaves us no moment to end our children, so the kernel has to. Other systems than
    Linux have no such wish; there only a kill that cannot be caught leaves children behind.
    """
    if sys.platform != "linux":
        return lambda: None
    prctl = ctypes.CDLL(None, use_errno=True).prctl  # found before the fork, where it is safe
    parent = os.getpid()

    def ask_the_kernel() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # gone before the wish was heard
            os._exit(1)

    return ask_the_kernel
