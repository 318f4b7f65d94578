"""A value that is computed when it is first asked for, and kept."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - it stands where `property` stands
    """A property that runs once for each object.

    The one of the standard library takes a lock each time that it computes, until Python 3.12; with a dozen such values
    for each of ten thousand activities, the locks took longer than the values.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        """Take the function that computes the value."""
        self.compute = compute
        self.__doc__ = compute.__doc__
        self.name = compute.__name__

    @overload
    def __get__(self, instance: None, owner: type) -> "once[T]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> "T | once[T]":
        """Compute the value, and put it where it is found before this descriptor the next time."""
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.compute(instance)
        return value
