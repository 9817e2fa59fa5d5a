"""What a check looks at."""

from orchestra_tutor.course import Axis, Course
from orchestra_tutor.figures.pen import Measure
from orchestra_tutor.value import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """A course, the grid that its cells belong to, and how wide a string is on a terminal."""

    course: Course
    features: tuple[Axis, ...]
    platforms: tuple[Axis, ...]
    measure: Measure = len
