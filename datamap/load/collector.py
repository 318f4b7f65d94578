"""The garbage collector stands still while objects are made by the hundred thousand that all live on."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def without_garbage_collection(afterwards: Callable[[], object] | None = None) -> Iterator[None]:
    """Stop the collector, which would look at what is made again and again for nothing.

    Where it was running before, it runs again at the end, after `afterwards` was called.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if afterwards is not None:
                afterwards()
            gc.enable()
