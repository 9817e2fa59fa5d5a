"""Pure machines that a front end drives: a session takes events and gives views."""
