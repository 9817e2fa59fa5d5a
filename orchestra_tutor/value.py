"""Values: frozen dataclasses with slots that cost next to nothing to define.

`dataclasses.dataclass` writes and compiles six methods for every class. The tutor has a hundred, which took a third of
the time until its first question was shown. Here all classes share theirs, and `fields`, `replace`, `asdict`, `match`
and `copy` work as ever. A type checker sees the standard decorator.
"""

import dataclasses
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass"]

T = TypeVar("T")
_set = object.__setattr__


def _init(self: Any, *values: Any, **named: Any) -> None:
    fields = self.__dataclass_fields__
    complete = values if len(values) == len(fields) and not named else _complete(self, values, named)
    for name, value in zip(fields, complete, strict=True):
        _set(self, name, value)


def _complete(self: Any, values: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
    """A value for every field, in order."""
    fields = self.__dataclass_fields__
    given = {**dict(zip(fields, values, strict=False)), **named}
    if len(given) < len(values) + len(named) or not given.keys() <= fields.keys():
        raise TypeError(f"{type(self).__name__} takes {', '.join(fields)}, each once")
    return [given[name] if name in given else _default(self, field) for name, field in fields.items()]


def _default(self: Any, field: dataclasses.Field[Any]) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    raise TypeError(f"{type(self).__name__} needs {field.name}")


def _compared(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name, field in self.__dataclass_fields__.items() if field.compare])


def _eq(self: Any, other: object) -> bool:
    return _compared(self) == _compared(other) if type(self) is type(other) else NotImplemented


def _lt(self: Any, other: object) -> bool:
    return _compared(self) < _compared(other) if type(self) is type(other) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_compared(self))


def _repr(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, field in self.__dataclass_fields__.items() if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _reduce(self: Any) -> tuple[type, tuple[Any, ...]]:
    """How `copy` and `pickle` make another one."""
    return type(self), tuple(getattr(self, name) for name in self.__dataclass_fields__)


def _refuse(self: Any, name: str, *_: object) -> None:
    raise dataclasses.FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed")


_METHODS = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__reduce__": _reduce,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
}

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, slots: bool = False, order: bool = False) -> Callable[[type[T]], type[T]]:
        """`@dataclass(frozen=True, slots=True)`; a value is always frozen."""
        assert frozen

        def made(plain: type[T]) -> type[T]:
            value = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(plain)
            for name, method in _METHODS.items():
                if name not in vars(plain):
                    setattr(value, name, method)
            if order:
                value.__lt__ = _lt
                functools.total_ordering(value)
            return value

        return made
